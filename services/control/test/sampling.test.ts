import { randomBytes } from 'node:crypto';
import { type Database, inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { count, Drawing, emptyFrame, grown, lineOf, type Member, rankOf } from '@zhiheng/sampling';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { control } from '../plugin.ts';
import { CandidateRows } from '../sampling/candidate-rows.ts';
import { choose, tryDraw } from '../sampling/drawing.ts';
import { continueFreeze } from '../sampling/freezing.ts';
import { platformHash } from '../sampling/platform-hash.ts';
import { newSecret, sealedTo, sealsOf } from '../seals.ts';
import { pagePopulation } from '../store/population-store.ts';
import { foundCentre, type People } from './founding.ts';

const path = '/api/v1/inspections';
const sha256 = platformHash('sha256');
const centre = 'north';
let test: TestDatabase;
let owner: Database;
let database: Database;
let service: TestService;
let north: People;
let south: People;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  north = await foundCentre(test, 'north');
  south = await foundCentre(test, 'south');
  database = await test.connect('control');
  service = await openTestService(control, { database });
}, 240_000);
afterAll(async () => {
  await service.close();
  await test.drop();
});

/** As its owner, past the triggers, within the centre. */
async function past(text: string, values: unknown[] = []): Promise<{ id: string }[]> {
  const client = await owner.pool.connect();
  try {
    await client.query(
      `begin; set local session_replication_role = 'replica'; select set_config('zhiheng.centre', '${centre}', true)`,
    );
    const { rows } = await client.query(text, values);
    await client.query('commit');
    return rows;
  } finally {
    client.release(true);
  }
}

/** Finished cases of that instant, handled in turn by two people. */
const addCases = (at: string, many: number, item = 'award') =>
  past(
    `with made as (
      insert into access.case (centre, id, item, unit, reference, client, amount_fen, channel, state, cancelled_by, cancel_reason, opened_at, closed_at)
      select $1, audit.uuidv7($2::timestamptz), $3, 'pension', gen_random_uuid()::text, 'test', case when n % 3 > 0 then n * 731 % 4000 + 1 end,
        case when n % 2 = 0 then 'hall' end, case when n % 9 = 0 then 'cancelled' else 'complete' end,
        case when n % 9 = 0 then $5::uuid end, case when n % 9 = 0 then 'test' end, $2, $2
      from generate_series(1, $4::integer) n returning id),
    steps as (
      insert into access.step (centre, "case", round, duty, id, person, account, client, outcome, at)
      select $1, id, 1, 'handle', gen_random_uuid(), (array[$5, $6]::uuid[])[1 + (row_number() over ())::integer % 2], $7, 'test', 'done', $2 from made)
    select id::text from made order by id`,
    [centre, at, item, many, north.clerk.person, north['health-head'].person, north.clerk.account],
  );

async function planned(period: string, plan: object = {}): Promise<string> {
  const answer = await service.post(north.controller, path, { period, plan });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}
const freezing = (id: string) =>
  owner.pool.query("update control.inspection set state = 'freezing' where id = $1", [id]);
const population = (id: string): Promise<Member[]> =>
  inCentre(database, centre, (transaction) => pagePopulation(transaction, centre, id, { from: 0, limit: 10_000 }));
const rowOf = async (id: string) =>
  (await owner.pool.query('select * from control.inspection where id = $1', [id])).rows[0];

describe('a freeze', () => {
  it('takes the finished cases of the month in Shanghai, cancelled ones among them, over the end of a year', async () => {
    const within = [
      ...(await addCases('2021-11-30T16:00:00Z', 1)),
      ...(await addCases('2021-12-20T04:00:00Z', 18)),
      ...(await addCases('2021-12-31T15:59:59.999Z', 1)),
    ];
    await addCases('2021-11-30T15:59:59.999Z', 1);
    await addCases('2021-12-31T16:00:00Z', 1);
    await past(`insert into access.case (centre, id, item, unit, reference, client, opened_at)
      values ('north', gen_random_uuid(), 'award', 'pension', 'open', 'test', '2021-12-20')`);
    const id = await planned('2021-12');
    const frozen = await service.post(north.controller, `${path}/${id}/freeze`, {});
    expect(frozen.json()).toMatchObject({ state: 'frozen', size: 20 });
    expect((await population(id)).map((one) => one.id).sort()).toEqual(within.map((one) => one.id).sort());
  });

  it('goes on where it was cut off, in portions, by several at once, and its root is that of all lines', async () => {
    await addCases('2021-07-05T04:00:00Z', 95);
    const id = await planned('2021-07');
    await freezing(id);
    expect(await continueFreeze(database, centre, id, { portions: 3, size: 7 })).toBe(false);
    expect((await rowOf(id)).size).toBe(21);
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => continueFreeze(database, centre, id, { size: 7 })),
    );
    while (!(await rowOf(id)).root) outcomes.push(await continueFreeze(database, centre, id, { size: 7 }));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    const members = await population(id);
    expect(members).toHaveLength(95);
    const { root } = grown({ size: 0, edge: [] }, members.map(lineOf), sha256);
    expect((await rowOf(id)).root).toEqual(Buffer.from(root));
  });

  it('marks what has to be in', async () => {
    const at = '2021-05-10T04:00:00Z';
    const [large, doubted, excepted, leaver, related, changed, merged, plain] = (await addCases(at, 8)).map(
      (one) => one.id,
    );
    const someone = newId();
    await past('update access.case set amount_fen = null where id = any($1)', [
      [doubted, excepted, leaver, related, changed, merged, plain],
    ]);
    await past('update access.case set amount_fen = 1000000 where id = $1', [large]);
    await past(
      `insert into control.doubt (centre, id, rule, key, severity, unit, "case", at) values ('north', gen_random_uuid(), 'test', 'k', 1, 'pension', $1, now())`,
      [doubted],
    );
    await past('update access.step set exception = gen_random_uuid() where "case" = $1', [excepted]);
    await past(
      `with person as (insert into access.person (centre, id, staff_number, name, unit, post, state)
        values ('north', $1, 'gone', 'gone', 'pension', 'post', 'departed')),
      departure as (insert into access.departure (centre, id, person, kind, at, client, effects)
        values ('north', gen_random_uuid(), $1, 'resigned', '2021-06-01', 'test', '{}'))
      update access.step set person = $1 where "case" = $2`,
      [someone, leaver],
    );
    await past(
      `with relation as (insert into access.relation (centre, id, person, relation, subject)
        values ('north', gen_random_uuid(), $1, 'spouse', sha256('kin')))
      update access.case set subject = sha256('kin') where id = $2`,
      [north.director.person, related],
    );
    await past(
      `insert into access.item (centre, code, id, name, insurance, unit, risk, moves_fund, duties, channels)
      select centre, n.code, gen_random_uuid(), name, insurance, unit, 3, false, duties, channels
      from access.item i, unnest('{key-identity-change,record-merge}'::text[]) as n(code) where i.centre = 'north' and i.code = 'award'`,
    );
    await past(
      `update access.case set subject = sha256('one'), item = case when id = $1 then 'key-identity-change' else 'record-merge' end where id in ($1, $2)`,
      [changed, merged],
    );
    const id = await planned('2021-05');
    await freezing(id);
    await continueFreeze(database, centre, id);
    const must = Object.fromEntries((await population(id)).map((member) => [member.id, member.must]));
    expect(must).toEqual({
      [large as string]: ['amount'],
      [doubted as string]: ['doubt'],
      [excepted as string]: ['exception'],
      [leaver as string]: ['leaver'],
      [related as string]: ['relation'],
      [changed as string]: ['identity-and-merge'],
      [merged as string]: ['identity-and-merge'],
      [plain as string]: [],
    });
  });
});

describe('what the database looks for', () => {
  it.each([
    ['by share', { method: 'share', strata: ['item', 'amount', 'operator'], bandsFen: [500, 2_000] }],
    ['by count', { method: 'count', count: 40, strata: ['channel'] }],
    [
      'by money, with some of each operator',
      { method: 'money', intervalFen: 3_000, strata: ['unit'], perOperator: 90 },
    ],
    [
      'by share, with what has to be in',
      { method: 'share', strata: ['channel'], certain: ['amount'], certainFromFen: 3_800, perOperator: 15 },
    ],
    ['by little, with the least of each operator', { method: 'count', count: 1, strata: [], perOperator: 4 }],
  ])('is what anybody draws: %s', async (_what, plan) => {
    const place = ['share', 'count', 'money'].indexOf(plan.method) + ('perOperator' in plan ? 4 : 0);
    const month = `2020-0${1 + place}`;
    await addCases(`${month}-10T04:00:00Z`, 300);
    await addCases(`${month}-11T04:00:00Z`, 40, 'claim');
    const id = await planned(month, plan);
    await freezing(id);
    await continueFreeze(database, centre, id, { size: 90 });
    const members = await population(id);
    const row = await rowOf(id);
    const drawable = { plan: row.plan, size: row.size, must: row.must, moneyFen: row.money_fen, frozenEntry: '' };
    for (let round = 0; round < 6; round++) {
      const seed = randomBytes(32);
      const found = await inCentre(database, centre, (transaction) =>
        choose(transaction, centre, id, { drawable, seed }),
      );
      const frame = emptyFrame();
      for (const member of members) count(frame, member, row.plan);
      const drawing = new Drawing(row.plan, frame, seed, sha256);
      const again = emptyFrame();
      for (const [ordinal, member] of members.entries()) drawing.add(ordinal, member, count(again, member, row.plan));
      const short = (drawn: typeof found) => drawn.map(({ ordinal, why, member }) => [ordinal, why, member.id]);
      expect(short(found)).toEqual(short(drawing.sample()));
      expect(found.length).toBeGreaterThan(3);
    }
  });
});

it('where what is kept of ranks is the same, the whole ranks decide', () => {
  const seed = randomBytes(32);
  const ids = Array.from({ length: 12 }, () => newId());
  const row = (id: string, ordinal: number) => {
    const bytes = Buffer.alloc(50);
    bytes.writeInt32BE(ordinal < 11 ? 3 : -1, 0);
    bytes.writeUInt32BE(ordinal, 8);
    bytes.write(id.replaceAll('-', ''), 12, 'hex');
    return bytes;
  };
  const members = new CandidateRows(Buffer.concat(ids.map(row)));
  const all = ids.map((_, place) => place);
  const first = members.first(all, 5, seed).map((place) => members.id(place));
  const byRank = ids.toSorted((a, b) => (rankOf(seed, a, sha256) < rankOf(seed, b, sha256) ? -1 : 1));
  expect(first).toEqual(byRank.slice(0, 5));
  expect([
    members.ordinal(7),
    members.operators([7], { operators: 1, enough: 1 }).size,
    members.first(all, 12, seed).length,
  ]).toEqual([7, 0, 12]);
  expect(members.first(all, 0, seed)).toEqual([]);
  expect([...members.byStratum()].map(([stratum, { length }]) => [stratum, length])).toEqual([
    [3, 11],
    [-1, 1],
  ]);
});

describe('a draw', () => {
  it('waits until a signed checkpoint covers the freeze, and takes the first that does', async () => {
    await addCases('2019-03-10T04:00:00Z', 30);
    const id = await planned('2019-03');
    await service.post(north.controller, `${path}/${id}/freeze`, {});
    const waiting = await service.post(north.controller, `${path}/${id}/draw`, {});
    expect(waiting.json()).toMatchObject({ state: 'frozen', waitsForCheckpoint: true });
    const { frozen_entry: entry } = await rowOf(id);
    await past(`insert into audit.leaf (centre, index, entry) values ('north', 5, $1)`, [entry]);
    const sign = (size: number) =>
      past(`insert into audit.checkpoint (centre, size, root, note) values ('north', $1, sha256('r'), $2)`, [
        size,
        `note ${size}`,
      ]);
    await sign(5);
    expect((await service.post(north.controller, `${path}/${id}/draw`, {})).json().state).toBe('frozen');
    await sign(9);
    await sign(12);
    await Promise.all(Array.from({ length: 4 }, () => service.post(north.controller, `${path}/${id}/draw`, {})));
    expect(await rowOf(id)).toMatchObject({ state: 'drawn', checkpoint: 'note 9' });
    const { rows } = await owner.pool.query(
      `select count(*)::integer as drawn from audit.entry where action = 'inspection.drawn' and target = $1`,
      [id],
    );
    expect(rows[0].drawn).toBe(1);
    expect(
      await tryDraw(
        database,
        centre,
        id,
        sealsOf({ derive: () => Buffer.alloc(32), deriveText: () => '' }, 'secrets of inspections'),
      ),
    ).toBe(false);
  });

  it('cannot be known before by who has the database alone: the secret opens with the deployment’s only, for its inspection only', () => {
    const [ours, theirs] = [1, 2].map((fill) =>
      sealsOf({ derive: () => Buffer.alloc(32, fill), deriveText: () => '' }, 'secrets of inspections'),
    );
    const secret = newSecret();
    const sealed = ours?.close(sealedTo('north', 'a'), secret) as Buffer;
    expect(ours?.open(sealedTo('north', 'a'), sealed)).toEqual(secret);
    expect(() => theirs?.open(sealedTo('north', 'a'), sealed)).toThrow();
    expect(() => ours?.open(sealedTo('north', 'b'), sealed)).toThrow();
    expect(sealed.includes(secret)).toBe(false);
  });
});

describe('nobody', () => {
  it('of another centre sees or moves an inspection, though the codes are the same', async () => {
    const id = await planned('2019-04');
    expect((await service.get(south.controller, `${path}/${id}`)).statusCode).toBe(404);
    expect((await service.post(south.controller, `${path}/${id}/freeze`, {})).statusCode).toBe(404);
    expect((await service.get(south.controller, path)).json().data).toEqual([]);
    expect((await service.get(north.clerk, path)).statusCode).toBe(403);
    expect((await service.post(north.director, `${path}/${id}/freeze`, {})).statusCode).toBe(403);
    expect((await service.post(north.controller, `${path}/${id}/cancellation`, {})).json().state).toBe('cancelled');
    expect((await service.post(north.controller, `${path}/${id}/freeze`, {})).json().code).toBe('wrong-state');
    await planned('2019-04');
  });

  it('moves one in a way that is not drawn, the owner included', async () => {
    const id = await planned('2019-05');
    const to = (state: string) =>
      owner.pool.query('update control.inspection set state = $2 where id = $1', [id, state]);
    for (const state of ['frozen', 'drawn', 'allotted', 'revealed', 'completed'])
      await expect(to(state), state).rejects.toThrow();
    await freezing(id);
    for (const state of ['planned', 'cancelled', 'drawn', 'completed'])
      await expect(to(state), state).rejects.toThrow();
    await expect(owner.pool.query(`update control.inspection set plan = '{}' where id = $1`, [id])).rejects.toThrow(
      /no such way/,
    );
    await expect(owner.pool.query('delete from control.inspection_secret')).rejects.toThrow(/not changed/);
  });
});
