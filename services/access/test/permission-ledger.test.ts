import type { LedgerDifference, LedgerLine } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { approve, submitted } from './requesting.ts';

let county: County;
const moments: Record<string, string> = {};
/** The database's clock, so that what came before is before. */
async function mark(name: string): Promise<void> {
  const { rows } = await county.owner.pool.query<{ at: Date }>("select clock_timestamp() + interval '1 ms' as at");
  moments[name] = (rows[0] as { at: Date }).at.toISOString();
  await county.owner.pool.query('select pg_sleep(0.005)');
}

const pension = { role: 'enterprise-pension-handle', unit: 'enterprise-pension' };
const planned = new Date(Date.now() + 30 * 86_400_000).toISOString();

/** Newcomer is granted a role, op2 loses one, hall-op1 gets one for a while, one is planned for next month. */
beforeAll(async () => {
  county = await openCounty();
  await mark('before');
  await approve(
    county,
    await submitted(county, 'enterprise-pension-op1', { beneficiary: 'newcomer', ...pension, reason: '=新入职' }),
  );
  await mark('granted');
  await approve(
    county,
    await submitted(county, 'newcomer', { change: 'revoke', beneficiary: 'enterprise-pension-op2', ...pension }),
  );
  const card = { beneficiary: 'hall-op1', role: 'card-handle', unit: 'card' };
  await approve(county, await submitted(county, 'newcomer', card));
  await approve(county, await submitted(county, 'newcomer', { ...card, change: 'revoke' }));
  await approve(
    county,
    await submitted(county, 'hall-op1', {
      beneficiary: 'hall-op2',
      role: 'card-handle',
      unit: 'card',
      validFrom: planned,
    }),
  );
  await mark('after');
});
afterAll(() => county.close());

async function ledger(query: Record<string, string>, who = 'director'): Promise<LedgerLine[]> {
  const answer = await county.service.get(county.as(who), '/api/v1/permission-ledger', { limit: '500', ...query });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().data;
}
const holders = (lines: LedgerLine[]) => lines.map(({ person }) => person.username).sort();

test('who held what is exact at any moment, past, present or planned', async () => {
  expect(holders(await ledger({ at: moments.before as string, role: pension.role }))).toEqual([
    'enterprise-pension-op1',
    'enterprise-pension-op2',
  ]);
  expect(holders(await ledger({ at: moments.granted as string, role: pension.role }))).toEqual([
    'enterprise-pension-op1',
    'enterprise-pension-op2',
    'newcomer',
  ]);
  expect(holders(await ledger({ role: pension.role }))).toEqual(['enterprise-pension-op1', 'newcomer']);
  const card = await ledger({ role: 'card-handle' });
  expect(holders(card)).not.toContain('hall-op2');
  const later = new Date(Date.parse(planned) + 1000).toISOString();
  expect(holders(await ledger({ at: later, role: 'card-handle' }))).toContain('hall-op2');
});

test('a line says since when, and by which request and whose approvals', async () => {
  const [line] = await ledger({ person: 'newcomer' });
  expect(line).toMatchObject({
    person: { username: 'newcomer', post: '待定岗', unit: 'enterprise-pension' },
    role: { code: pension.role },
    unit: { code: pension.unit },
    until: null,
    endedBy: null,
    begunBy: { change: 'grant', requester: 'enterprise-pension-op1', reason: '=新入职' },
  });
  expect(line?.begunBy?.decisions.map(({ by, person, onBehalfOf }) => [by, person, onBehalfOf])).toEqual([
    ['section-head', 'enterprise-pension-head', null],
    ['control-head', 'control-head', null],
    ['director', 'director', null],
  ]);
  const [founding] = await ledger({ person: 'director' });
  expect(founding?.begunBy).toBeNull();
});

test('it is asked by unit with what is below it, by item, post, person and role', async () => {
  const whole = await ledger({});
  const hall = await ledger({ unit: 'hall' });
  expect(new Set(hall.map(({ unit }) => unit.code))).toContain('hall-window-1');
  expect(hall.length).toBeLessThan(whole.length);
  const item = await ledger({ item: 'enterprise-pension-award' });
  expect(new Set(item.map(({ role }) => role.code))).toEqual(
    new Set(['enterprise-pension-handle', 'enterprise-pension-review', 'enterprise-pension-approve']),
  );
  expect(holders(await ledger({ post: '对账岗' }))).toEqual(['finance-op7']);
  expect(await ledger({ item: 'enterprise-pension-award', role: 'card-handle' })).toEqual([]);
  const unknown = await county.service.get(county.as('director'), '/api/v1/permission-ledger', { unit: 'nowhere' });
  expect(unknown.json()).toMatchObject({ status: 422, code: 'unknown-code' });
});

test('pages hold every line once', async () => {
  const whole = (await ledger({})).map(({ grant }) => grant);
  const paged: string[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { limit: '17', ...(cursor ? { cursor } : {}) };
    const answer = (await county.service.get(county.as('director'), '/api/v1/permission-ledger', query)).json();
    paged.push(...answer.data.map(({ grant }: LedgerLine) => grant));
    cursor = answer.nextCursor;
  } while (cursor);
  expect(paged).toEqual(whole);
});

test('one sees oneself and the colleagues of one’s unit, and nobody else', async () => {
  const seen = await ledger({}, 'newcomer');
  expect(new Set(seen.map(({ person }) => person.unit))).toEqual(new Set(['enterprise-pension']));
  expect(await ledger({ person: 'finance-op6' }, 'newcomer')).toEqual([]);
  expect(await ledger({ person: 'nobody' }, 'newcomer')).toEqual([]);
});

async function difference(query: Record<string, string>): Promise<LedgerDifference[]> {
  const answer = await county.service.get(county.as('director'), '/api/v1/permission-ledger/difference', query);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().data;
}

test('what differs between two moments: begun, ended, held in between, and what came back', async () => {
  const told = (rows: LedgerDifference[]) =>
    rows.map(({ kind, person, role }) => `${kind} ${person.username} ${role.code}`).sort();
  const [from, to] = [moments.before as string, moments.after as string];
  expect(told(await difference({ from, to }))).toEqual([
    'begun newcomer enterprise-pension-handle',
    'ended enterprise-pension-op2 enterprise-pension-handle',
    'passing hall-op1 card-handle',
  ]);
  const [ended] = await difference({ from, to, person: 'enterprise-pension-op2' });
  expect(ended?.grants).toMatchObject([
    { endedBy: 'request', endedByRequest: { change: 'revoke', requester: 'newcomer' } },
  ]);
  const wanted = { beneficiary: 'enterprise-pension-op2', ...pension };
  await approve(county, await submitted(county, 'newcomer', wanted));
  await mark('back');
  const [back] = await difference({ from, to: moments.back as string, person: 'enterprise-pension-op2' });
  expect([back?.kind, back?.grants.length]).toEqual(['changed', 2]);
  const wrong = await county.service.get(county.as('director'), '/api/v1/permission-ledger/difference', {
    from: to,
    to: from,
  });
  expect(wrong.json()).toMatchObject({ status: 422, code: 'invalid-period' });
});

test('differences come in pages, too', async () => {
  const [from, to] = [moments.before as string, moments.after as string];
  const url = '/api/v1/permission-ledger/difference';
  const first = (await county.service.get(county.as('director'), url, { from, to, limit: '2' })).json();
  const second = (
    await county.service.get(county.as('director'), url, { from, to, limit: '2', cursor: first.nextCursor })
  ).json();
  expect([...first.data, ...second.data]).toEqual(await difference({ from, to }));
  expect(second.nextCursor).toBeNull();
});

test('as a workbook and as CSV, in which nothing typed is a formula', async () => {
  const get = (ending: string) =>
    county.service.get(county.as('director'), `/api/v1/permission-ledger.${ending}`, { person: 'newcomer' });
  const workbook = await get('xlsx');
  expect(workbook.headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  expect(workbook.headers['content-disposition']).toContain('permission-ledger.xlsx');
  expect(workbook.rawPayload.subarray(0, 2).toString()).toBe('PK');
  const text = await get('csv');
  expect(text.headers['content-type']).toBe('text/csv; charset=utf-8');
  const [titles, line, end] = text.body.split('\r\n');
  expect(titles).toContain('姓名,用户名,所属机构');
  expect(line).toMatch(/,newcomer,.*,'=新入职,企业养老.*；.*；/);
  expect(end).toBe('');
});

test('each reading is one entry that says what was asked, however many pages it took', async () => {
  const before = await county.entries('permission-ledger.read');
  const query: Record<string, string> = { unit: 'hall', limit: '2' };
  const first = (await county.service.get(county.as('auditadmin'), '/api/v1/permission-ledger', query)).json();
  await county.service.get(county.as('auditadmin'), '/api/v1/permission-ledger', {
    ...query,
    cursor: first.nextCursor,
  });
  const entries = (await county.entries('permission-ledger.read')).slice(before.length);
  expect(entries).toMatchObject([{ actor: 'auditadmin', details: { unit: 'hall', wholeCentre: true } }]);
});

test('a grant whose end was moved meanwhile has changed, and says by which request', async () => {
  const { owner, as, centre } = county;
  await mark('unmoved');
  const person = as('enterprise-pension-op1').person;
  // As an approved extension leaves it.
  await owner.pool.query(
    'alter table access.request disable trigger user; alter table access.grant disable trigger user',
  );
  const { rows } = await owner.pool.query(
    `insert into access.request (centre, id, change, requester, beneficiary, role, unit, risk, reason, state, digest, valid_until, closed_at)
     select centre, gen_random_uuid(), 'extend', requester, $2, role, unit, risk, '续期', 'applied', 'x', now() + interval '9 years', clock_timestamp()
     from access.request where centre = $1 and beneficiary = $3 and change = 'grant' limit 1 returning id`,
    [centre, person, as('newcomer').person],
  );
  await owner.pool.query(
    "update access.grant set extended_request = $2, validity = tstzrange(lower(validity), now() + interval '9 years') where person = $1",
    [person, rows[0].id],
  );
  await owner.pool.query(
    'alter table access.request enable trigger user; alter table access.grant enable trigger user',
  );
  await mark('moved');
  const found = await difference({ from: moments.unmoved as string, to: moments.moved as string });
  expect(found.map(({ kind, grants }) => [kind, grants[0]?.extendedBy?.reason])).toEqual([['changed', '续期']]);
  expect(await difference({ from: moments.before as string, to: moments.unmoved as string, person })).toEqual([]);
});
