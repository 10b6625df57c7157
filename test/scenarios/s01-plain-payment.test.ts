import { verifyInclusion } from '@zhiheng/ledger';
import { describe, expect, test } from 'vitest';
import { County } from '../support/county.ts';

/** S01 三岗分离: one handles, another reviews, a third approves, and the log proves each act. */
const county = County.ofThisFile();
const award = ['enterprise-pension-award', 'enterprise-pension'] as const;

describe('a plain payment case', () => {
  let id: string;

  test('waits for its duties in order; nobody goes ahead', async () => {
    id = await county.opened(...award, { subject: 'X', amountFen: 300_000 });
    const early = await county.refused(id, 'review', 'enterprise-pension-op3');
    expect(early).toMatchObject({ status: 409, code: 'out-of-order' });
    await county.done(id, 'handle', 'enterprise-pension-op1');
    expect(await county.refused(id, 'approve', 'enterprise-pension-op5')).toMatchObject({
      status: 409,
      code: 'out-of-order',
    });
    await county.done(id, 'review', 'enterprise-pension-op3');
    expect((await county.done(id, 'approve', 'enterprise-pension-op5')).case).toMatchObject({
      state: 'complete',
      nextDuty: null,
    });
  });

  test('is done by three people, and a repeated step is no second one', async () => {
    const again = await county.refused(id, 'approve', 'enterprise-pension-op5');
    expect(again.status).toBe(409);
    expect(['already-recorded', 'case-closed']).toContain(again.code);
    expect((await county.refused(id, 'review', 'enterprise-pension-op4')).status).toBe(409);
    const steps = await county.steps(id);
    expect(steps.map(({ duty, username }) => [duty, username])).toEqual([
      ['handle', 'enterprise-pension-op1'],
      ['review', 'enterprise-pension-op3'],
      ['approve', 'enterprise-pension-op5'],
    ]);
  });

  test('an unknown duty, a stranger and an unknown case are refused, each with its own code', async () => {
    const other = await county.opened(...award);
    expect(await county.step(other, 'pay', 'enterprise-pension-op1')).toMatchObject({
      status: 422,
      body: { code: 'unknown-code' },
    });
    expect((await county.step(other, 'handle', 'nobody-of-that-name')).body.code).toBe('not-active');
    const nowhere = '01900000-0000-7000-8000-000000000000';
    expect(await county.step(nowhere, 'handle', 'enterprise-pension-op1')).toMatchObject({ status: 404 });
    expect(await county.steps(other)).toEqual([]);
  });

  test('the acts have one correlation id, and each lies in the signed tree', async () => {
    const entries = await county.entries({ case: id, outcome: 'done' });
    expect(entries.map(({ action }) => action).toReversed()).toEqual([
      'case.opened',
      'step.recorded',
      'step.recorded',
      'step.recorded',
      'case.completed',
    ]);
    const acts = entries.filter(({ action }) => action !== 'case.completed');
    expect(new Set(entries.map(({ correlationId }) => correlationId)).size).toBe(1);
    expect(
      acts
        .map(({ actor }) => actor)
        .toReversed()
        .slice(1),
    ).toEqual(['enterprise-pension-op1', 'enterprise-pension-op3', 'enterprise-pension-op5']);
    for (const { id: entry } of acts) await prove(entry);
  });

  test('nothing of the subject in clear reaches the log or the answers', async () => {
    const secret = '350102199001011234';
    const told = await county.opened(...award, { subject: secret });
    await county.done(told, 'handle', 'enterprise-pension-op1');
    expect(JSON.stringify(await county.entries({ case: told }))).not.toContain(secret);
    expect(JSON.stringify((await county.business.get(`/api/v1/cases/${told}`)).body)).not.toContain(secret);
  });

  test('one person may have a hand in two cases in different duties only where their roles say so', async () => {
    const second = await county.opened(...award);
    await county.done(second, 'handle', 'enterprise-pension-op2');
    expect((await county.refused(second, 'review', 'enterprise-pension-op1')).code).toBe('not-permitted');
    await county.done(second, 'review', 'enterprise-pension-op3');
  });
});

async function prove(entry: string): Promise<void> {
  interface Proof {
    index: number;
    size: number;
    leafHash: string;
    proof: string[];
    checkpoint: string;
  }
  const { status, body } = await county.business.get<Proof>(`/audit/v1/entries/${entry}/proof`);
  expect(status).toBe(200);
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
  const root = bytes(body.checkpoint.split('\n')[2] as string);
  verifyInclusion(body.index, body.size, bytes(body.leafHash), body.proof.map(bytes), root);
}
