import { createClient, type ZhihengClient, ZhihengError } from '@zhiheng/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPerson } from '../support/api.ts';
import { signIn } from '../support/sign-in.ts';
import { type Running, startZhiheng } from '../support/standalone.ts';

/** What another service installs, against the services themselves. */
let running: Running;
let client: ZhihengClient;
beforeAll(async () => {
  running = await startZhiheng();
  client = clientOf('demo-business-secret');
});
afterAll(() => running.stop());

const clientOf = (clientSecret: string) =>
  createClient({ origin: running.origin, clientId: 'demo-business', clientSecret, timeout: 30_000 });
/** How long to wait for what happens by itself, on a busy machine. */
const patient = { timeout: 30_000 };

const opening = (reference: string) => ({
  item: 'enterprise-pension-award',
  unit: 'enterprise-pension',
  reference,
});
const mayHandle = (id: string) => ({
  subject: { type: 'person', id },
  action: { name: 'handle' },
  resource: { type: 'case', id: 'new', properties: { item: 'enterprise-pension-award', unit: 'enterprise-pension' } },
});

describe('the client', () => {
  it('asks who may do what, one or many', async () => {
    expect(await client.check(mayHandle('enterprise-pension-op1'))).toMatchObject({ decision: true });
    const decisions = await client.checkMany([mayHandle('enterprise-pension-op1'), mayHandle('director')]);
    expect(decisions.map(({ decision }) => decision)).toEqual([true, false]);
    expect(decisions[1]?.context.reason.code).not.toBe('unavailable');
  });

  it('denies when its secret is wrong', async () => {
    expect(await clientOf('guessed').check(mayHandle('enterprise-pension-op1'))).toMatchObject({
      decision: false,
      context: { reason: { code: 'unavailable' } },
    });
    await expect(clientOf('guessed').openCase(opening('guessed'))).rejects.toMatchObject({ code: 'not-authenticated' });
  });

  it('opens a case, records a step, is refused the second duty of one person, and reads all of it in the log', async () => {
    const { id } = await client.openCase(opening('client-1'), { correlationId: 'client-test' });
    const handled = await client.recordStep(
      id,
      { duty: 'handle', actor: 'enterprise-pension-op1' },
      { correlationId: 'client-test' },
    );
    expect(handled).toMatchObject({ step: { duty: 'handle' }, case: { nextDuty: 'review' } });
    const again = await client.openCase(opening('client-1')).catch((error: unknown) => error);
    expect(again).toBeInstanceOf(ZhihengError);
    expect(again).toMatchObject({ code: 'already-exists', status: 409 });
    await expect(client.recordStep(id, { duty: 'approve', actor: 'enterprise-pension-op1' })).rejects.toBeInstanceOf(
      ZhihengError,
    );
    expect((await client.readCase(id)).steps.map(({ duty }) => duty)).toEqual(['handle']);

    const filters = { correlationId: 'client-test', outcome: 'done' } as const;
    await expect
      .poll(async () => {
        const actions: string[] = [];
        for await (const { action } of client.queryEntries(filters, { pageSize: 1 })) actions.push(action);
        return actions;
      }, patient)
      .toEqual(['step.recorded', 'case.opened']);
  });

  it('says who a token names', async () => {
    const { access_token } = await signIn(running.origin, 'newcomer');
    expect(await client.verifyToken(access_token)).toMatchObject({ kind: 'person', username: 'newcomer' });
  });
});

describe('the self-checks of the reference county', () => {
  it('are opened by themselves, and answered once by the head of the section', async () => {
    const head = await asPerson(running.origin, 'enterprise-pension-head');
    type Page = { data: { id: string; unit: string; state: string }[] };
    const list = async () => (await head.get<Page>('/api/v1/self-checks')).body.data;
    await expect.poll(async () => (await list()).map(({ unit }) => unit), patient).toEqual(['enterprise-pension']);
    const [selfCheck] = await list();
    const answer = { ok: true };
    const answers = { procedure: answer, content: answer, policyBasis: answer, permissions: answer };
    const path = `/api/v1/self-checks/${selfCheck?.id}/completion`;
    expect((await head.post(path, { answers })).status).toBe(200);
    expect((await head.post(path, { answers })).body).toMatchObject({ code: 'already-recorded' });
    const newcomer = await asPerson(running.origin, 'newcomer');
    expect((await newcomer.get('/api/v1/self-checks')).status).toBe(403);
  });
});
