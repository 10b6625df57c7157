import { inCentre } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import { readUnreviewed } from '../store/unreviewed-store.ts';
import { tellUnreviewed } from '../unreviewed.ts';
import { certify, holdingsOf, opened } from './certifying.ts';
import { type County, openCounty } from './open-county.ts';

/** What is held is reviewed at least once a year; where it was not, whoever answers for it is told. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const look = () => tellUnreviewed({ database: county.database, policies: new CentrePolicies() }, county.centre);
const unreviewed = async () =>
  (await inCentre(county.database, county.centre, (transaction) => readUnreviewed(transaction, county.centre)))
    .holdings;
const noticesOf = async (who: string) =>
  (await county.service.get(county.as(who), '/api/v1/notices', { kind: 'holdings-unreviewed' })).json().data;
/** As the owner, past triggers: a year cannot be waited for. */
async function pastTriggers(text: string, values: unknown[] = []): Promise<void> {
  const client = await county.owner.pool.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(text, values);
    await client.query('commit');
  } finally {
    client.release();
  }
}
const older = (days: number) =>
  pastTriggers(
    `update access.grant set validity = tstzrange(lower(validity) - $2 * interval '1 day', upper(validity)) where centre = $1`,
    [county.centre, days],
  );

test('within a year nobody is told', async () => {
  await older(364);
  await look();
  expect(await unreviewed()).toBe(0);
  expect(await county.entries('certification.lacking')).toEqual([]);
});

test('after a year those who open reviews or plan inspections are told, once however many look', async () => {
  await older(2);
  const { rows } = await county.owner.pool.query('select count(*)::int as held from access.grant where centre = $1', [
    county.centre,
  ]);
  expect(await unreviewed()).toBe(rows[0].held);
  await Promise.all([look(), look(), look()]);
  await look();
  for (const who of ['secadmin', 'control-head'])
    expect(await noticesOf(who), who).toMatchObject([{ about: { type: 'unit' }, dueAt: expect.any(String) }]);
  for (const who of ['sysadmin', 'director', 'card-head', 'card-op1']) expect(await noticesOf(who), who).toEqual([]);
  expect(await county.entries('certification.lacking')).toMatchObject([
    { outcome: 'done', target: 'centre', details: { holdings: rows[0].held, told: 2 } },
  ]);
});

test('a review counts for what is in it while it is under way, and then for what it decided', async () => {
  const before = await unreviewed();
  const { id, progress } = await opened(county, { unit: 'card' });
  expect(progress.holdings).toBeGreaterThan(1);
  expect(await unreviewed()).toBe(before - progress.holdings);
  const [holding] = await holdingsOf(county, 'card-head', id, { reviewer: 'me' });
  expect((await certify(county, 'card-head', id, holding?.grant as string, 'keep')).problem).toBeNull();
  await pastTriggers(
    `update access.certification set state = 'signed-off', signed_off_by = $2, signed_off_at = now(), report = '{}', digest = $3
      where id = $1`,
    [id, county.as('control-head').person, '0'.repeat(64)],
  );
  expect(await unreviewed()).toBe(before - 1);
  await pastTriggers(`update access.certification set opened_at = opened_at - interval '366 days' where id = $1`, [id]);
  expect(await unreviewed()).toBe(before);
});

test('nothing is asked about who has left, nor about what has ended', async () => {
  const before = await unreviewed();
  await county.service.post(county.as('sysadmin'), '/api/v1/people/hall-op7/departure', { kind: 'retired' });
  expect(await unreviewed()).toBe(before - 1);
});
