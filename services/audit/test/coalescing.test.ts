import type { EntryInput } from '@zhiheng/contracts';
import { newId } from '@zhiheng/database';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Intake } from '../intake.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
let intake: Intake;
let centre: string;
let founded = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  centre = `centre-${++founded}`;
  await world.found(centre);
  intake = new Intake(world.database);
});

const facts = { client: 'business', correlationId: 'c-1', address: '127.0.0.1' };
const entry = (more: Partial<EntryInput> = {}): EntryInput => ({ action: 'payment.made', outcome: 'done', ...more });
const takeAll = (entries: EntryInput[], into = centre) =>
  Promise.allSettled(entries.map((one) => intake.takeOne(into, one, facts)));
const fulfilled = (settled: PromiseSettledResult<string>[]) =>
  settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
const codes = (settled: PromiseSettledResult<string>[]) =>
  settled.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));

async function stored(): Promise<{ id: string; xid: string; target: string; centre: string }[]> {
  const { rows } = await world.owner.pool.query(
    'select id, xid::text, target, centre from audit.entry where centre = $1 order by id',
    [centre],
  );
  return rows;
}

it('what waits at the same moment shares a transaction, and each is told its own id', async () => {
  const settled = await takeAll(Array.from({ length: 100 }, (_, place) => entry({ target: `t${place}` })));
  const rows = await stored();
  expect(new Set(rows.map(({ xid }) => xid)).size).toBe(2);
  const targetOf = new Map(rows.map(({ id, target }) => [id, target]));
  expect(fulfilled(settled).map((id) => targetOf.get(id))).toEqual(settled.map((_, place) => `t${place}`));
});

it('a poisoned one is refused alone', async () => {
  const poisoned = entry({ id: '0fffffff-ffff-7c3a-9a52-0d5b7a4c1e11' });
  const large = entry({ details: { text: 'x'.repeat(65_535) } });
  const good = Array.from({ length: 40 }, () => entry());
  const settled = await takeAll([...good, poisoned, ...good, large, ...good]);
  expect(codes(settled)).toEqual(['invalid-request', 'too-large']);
  expect(settled[40]?.status).toBe('rejected');
  expect(await stored()).toHaveLength(120);
});

it('one id in one batch is one entry; who says something else under it is refused', async () => {
  const one = entry({ id: newId(), target: 'a' });
  const spelt = { ...one, id: one.id?.toUpperCase() as string };
  const settled = await takeAll([one, entry(), spelt, { ...one, target: 'b' }, { ...one, reason: 'why' }]);
  expect(codes(settled)).toEqual(['idempotency-mismatch', 'idempotency-mismatch']);
  expect([settled[0], settled[2]]).toEqual(Array(2).fill({ status: 'fulfilled', value: one.id }));
  expect(await stored()).toHaveLength(2);
  expect(codes(await takeAll([one, { ...one, target: 'b' }]))).toEqual(['idempotency-mismatch']);
  expect(await stored()).toHaveLength(2);
});

it('an id that is stored already is told to its own, and its neighbours are written all the same', async () => {
  const one = entry({ id: newId(), target: 'a' });
  await takeAll([one]);
  const settled = await takeAll([entry({ id: newId() }), one, entry({ id: newId() }), entry({ ...one, target: 'b' })]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
  expect(await stored()).toHaveLength(3);
  await expect(intake.takeSeveral(centre, [entry(), { ...one, target: 'b' }], facts)).rejects.toMatchObject({
    code: 'idempotency-mismatch',
  });
  expect(await intake.takeSeveral(centre, [one, entry()], facts)).toEqual([one.id, expect.any(String)]);
  expect(await stored()).toHaveLength(4);
});

it('one id in two processes at once is one entry', async () => {
  const other = new Intake(await world.testDatabase.connect('audit'));
  const ids = Array.from({ length: 20 }, () => newId());
  const take = (by: Intake) => ids.map((id) => by.takeOne(centre, entry({ id }), facts));
  expect(await Promise.all([...take(intake), ...take(other)])).toEqual([...ids, ...ids]);
  expect(await stored()).toHaveLength(20);
});

it('each centre has transactions of its own', async () => {
  const one = entry({ id: newId() });
  expect(fulfilled([...(await takeAll([one])), ...(await takeAll([one], 'north'))])).toEqual([one.id, one.id]);
  expect(await stored()).toHaveLength(1);
});

it('while the database cannot write, only so many wait; the others are told to come later, and none of those is written', async () => {
  intake = new Intake(world.database, { waiting: 10 });
  const blocker = await world.owner.pool.connect();
  await blocker.query('begin; lock table audit.entry in exclusive mode');
  const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  const first = takeAll([entry()]);
  await turn();
  const second = takeAll([entry()]);
  // Both runs are under way.
  await until(async () => {
    const { rows } = await world.owner.pool.query('select count(*) from pg_locks where not granted');
    return rows[0].count >= 2;
  });
  const third = takeAll(Array.from({ length: 15 }, () => entry()));
  await turn();
  await blocker.query('rollback');
  blocker.release();
  expect(codes([...(await first), ...(await second)])).toEqual([]);
  expect(codes(await third)).toEqual(Array(5).fill('busy'));
  expect(await stored()).toHaveLength(12);
});

it('an id of long ago is known again when its entry is stored, and else refused', async () => {
  const { rows } = await world.owner.pool.query<{ id: string }>(
    "select audit.first_id(now() - interval '40 days' + n * interval '1 s') as id from generate_series(1, 2) n",
  );
  const [known, unknown] = rows.map(({ id }) => entry({ id }));
  await world.owner.pool.query(
    `insert into audit.entry (centre, id, at, action, outcome, client, correlation_id, address)
     values ($1, $2, now() - interval '40 days', 'payment.made', 'done', $3, $4, $5)`,
    [centre, known?.id, facts.client, facts.correlationId, facts.address],
  );
  const settled = await takeAll([known as EntryInput, entry(), unknown as EntryInput]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(codes(settled)).toEqual(['invalid-request']);
  expect(await intake.takeSeveral(centre, [known as EntryInput], facts)).toEqual([known?.id]);
  expect(await stored()).toHaveLength(2);
});

it('batches, too, whichever centres they are for, find a bound, and room again once others are written', async () => {
  intake = new Intake(world.database, { held: 250 });
  const batch = () => Array.from({ length: 100 }, () => entry());
  const take = (into: string) => intake.takeSeveral(into, batch(), facts);
  const blocker = await world.owner.pool.connect();
  await blocker.query('begin; lock table audit.entry in exclusive mode');
  const held = Promise.all([take(centre), take('north')]);
  expect(codes(await Promise.allSettled([take(centre).then(String), take('south').then(String)]))).toEqual([
    'busy',
    'busy',
  ]);
  const single = intake.takeOne(centre, entry(), facts);
  await blocker.query('rollback');
  blocker.release();
  await Promise.all([held, single]);
  expect(await take(centre)).toHaveLength(100);
  expect(await stored()).toHaveLength(201);
});

it('batches of one centre go in one after the other, each with its own verdict, and keep nobody else waiting', async () => {
  const id = newId();
  const blocker = await world.owner.pool.connect();
  await blocker.query('begin');
  await blocker.query(`insert into audit.entry (centre, id, at, action, outcome) values ($1, $2, now(), 'a', 'done')`, [
    centre,
    id,
  ]);
  const first = intake.takeSeveral(centre, [entry({ id }), entry()], facts);
  const [second, third] = [1, 2].map(() => intake.takeSeveral(centre, [entry(), entry()], facts));
  await Promise.all([intake.takeSeveral('north', [entry(), entry()], facts), intake.takeOne(centre, entry(), facts)]);
  expect(await stored()).toHaveLength(1);
  await blocker.query('commit');
  blocker.release();
  expect(codes(await Promise.allSettled([first.then(String)]))).toEqual(['idempotency-mismatch']);
  await Promise.all([second, third]);
  expect(await stored()).toHaveLength(6);
});

it('an entry may be just as long as is said, and is proved like any other; one byte more is refused', async () => {
  const long = (bytes: number) => entry({ details: { text: 'x'.repeat(bytes) } });
  const { rows } = await world.owner.pool.query<{ length: number }>('select octet_length($1::jsonb::text) as length', [
    JSON.stringify({ ...facts, ...long(0) }),
  ]);
  const room = 65_235 - (rows[0]?.length ?? 0);
  const ids = await Promise.all([intake.takeOne(centre, long(room), facts), intake.takeOne(centre, entry(), facts)]);
  expect(codes(await takeAll([long(room + 1)]))).toEqual(['too-large']);
  expect((await stored()).map(({ id }) => id)).toEqual(ids.toSorted());
  await world.sequenceAll(centre);
  expect(await verifyLog(world.database, centre, world.keys)).toMatchObject({ intact: true, size: 2 });
});

it('on PostgreSQL 18 the log’s ids are those of the server, each above the last', async () => {
  const { rows } = await world.owner.pool.query<{ native: boolean; ids: string[] }>(
    `select prosrc ~ 'pg_catalog.uuidv7' as native,
       (select array_agg(audit.uuidv7(now())::text) from generate_series(1, 1000)) as ids
     from pg_proc where oid = 'audit.uuidv7'::regproc`,
  );
  const [{ native, ids } = { native: false, ids: [] }] = rows;
  const { rows: versions } = await world.owner.pool.query(
    "select current_setting('server_version_num')::int as version",
  );
  expect(native).toBe(versions[0].version >= 180_000);
  if (native) expect(ids).toEqual(ids.toSorted());
  expect(ids.every((id) => id[14] === '7')).toBe(true);
});
