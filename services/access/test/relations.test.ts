import { inCentre } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluate, openCase, question, step, stepped } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

/** S09 and the incident "her own parents": nobody acts on a case about themselves or a declared relation. */
let county: County;
beforeAll(async () => {
  county = await openCounty(({ roles, people }) => {
    roles.find(({ code }) => code === 'control-inspect')?.permissions[0]?.items?.push(verification.item);
    for (const one of people.filter(({ username }) => username.startsWith('inspector')))
      one.grants = [{ role: 'control-inspect', unit: 'centre' }];
  });
});
afterAll(() => county.close());

const verification = { item: 'eligibility-verification', unit: 'resident-pension' };
const home = '/api/v1/me/relations';
const declare = (who: string, identity: string, relation = 'parent') =>
  county.service.post(county.as(who), home, { relation, identity });
const own = async (who: string) => (await county.service.get(county.as(who), home)).json();
const withdraw = (who: string, id: string) =>
  county.service.send(county.as(who), { method: 'DELETE', url: `${home}/${id}` });
const codesOf = (conflicts: { rule: string }[]) => conflicts.map(({ rule }) => rule);

test('S09: who declares a relation may not review their case; a colleague may', async () => {
  const { id } = await openCase(county, { ...verification, subject: 'Z' });
  await stepped(county, id, 'handle', 'resident-pension-op1');
  const declared = await declare('resident-pension-op3', 'Z');
  expect(declared.statusCode, declared.body).toBe(201);
  expect(declared.json()).toMatchObject({ relation: 'parent', earlierSteps: 0 });

  const refused = await step(county, id, 'review', 'resident-pension-op3');
  expect(refused.json()).toMatchObject({ status: 409, code: 'duty-conflict' });
  const [conflict, ...others] = refused.json().conflicts;
  expect(others).toEqual([]);
  expect(conflict).toMatchObject({ rule: 'recusal', source: '回避制度', with: [], effect: 'block' });
  expect(conflict.resolution.zh).toContain('须由与其无关系的其他人员办理');
  const { decision, context } = await evaluate(county, question('resident-pension-op3', 'review', id));
  expect({ decision, code: context.reason.code, rule: context.rule }).toEqual({
    decision: false,
    code: 'duty-conflict',
    rule: 'recusal',
  });
  expect(context).not.toHaveProperty('step');
  expect((await evaluate(county, question('resident-pension-op4', 'review', id))).decision).toBe(true);
  await stepped(county, id, 'review', 'resident-pension-op4');
});

test('one’s own case too, however the number is written; an inspection likewise', async () => {
  expect((await declare('resident-pension-op2', ' 11010119900307123x', 'self')).statusCode).toBe(201);
  const { id } = await openCase(county, { ...verification, subject: '11010119900307123X' });
  expect(codesOf((await step(county, id, 'handle', 'resident-pension-op2')).json().conflicts)).toEqual(['recusal']);
  expect((await declare('inspector', '１１０１０１１９９００３０７１２３Ｘ', 'sibling')).statusCode).toBe(201);
  const inspection = await evaluate(county, question('inspector', 'inspect', id));
  expect(inspection.context).toMatchObject({ reason: { code: 'duty-conflict' }, rule: 'recusal' });
  expect((await evaluate(county, question('inspector2', 'inspect', id))).decision).toBe(true);
});

test('declaring afterwards does not erase the step: it stands, and is in doubt', async () => {
  const { id, reference } = await openCase(county, { ...verification, subject: 'late' });
  await stepped(county, id, 'handle', 'resident-pension-op1');
  await stepped(county, id, 'review', 'resident-pension-op4');
  const declared = await declare('resident-pension-op4', 'late', 'spouse');
  expect(declared.json()).toMatchObject({ earlierSteps: 1 });
  const { steps } = (await county.service.get(county.client('decide'), `/api/v1/cases/${id}`)).json();
  expect(steps).toHaveLength(2);
  const [doubt, ...others] = await county.entries('step.doubted');
  expect(others).toEqual([]);
  expect(doubt).toMatchObject({ target: reference, reason: 'recusal', details: { duty: 'review', round: 1 } });
  const control = await county.testDatabase.connect('control');
  const rows = await inCentre(control, county.centre, (transaction) =>
    transaction.selectFrom('access.published_late_recusal').select(['case', 'duty']).execute(),
  );
  expect(rows).toEqual([{ case: id, duty: 'review' }]);
});

test('the identity is nowhere: not in the answers, not in the tables, not in the log', async () => {
  const secret = '350102196512120013';
  const declared = await declare('resident-pension-op5', secret, 'in-law');
  expect((await declare('resident-pension-op5', secret, 'other')).json().code).toBe('already-exists');
  const mine = await own('resident-pension-op5');
  expect(mine).toMatchObject({ count: 1, nextCursor: null });
  expect(Object.keys(mine.data[0]).sort()).toEqual(['declaredAt', 'id', 'relation']);
  for (const text of [declared.body, JSON.stringify(mine)]) expect(text).not.toContain(secret);
  const { rows } = await county.owner.pool.query<{ row: string }>(
    `select r::text as row from access.relation r union all
     select row_to_json(e)::text from audit.entry e where action like 'relation.%'`,
  );
  expect(rows.length).toBeGreaterThan(5);
  for (const { row } of rows) expect(row).not.toMatch(new RegExp(`${secret}|in-law.*${secret}`));
  const entries = await county.entries('relation.declared');
  expect(entries.map(({ outcome }) => outcome)).toContain('denied');
  for (const { details } of entries)
    expect(['earlierSteps', undefined]).toContain(Object.keys(details ?? {}).join() || undefined);
});

test('nobody sees or withdraws another’s, administrators included; machines have none', async () => {
  const { id } = (await declare('resident-pension-head', 'Q')).json();
  for (const who of ['sysadmin', 'secadmin', 'auditadmin', 'director']) {
    expect(await own(who)).toEqual({ data: [], nextCursor: null, count: 0 });
    expect((await withdraw(who, id)).statusCode).toBe(404);
  }
  expect((await county.service.get(county.client('decide', 'cases:write'), home)).statusCode).toBe(403);
  expect((await county.service.get(undefined, home)).statusCode).toBe(401);
});

test('what is withdrawn binds no more, and may be declared again', async () => {
  const { id } = await openCase(county, { ...verification, subject: 'once' });
  const { id: relation } = (await declare('resident-pension-op1', 'once')).json();
  expect((await step(county, id, 'handle', 'resident-pension-op1')).statusCode).toBe(409);
  expect((await withdraw('resident-pension-op1', relation)).statusCode).toBe(204);
  expect((await withdraw('resident-pension-op1', relation)).statusCode).toBe(404);
  await stepped(county, id, 'handle', 'resident-pension-op1');
  expect((await declare('resident-pension-op1', 'once')).json()).toMatchObject({ earlierSteps: 1 });
});

test('pages without gap or double', async () => {
  for (let n = 0; n < 5; n++) await declare('director', `P${n}`, 'other');
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { count: number; data: { id: string }[]; nextCursor: string | null } = (
      await county.service.get(county.as('director'), home, { limit: '2', ...(cursor ? { cursor } : {}) })
    ).json();
    expect(page.count).toBe(5);
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(new Set(seen).size).toBe(5);
  expect(seen).toHaveLength(5);
});

test('what is no declaration is refused with its path', async () => {
  for (const body of [
    {},
    { relation: 'friend', identity: 'X' },
    { relation: 'self', identity: '' },
    { relation: 'self', identity: 'X', note: 'x' },
  ])
    expect((await county.service.post(county.as('director'), home, body)).json()).toMatchObject({
      status: 400,
      code: 'invalid-request',
    });
});
