import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
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

  it('asks for many up to the first denial or permit', async () => {
    const [yes, no] = [mayHandle('enterprise-pension-op1'), mayHandle('director')];
    const told = async (semantic: 'deny_on_first_deny' | 'permit_on_first_permit', inquiries: (typeof yes)[]) =>
      (await client.checkMany(inquiries, { semantic })).map(({ decision }) => decision);
    expect(await told('deny_on_first_deny', [yes, no, yes])).toEqual([true, false]);
    expect(await told('deny_on_first_deny', [yes, yes])).toEqual([true, true]);
    expect(await told('permit_on_first_permit', [no, yes, no])).toEqual([false, true]);
    expect(await told('permit_on_first_permit', [no, no])).toEqual([false, false]);
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

  it('cancels a case, once however often, and none that is complete', async () => {
    const { id } = await client.openCase(opening('client-3'));
    await client.recordStep(id, { duty: 'handle', actor: 'enterprise-pension-op1' });
    const cancellation = { reason: '申请人撤回', actor: 'enterprise-pension-op1' };
    await expect(client.cancelCase(id, { ...cancellation, actor: 'hall-op1' })).rejects.toMatchObject({
      code: 'not-permitted',
      status: 403,
    });
    const cancelled = await client.cancelCase(id, cancellation);
    expect(cancelled).toMatchObject({ state: 'cancelled', cancellation: { by: 'enterprise-pension-op1' } });
    expect(await client.cancelCase(id, { ...cancellation, reason: '又及' })).toEqual(cancelled);
    await expect(client.recordStep(id, { duty: 'review', actor: 'enterprise-pension-op3' })).rejects.toMatchObject({
      code: 'case-closed',
    });
    const { id: whole } = await client.openCase(opening('client-4'));
    for (const [duty, number] of Object.entries({ handle: 1, review: 3, approve: 5 }))
      await client.recordStep(whole, { duty, actor: `enterprise-pension-op${number}` });
    await expect(client.cancelCase(whole, cancellation)).rejects.toMatchObject({ code: 'case-closed', status: 409 });
  });

  it('names what a denied person may ask for, and who may go on with a case', async () => {
    const denied = await client.check(mayHandle('newcomer'));
    expect(denied.context.accessRequest?.endpoint).toMatch(/\/api\/v1\/requests$/);
    expect(denied.context.accessRequest).toMatchObject({ change: 'grant', beneficiary: 'newcomer' });
    const { id } = await client.openCase(opening('client-2'));
    const candidates: string[] = [];
    for await (const { username, may } of client.candidates(id, { pageSize: 1 })) if (may) candidates.push(username);
    expect(candidates.sort()).toEqual(['enterprise-pension-op1', 'enterprise-pension-op2']);
    await expect(client.candidates('01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11').next()).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('says who a token names', async () => {
    const { access_token } = await signIn(running.origin, 'newcomer');
    expect(await client.verifyToken(access_token)).toMatchObject({ kind: 'person', username: 'newcomer' });
  });
});

describe('the examples of its README', () => {
  it('run as they stand, and print what is meant', async () => {
    const room = new URL('../../packages/client/', import.meta.url);
    const readme = await readFile(new URL('README.md', room), 'utf8');
    const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) =>
      code.replaceAll('http://127.0.0.1:8480', running.origin),
    );
    const run = (code: string) =>
      promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', code], { cwd: room });
    expect(examples).toHaveLength(4);
    const ran = await Promise.all(examples.map(run));
    expect(ran.map(({ stderr }) => stderr)).toEqual(['', '', '', '']);
    const [whole] = ran;
    for (const line of [
      /^true 有权限 undefined$/m,
      /^both duties: false$/m,
      /^may review: enterprise-pension-op3$/m,
      /^enterprise-pension-op3 true undefined$/m,
      /^(duty-conflict|not-permitted) \S/m,
      /^cancelled$/m,
    ])
      expect(whole?.stdout).toMatch(line);
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
