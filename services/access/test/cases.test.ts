import { afterAll, beforeAll, expect, test } from 'vitest';
import { award, openCase, step, stepped } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const refused = async (id: string, duty: string, actor: string, code: string, more: object = {}) => {
  const answer = await step(county, id, duty, actor, more);
  expect(answer.json().code, answer.body).toBe(code);
  return answer.json();
};
const logOf = async (id: string) => {
  const { rows } = await county.owner.pool.query(
    'select action, outcome, actor, client, reason, correlation_id, details from audit.entry where centre = $1 and "case" = $2 order by id',
    [county.centre, id],
  );
  return rows;
};

test('S01: three people take a case through its duties, in order, each with an entry under one correlation', async () => {
  const opened = await openCase(county, { reference: 'S01', subject: '某某', amountFen: 123456 });
  expect(opened).toMatchObject({ ...award, state: 'open', round: 1, nextDuty: 'handle', currency: 'CNY', steps: [] });
  expect(opened).not.toHaveProperty('subject');
  await refused(opened.id, 'approve', 'enterprise-pension-op5', 'out-of-order');
  await stepped(county, opened.id, 'handle', 'enterprise-pension-op1');
  expect((await stepped(county, opened.id, 'review', 'enterprise-pension-op3')).nextDuty).toBe('approve');
  const done = await stepped(county, opened.id, 'approve', 'enterprise-pension-op5', { note: '同意' });
  expect(done).toMatchObject({ state: 'complete', nextDuty: null, round: 1 });
  expect(done.closedAt).not.toBeNull();
  expect(done.steps.map(({ duty, username }) => [duty, username])).toEqual([
    ['handle', 'enterprise-pension-op1'],
    ['review', 'enterprise-pension-op3'],
    ['approve', 'enterprise-pension-op5'],
  ]);
  await refused(opened.id, 'approve', 'enterprise-pension-op5', 'already-recorded');
  const log = await logOf(opened.id);
  expect(log.map(({ action }) => action)).toEqual([
    'case.opened',
    'step.refused',
    'step.recorded',
    'step.recorded',
    'step.recorded',
    'case.completed',
    'step.refused',
  ]);
  expect(new Set(log.map((entry) => entry.correlation_id))).toEqual(new Set([opened.id]));
  expect(log[2]).toMatchObject({ actor: 'enterprise-pension-op1', client: 'test-client', outcome: 'done' });
  expect(log[6]).toMatchObject({ outcome: 'denied', reason: 'already-recorded' });
  const read = await county.service.get(county.client('decide'), `/api/v1/cases/${opened.id}`);
  expect(read.json()).toEqual(done);
});

test('S02: who handled may not review; nothing is stored of the refusal but its entry', async () => {
  const { id } = await openCase(county);
  await stepped(county, id, 'handle', 'enterprise-pension-op1');
  await refused(id, 'review', 'enterprise-pension-op1', 'not-permitted');
  expect((await logOf(id)).at(-1)).toMatchObject({ action: 'step.refused', reason: 'not-permitted' });
  const { rows } = await county.owner.pool.query('select count(*) from access.step where "case" = $1', [id]);
  expect(rows[0].count).toBe(1);
});

test('a case returned opens the next round; over all rounds nobody changes their duty on it', async () => {
  await grantBoth('enterprise-pension-op3');
  const { id } = await openCase(county);
  await refused(id, 'handle', 'enterprise-pension-op1', 'invalid-request', { outcome: 'returned' });
  await stepped(county, id, 'handle', 'enterprise-pension-op1');
  const returned = await stepped(county, id, 'review', 'enterprise-pension-op3', {
    outcome: 'returned',
    note: '缺材料',
  });
  expect(returned).toMatchObject({ state: 'open', round: 2, nextDuty: 'handle' });
  const { conflicts } = await refused(id, 'handle', 'enterprise-pension-op3', 'duty-conflict');
  expect(conflicts).toMatchObject([
    { rule: 'case-one-person', source: '杜绝一人通办', with: [{ duty: 'review', round: 1 }] },
  ]);
  await stepped(county, id, 'handle', 'enterprise-pension-op1');
  await stepped(county, id, 'review', 'enterprise-pension-op3');
  expect(await stepped(county, id, 'approve', 'enterprise-pension-op5')).toMatchObject({ state: 'complete', round: 2 });
});

/** Gives a reviewer the handler's role past the duty rules, as an old violation would stand. */
async function grantBoth(username: string) {
  const { person } = county.as(username);
  await county.owner.pool.query('alter table access.grant disable trigger user');
  await county.owner.pool.query(
    `insert into access.grant (centre, id, person, role, unit, validity)
     values ($1, gen_random_uuid(), $2, 'enterprise-pension-handle', 'enterprise-pension', tstzrange(now(), null))`,
    [county.centre, person],
  );
  await county.owner.pool.query('alter table access.grant enable trigger user');
}

test('a person acts in their own name; a client names who acted', async () => {
  const { id } = await openCase(county);
  const url = `/api/v1/cases/${id}/steps`;
  const asOther = await county.service.post(county.as('enterprise-pension-op1'), url, {
    duty: 'handle',
    actor: 'enterprise-pension-op2',
  });
  expect(asOther.statusCode).toBe(403);
  expect((await logOf(id)).at(-1)).toMatchObject({ action: 'step.refused', actor: 'enterprise-pension-op1' });
  const nameless = await county.service.post(county.client('cases:write'), url, { duty: 'handle' });
  expect(nameless.json()).toMatchObject({ code: 'invalid-request', errors: [{ path: '/actor' }] });
  const own = await county.service.post(county.as('enterprise-pension-op1'), url, { duty: 'handle' });
  expect(own.json()).toMatchObject({ step: { duty: 'handle', username: 'enterprise-pension-op1', round: 1 } });
  expect((await logOf(id)).at(-1)).toMatchObject({ action: 'step.recorded', client: 'console' });
  const unscoped = await county.service.post(county.client('decide'), url, { duty: 'handle', actor: 'x' });
  expect(unscoped.statusCode).toBe(403);
});

test('a person opens cases on which they have a duty, and a reference stands once', async () => {
  const open = (who: string, body: object) => county.service.post(county.as(who), '/api/v1/cases', body);
  const body = { ...award, reference: 'OWN-1' };
  expect((await open('newcomer', body)).json().code).toBe('not-permitted');
  expect((await open('enterprise-pension-op1', body)).statusCode).toBe(201);
  expect((await open('enterprise-pension-op1', body)).json().code).toBe('already-exists');
  const refusals = (await county.entries('case.opened')).filter(({ outcome }) => outcome === 'denied');
  expect(refusals.map(({ actor, reason }) => [actor, reason])).toEqual([
    ['newcomer', 'not-permitted'],
    ['enterprise-pension-op1', 'already-exists'],
  ]);
});

test('cases are read by those who have a duty on them, took part, inspect or read the log', async () => {
  const { id } = await openCase(county, { reference: 'SEEN' });
  await stepped(county, id, 'handle', 'enterprise-pension-op1');
  const statusFor = async (who: string) => (await county.service.get(county.as(who), `/api/v1/cases/${id}`)).statusCode;
  expect(await statusFor('enterprise-pension-op2')).toBe(200);
  expect(await statusFor('inspector')).toBe(200);
  expect(await statusFor('newcomer')).toBe(404);
  expect(await statusFor('card-op1')).toBe(404);
  const listed = async (who: string) =>
    (await county.service.get(county.as(who), '/api/v1/cases', { reference: 'SEEN' })).json().data.length;
  expect(await listed('enterprise-pension-op3')).toBe(1);
  expect(await listed('newcomer')).toBe(0);
  const { status } = {
    status: (await county.service.get(county.client('audit:read'), `/api/v1/cases/${id}`)).statusCode,
  };
  expect(status).toBe(403);
});

test('the list is filtered and paged, newest first, without gap or double', async () => {
  const made: string[] = [];
  for (let n = 0; n < 5; n++)
    made.unshift((await openCase(county, { item: 'key-identity-change', unit: 'hall', channel: undefined })).id);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = {
      item: 'key-identity-change',
      state: 'open',
      limit: '2',
      ...(cursor ? { cursor } : {}),
    };
    const page = (await county.service.get(county.client('cases:write'), '/api/v1/cases', query)).json();
    seen.push(...page.data.map((one: { id: string }) => one.id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(made);
});

test('bad input names its field and leaves nothing', async () => {
  const { service, client } = county;
  const post = async (body: object) => (await service.post(client('cases:write'), '/api/v1/cases', body)).json();
  expect(await post({ ...award, reference: 'B', item: 'nothing' })).toMatchObject({
    code: 'unknown-code',
    errors: [{ path: '/item' }],
  });
  expect(await post({ ...award, reference: 'B', unit: 'nowhere' })).toMatchObject({
    code: 'unknown-code',
    errors: [{ path: '/unit' }],
  });
  expect(await post({ ...award, reference: 'B', channel: 'pigeon' })).toMatchObject({
    code: 'unknown-code',
    errors: [{ path: '/channel' }],
  });
  expect(await post({ ...award, reference: 'B', amountFen: 1.5 })).toMatchObject({
    code: 'invalid-request',
    errors: [{ path: '/amountFen' }],
  });
  expect(await post({ ...award, reference: 'B', extra: 1 })).toMatchObject({
    code: 'invalid-request',
    errors: [{ path: '/extra' }],
  });
  expect(await post({ ...award, reference: 'a\u0000b' })).toMatchObject({ code: 'invalid-request' });
  const { id } = await openCase(county);
  expect((await step(county, id, 'dance', 'enterprise-pension-op1')).json()).toMatchObject({
    code: 'unknown-code',
    errors: [{ path: '/duty' }],
  });
  expect((await step(county, id, 'handle', 'nobody')).json().code).toBe('not-active');
  expect(
    (await step(county, '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11', 'handle', 'enterprise-pension-op1')).json().code,
  ).toBe('not-found');
  expect((await step(county, 'not-an-id', 'handle', 'enterprise-pension-op1')).statusCode).toBe(400);
  const { rows } = await county.owner.pool.query("select count(*) from access.case where reference in ('B')");
  expect(rows[0].count).toBe(0);
});

test('of the account that money goes to a keyed hash is kept, the same however it is written, and nothing else', async () => {
  const account = '6222 0212-3456 7890';
  const ids = [
    await openCase(county, { payeeAccount: account, subject: '6222021234567890' }),
    await openCase(county, { payeeAccount: '6222021234567890' }),
    await openCase(county, { payeeAccount: '6222021234567891' }),
  ].map(({ id }) => id);
  const { rows } = await county.owner.pool.query(
    'select payee_account, payee_account = subject as same from access.case where id = any($1) order by array_position($1, id)',
    [ids],
  );
  const [one, again, other] = rows.map((row) => row.payee_account.toString('hex'));
  expect([again === one, other === one, rows[0].same]).toEqual([true, false, false]);
  const kept = await county.owner.pool.query(
    "select from audit.entry e where e.centre = $1 and to_jsonb(e)::text ~ '6222021234567890|0212-3456 7890|1234567890'",
    [county.centre],
  );
  expect(kept.rowCount).toBe(0);
  const body = (payeeAccount: string) => ({ ...award, reference: 'T-account', payeeAccount });
  const open = (payeeAccount: string) =>
    county.service.send(county.client('cases:write'), {
      ...{ method: 'POST', url: '/api/v1/cases', payload: body(payeeAccount) },
      headers: { 'idempotency-key': 'account' },
    });
  for (const written of ['6222021234567890', '6222-0212-3456-7890']) expect((await open(written)).statusCode).toBe(201);
  expect((await open('6222021234567891')).json().code).toBe('idempotency-mismatch');
  expect((await open('---- ----')).statusCode).toBe(400);
});
