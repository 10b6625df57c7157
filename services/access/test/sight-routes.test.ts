import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { decide, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

/** Follows the cursor to the end, in pages of `limit`. */
async function all<T>(who: string, url: string, query: Record<string, string> = {}, limit = 7): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await county.service.get(county.as(who), url, {
      ...query,
      limit: String(limit),
      ...(cursor ? { cursor } : {}),
    });
    expect(page.statusCode, page.body).toBe(200);
    const { data, nextCursor } = page.json();
    expect(data.length).toBeLessThanOrEqual(limit);
    rows.push(...data);
    cursor = nextCursor;
  }
  return rows;
}

interface Row {
  id: string;
  username: string;
  unit: string;
  staffNumber: string;
}

test('an operator sees the colleagues of the section, masked; a head the section, whole; the director all, masked', async () => {
  const colleagues = await all<Row>('enrolment-op1', '/api/v1/people');
  expect(new Set(colleagues.map(({ unit }) => unit))).toEqual(new Set(['enrolment']));
  expect(colleagues.find(({ username }) => username === 'enrolment-op1')?.staffNumber).toMatch(/^S\d+$/);
  expect(colleagues.find(({ username }) => username === 'enrolment-op2')?.staffNumber).toMatch(/\*/);
  const section = await all<Row>('hall-head', '/api/v1/people');
  expect(new Set(section.map(({ unit }) => unit)).has('hall-window-1')).toBe(true);
  expect(section.every(({ staffNumber }) => /^S\d+$/.test(staffNumber))).toBe(true);
  const everybody = await all<Row>('director', '/api/v1/people');
  expect(everybody).toHaveLength(83);
  expect(new Set(everybody.map(({ id }) => id)).size).toBe(83);
  expect(everybody.filter(({ staffNumber }) => /^S\d+$/.test(staffNumber))).toHaveLength(1);
});

test('whom one does not see is not found, as is nobody', async () => {
  const find = async (who: string, whom: string) =>
    (await county.service.get(county.as(who), `/api/v1/people/${whom}`)).statusCode;
  expect(await find('enrolment-op1', 'enrolment-op2')).toBe(200);
  expect(await find('enrolment-op1', 'finance-op1')).toBe(404);
  expect(await find('enrolment-head', 'finance-op1')).toBe(404);
  expect(await find('auditadmin', 'finance-op1')).toBe(200);
  expect(await find('enrolment-op1', county.as('finance-op1').person)).toBe(404);
});

test('grants are listed of those one sees, and filtered by field', async () => {
  const mine = await all<{ personUnit: string }>('enrolment-op1', '/api/v1/grants');
  expect(new Set(mine.map(({ personUnit }) => personUnit))).toEqual(new Set(['enrolment']));
  const heads = await all<{ role: string }>('director', '/api/v1/grants', { role: 'section-head', state: 'active' });
  expect(heads).toHaveLength(10);
  expect(await all('enrolment-op1', '/api/v1/grants', { person: 'finance-op1' })).toEqual([]);
});

test('a request is seen by whom it concerns, by who decided or may decide, and by who oversees the beneficiary', async () => {
  const request = await submitted(county, 'finance-op1', {
    beneficiary: 'newcomer',
    role: 'card-handle',
    unit: 'card',
  });
  const sees = async (who: string) => {
    const one = (await county.service.get(county.as(who), `/api/v1/requests/${request.id}`)).statusCode;
    const list = (await all<Row>(who, '/api/v1/requests')).some(({ id }) => id === request.id);
    expect(list, who).toBe(one === 200);
    return list;
  };
  for (const who of [
    'finance-op1',
    'newcomer',
    'card-head',
    'enterprise-pension-head',
    'director',
    'inspector',
    'sysadmin',
  ])
    expect(await sees(who), who).toBe(true);
  for (const who of ['enterprise-pension-op1', 'finance-head', 'finance-op2', 'card-op1', 'hall-head'])
    expect(await sees(who), who).toBe(false);
  await decide(county, 'card-head', request.id);
  expect(await sees('card-head')).toBe(true);
});

test('the inbox is exact over pages, whatever else is pending', async () => {
  const asked = [];
  // Waits for a section head, too, but of another section.
  const elsewhere = { beneficiary: 'newcomer', role: 'finance-handle', unit: 'finance' };
  await submitted(county, 'newcomer', elsewhere);
  for (let window = 1; window <= 7; window++) {
    const beneficiary = `hall-op${window}`;
    asked.push(await submitted(county, 'newcomer', { beneficiary, role: 'hall-handle', unit: 'hall' }));
    await submitted(county, 'newcomer', { beneficiary, role: 'senior-teller', unit: `hall-window-${window}` });
    await submitted(county, beneficiary, { beneficiary, role: 'outlet-agent', unit: 'outlet-basic' }).catch(
      () => undefined,
    );
  }
  const inbox = await all<Row>('hall-head', '/api/v1/requests', { candidate: 'me' }, 3);
  const pending = await all<{ id: string; may: { decide: boolean } }>(
    'director',
    '/api/v1/requests',
    { state: 'pending' },
    5,
  );
  expect(new Set(inbox.map(({ id }) => id)).size).toBe(inbox.length);
  expect(inbox.length).toBeGreaterThanOrEqual(14);
  expect(inbox.map(({ id }) => id).sort()).toEqual(
    (await all<{ id: string; may: { decide: boolean } }>('hall-head', '/api/v1/requests', {}, 50))
      .filter(({ may }) => may.decide)
      .map(({ id }) => id)
      .sort(),
  );
  expect(pending.length).toBeGreaterThanOrEqual(inbox.length);
  await decide(county, 'hall-head', asked[0]?.id as string);
  const after = await all<Row>('hall-head', '/api/v1/requests', { candidate: 'hall-head' });
  expect(after.map(({ id }) => id)).not.toContain(asked[0]?.id);
  expect(await all('newcomer', '/api/v1/requests', { candidate: 'me' })).toEqual([]);
});

test('conflicts and staffing: the whole centre for who oversees it, the section for its head, nobody else', async () => {
  const conflicts = await all<{ username: string; conflict: { rule: string; effect: string } }>(
    'director',
    '/api/v1/conflicts',
    {},
    1,
  );
  const observed = (rule: string) => (username: string) => [username, rule, 'observe'];
  expect(conflicts.map(({ username, conflict }) => [username, conflict.rule, conflict.effect]).sort()).toEqual([
    ...['card-op1', 'card-op2', 'outlet-op1', 'outlet-op2'].map(observed('cards-and-payees')),
    ...[1, 2, 3, 4].map((n) => `resident-pension-op${n}`).map(observed('payout-chain')),
  ]);
  expect(await all('hall-head', '/api/v1/conflicts')).toHaveLength(2);
  expect(await all('enrolment-head', '/api/v1/conflicts')).toEqual([]);
  expect(await all('director', '/api/v1/conflicts', { person: 'outlet-op1' })).toHaveLength(1);
  expect(await all('director', '/api/v1/conflicts', { effect: 'block' })).toEqual([]);
  for (const url of ['/api/v1/conflicts', '/api/v1/staffing'])
    expect((await county.service.get(county.as('enrolment-op1'), url)).statusCode).toBe(403);
  expect(await county.entries('access.refused')).toMatchObject([{ target: 'conflicts' }, { target: 'staffing' }]);
  const rows = await all<{ unit: string }>('enrolment-head', '/api/v1/staffing');
  expect(new Set(rows.map(({ unit }) => unit))).toEqual(new Set(['enrolment']));
});

test('staffing names the holders of each duty, who is critical, and what an absence changes', async () => {
  const query = { item: 'overpayment-recovery', unit: 'control' };
  const [row] = await all<{ feasible: boolean; critical: string[]; duties: { duty: string; holders: Row[] }[] }>(
    'director',
    '/api/v1/staffing',
    query,
  );
  expect(row?.feasible).toBe(true);
  expect(row?.critical.sort()).toEqual(['control-op1', 'control-op2', 'control-op3']);
  expect(row?.duties.map(({ duty, holders }) => [duty, holders.map(({ username }) => username)])).toEqual([
    ['handle', ['control-op3']],
    ['review', ['control-op1']],
    ['approve', ['control-op2']],
  ]);
  const [without] = await all<{ feasible: boolean }>('director', '/api/v1/staffing', { ...query, away: 'control-op3' });
  expect(without?.feasible).toBe(false);
  const everything = await all<{ item: string; unit: string }>('director', '/api/v1/staffing', {}, 40);
  expect(new Set(everything.map(({ item }) => item)).size).toBe(63);
  expect(new Set(everything.map(({ item, unit }) => `${item}/${unit}`)).size).toBe(everything.length);
});

test('the conflicts shown are those of this moment, not of the last scan', async () => {
  await county.service.post(county.as('sysadmin'), '/api/v1/people/outlet-op2/departure', { kind: 'resigned' });
  const rows = await all<{ username: string }>('director', '/api/v1/conflicts', { rule: 'cards-and-payees' });
  expect(rows.map(({ username }) => username).sort()).toEqual(['card-op1', 'card-op2', 'outlet-op1']);
});
