import { explainDoubt } from '@zhiheng/contracts';
import { describe, expect, test } from 'vitest';
import { County, rulesOf } from '../support/county.ts';

/**
 * One man: a deputy section head alone could sign and review, and paid 815 false unemployment claims. Here each of his ways
 * to a second signature is tried in turn.
 */
const county = County.ofThisFile();
const unit = 'injury-unemployment';
const man = 'injury-unemployment-head';
const claim = (reference: string) =>
  county.opened('unemployment-benefit', unit, { subject: reference, amountFen: 2_800_00 });
const wish = (role: string, change: 'grant' | 'revoke' = 'grant') => ({ change, beneficiary: man, role, unit });

describe('the head who wants to do it all', () => {
  let falseClaim: string;

  test('holds no duty by being head: he may sign nothing', async () => {
    falseClaim = await claim('nobody-1');
    expect(await county.refused(falseClaim, 'handle', man)).toMatchObject({ status: 403, code: 'not-permitted' });
  });

  test('may not approve his own wish to handle; three others do', async () => {
    const asked = await county.ask(man, wish(`${unit}-handle`));
    expect(asked.body.stages.map(({ by }) => by)).toEqual(['deputy-director', 'control-head', 'director']);
    expect((await county.decide(man, asked.body.id)).body.code).toBe('own-request');
    await county.approved(asked.body.id, ['deputy-director', 'control-head', 'director']);
    await county.done(falseClaim, 'handle', man);
  });

  test('is refused the review of what he handled: no grant, no step', async () => {
    expect((await county.refused(falseClaim, 'review', man)).code).toBe('not-permitted');
  });

  test.each([`${unit}-review`, `${unit}-approve`])(
    'is refused %s beside handle, before anybody is asked',
    async (role) => {
      const asked = await county.ask(man, wish(role));
      expect({ status: asked.status, code: asked.body.code }).toEqual({ status: 409, code: 'duty-conflict' });
      expect(rulesOf(asked.body)).toContain(role.endsWith('review') ? 'item-handle-review' : 'item-handle-approve');
      expect(await county.refusal('request.refused', man)).toMatchObject({ reason: 'duty-conflict' });
      expect(await county.entries({ action: 'request.submitted', actor: man, target: role })).toEqual([]);
    },
  );

  test('cannot sign in the name of his operators with his own token', async () => {
    const own = await county.post(man, `/api/v1/cases/${falseClaim}/steps`, { duty: 'review', actor: `${unit}-op3` });
    expect(own).toMatchObject({ status: 403, body: { code: 'not-permitted' } });
    expect(await county.steps(falseClaim)).toHaveLength(1);
  });

  test('gives up handling to get the review: his own old cases stay closed to him', async () => {
    const given = await county.ask(man, wish(`${unit}-handle`, 'revoke'));
    await county.approved(given.body.id, ['deputy-director2', 'control-head']);
    await county.granted(man, wish(`${unit}-review`), [
      'deputy-director',
      'control-head',
      'director',
      'city-maintainer',
    ]);
    const refused = await county.refused(falseClaim, 'review', man);
    expect(refused).toMatchObject({ status: 409, code: 'duty-conflict' });
    expect(refused.rules).toContain('case-one-person');
    const decision = await county.evaluate(man, 'review', falseClaim);
    expect(decision).toMatchObject({ decision: false, context: { rule: 'case-one-person', step: { person: man } } });
  });

  test('nor by sending it round: a returned case remembers its first round', async () => {
    const id = await claim('nobody-2');
    await county.done(id, 'handle', `${unit}-op1`);
    await county.done(id, 'review', man, { outcome: 'returned' });
    await county.done(id, 'handle', `${unit}-op2`);
    const [first] = await county.entries({ case: id, action: 'step.recorded', actor: man });
    expect(first).toBeDefined();
    await county.done(id, 'review', `${unit}-op3`);
    expect((await county.refused(id, 'approve', man)).code).toBe('not-permitted');
    await county.done(id, 'approve', `${unit}-op5`);
    expect(new Set((await county.steps(id)).map(({ username }) => username)).size).toBe(5);
  });

  test('two claims signed crosswise with one colleague do not help either: each needs a third hand', async () => {
    const id = await claim('nobody-3');
    await county.done(id, 'handle', `${unit}-op1`);
    await county.done(id, 'review', man);
    for (const signer of [man, `${unit}-op1`]) expect((await county.refused(id, 'approve', signer)).status).toBe(403);
  });
});

test('all of it can be read in the log, the refused acts too', async () => {
  const entries = await county.entries({ person: man });
  const acts = entries.map(({ action, outcome }) => `${action} ${outcome}`);
  for (const act of ['step.refused denied', 'request.refused denied', 'step.recorded done', 'grant.ended done'])
    expect(acts).toContain(act);
});

test('split payments: one sum in parts just below the approval line is named by the next morning', async () => {
  for (let part = 0; part < 5; part++) {
    const id = await county.opened('injury-medical-payment', unit, {
      subject: `split-${part}`,
      amountFen: 9_900_00 + part,
    });
    await county.done(id, 'handle', `${unit}-op1`);
  }
  const [doubt, ...more] = await county.doubtsOf('just-below-threshold');
  expect(more).toEqual([]);
  expect(doubt).toMatchObject({
    unit,
    severity: 2,
    facts: { cases: 5, sumFen: 5 * 9_900_00 + 10, thresholdFen: 10_000_00 },
  });
  expect(explainDoubt('just-below-threshold', doubt?.facts ?? {})?.zh).toContain('49500.10 元');
});
