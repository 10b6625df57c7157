import { afterAll, beforeAll, expect, test } from 'vitest';
import { award } from './acting.ts';
import { inDays } from './asking.ts';
import { handlers, openCase } from './casework.ts';
import { holdRow, waitingForLocks } from './holding.ts';
import { type County, openCounty } from './open-county.ts';

/** The same Idempotency-Key with the same body gives the same answer and does nothing more; with another body it is refused. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

type Caller = ReturnType<County['as']> | ReturnType<County['client']>;
const post = (caller: Caller, url: string, payload: object, key: string) =>
  county.service.send(caller, { method: 'POST', url, payload, headers: { 'idempotency-key': key } });
const business = () => county.client('cases:write');
const count = async (table: string, where = 'true') =>
  Number((await county.owner.pool.query(`select count(*) from ${table} where ${where}`)).rows[0].count);

/** What each creating route is asked for, by whom, and something else under the same key. */
const creations: [string, () => Caller, string, object, object][] = [
  ['access.case', business, '/api/v1/cases', { ...award, reference: 'K-1', subject: '11010519491231002X' }, {}],
  ['access.relation', () => county.as('hall-op1'), '/api/v1/me/relations', { relation: 'spouse', identity: 'A1' }, {}],
  [
    'access.deputy',
    () => county.as('director'),
    '/api/v1/deputies',
    { deputy: 'deputy-director', until: inDays(5), reason: '出差' },
    { until: inDays(6) },
  ],
  [
    'access.certification',
    () => county.as('secadmin'),
    '/api/v1/certifications',
    { name: '年度复核', dueInWorkingDays: 5 },
    { name: '另一次' },
  ],
  [
    'access.request_draft',
    () => county.as('hall-op1'),
    '/api/v1/requests/drafts',
    { change: 'grant', role: 'card-handle', beneficiary: 'newcomer' },
    { unit: 'card' },
  ],
  [
    'access.departure',
    () => county.client('scim'),
    '/api/v1/people/card-op1/departure',
    { kind: 'resigned' },
    { kind: 'retired' },
  ],
];
const others: Record<string, object> = {
  'access.case': { subject: '110105194912310038' },
  'access.relation': { identity: 'A2' },
};

for (const [table, caller, url, body, other] of creations)
  test(`${url}: once, told again, and refused for something else`, async () => {
    const first = await post(caller(), url, body, 'k');
    expect(first.statusCode, first.body).toBe(201);
    const rows = await count(table);
    const again = await post(caller(), url, body, 'k');
    expect([again.statusCode, again.json()]).toEqual([201, first.json()]);
    // The order of fields means nothing.
    const turned = Object.fromEntries(Object.entries(body).reverse());
    expect((await post(caller(), url, turned, 'k')).json().id).toBe(first.json().id);
    const mismatch = await post(caller(), url, { ...body, ...other, ...others[table] }, 'k');
    expect(mismatch.json()).toMatchObject({ status: 409, code: 'idempotency-mismatch' });
    expect(await count(table)).toBe(rows);
  });

test('without the key, or as somebody else, it is another try', async () => {
  const again = await post(
    business(),
    '/api/v1/cases',
    { ...award, reference: 'K-1', subject: '11010519491231002X' },
    'k2',
  );
  expect(again.json()).toMatchObject({ status: 409, code: 'already-exists' });
  const other = { ...business(), client: 'another-client' };
  const theirs = await post(other, '/api/v1/cases', { ...award, reference: 'K-2' }, 'k');
  expect(theirs.statusCode, theirs.body).toBe(201);
});

test('what people outside the centre are known by is kept as a keyed hash only', async () => {
  const { rows } = await county.owner.pool.query('select to_jsonb(i)::text as row from access.idempotency i');
  expect(rows.length).toBeGreaterThan(4);
  const { createHash } = await import('node:crypto');
  const plain = createHash('sha256')
    .update(JSON.stringify(['spouse', 'A1']))
    .digest('hex');
  for (const { row } of rows) for (const clear of ['11010519491231002X', plain]) expect(row).not.toContain(clear);
});

test('a step is recorded once, and its retry is told what was recorded, also when the case has moved on', async () => {
  const id = await openCase(county);
  const url = `/api/v1/cases/${id}/steps`;
  const handle = { duty: 'handle', actor: handlers[0] };
  const first = (await post(business(), url, handle, 's')).json();
  const review = { duty: 'review', actor: 'enterprise-pension-op3' };
  await post(business(), url, review, 's2');
  const again = await post(business(), url, handle, 's');
  expect(again.statusCode, again.body).toBe(201);
  expect(again.json().step).toEqual(first.step);
  expect(again.json().case.steps).toHaveLength(2);
  expect((await post(business(), url, { ...handle, note: 'x' }, 's')).json()).toMatchObject({
    code: 'idempotency-mismatch',
  });
  const elsewhere = `/api/v1/cases/${await openCase(county)}/steps`;
  expect((await post(business(), elsewhere, handle, 's')).json()).toMatchObject({ code: 'idempotency-mismatch' });
  // A refused try keeps nothing: the key may be used when its time has come.
  const third = `/api/v1/cases/${await openCase(county)}/steps`;
  expect((await post(business(), third, review, 's3')).json()).toMatchObject({ code: 'out-of-order' });
  await post(business(), third, handle, 's4');
  expect((await post(business(), third, review, 's3')).statusCode).toBe(201);
});

test('tries of one step at once, in two processes, record it once and all hear so', async () => {
  const { service } = county;
  const second = await county.secondService();
  const id = await openCase(county);
  const held = await holdRow(county, 'access.case', id);
  const request = {
    method: 'POST',
    url: `/api/v1/cases/${id}/steps`,
    payload: { duty: 'handle', actor: handlers[0] },
    headers: { 'idempotency-key': 'at-once' },
  } as const;
  const tries = [service, service, second, second].map((one) => one.send(business(), request));
  await waitingForLocks(county, 2);
  await held.release();
  const answers = await Promise.all(tries);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201]);
  expect(new Set(answers.map((one) => one.json().step.id)).size).toBe(1);
  expect(await count('access.step', `"case" = '${id}'`)).toBe(1);
});

test('tries of one case at once open one case', async () => {
  const body = { ...award, reference: 'K-9' };
  const answers = await Promise.all(Array.from({ length: 6 }, () => post(business(), '/api/v1/cases', body, 'many')));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 201));
  expect(new Set(answers.map((one) => one.json().id)).size).toBe(1);
});

test('one key for two cases at once records one step; the other is refused as a mismatch', async () => {
  const second = await county.secondService();
  const ids = [await openCase(county), await openCase(county)];
  const services = [county.service, second];
  const answers = await Promise.all(
    ids.map((id, at) =>
      services[at]?.send(business(), {
        method: 'POST',
        url: `/api/v1/cases/${id}/steps`,
        payload: { duty: 'handle', actor: handlers[0] },
        headers: { 'idempotency-key': 'two-cases' },
      }),
    ),
  );
  expect(answers.map((one) => one?.json().code ?? 'recorded').sort()).toEqual(['idempotency-mismatch', 'recorded']);
});
