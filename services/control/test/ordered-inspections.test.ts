import { advisoryLocks, type Database, inCentre, type Lease, newId, tryElection } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderJob } from '../orders/receive.ts';
import { control, setParent } from '../plugin.ts';
import { continueFreeze } from '../sampling/freezing.ts';
import { sealsOf } from '../seals.ts';
import { entriesOf, foundCentre, type People } from './founding.ts';
import { addFinished } from './report-world.ts';

const list = '/api/v1/children/inspections';
const orders = (child: string) => `/api/v1/children/${child}/inspections`;
const job = orderJob(sealsOf({ derive: () => Buffer.alloc(32, 7), deriveText: () => '' }, 'secrets of inspections'));

let test: TestDatabase;
let owner: Database;
let elected: Lease | undefined;
let database: Database;
let service: TestService;
const people: Record<string, People> = {};
const of = (centre: string): People => people[centre] as People;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  database = await test.connect('control');
  for (const centre of ['city', 'north', 'south', 'stranger']) people[centre] = await foundCentre(test, centre);
  const { clerk: handler, director: reviewer } = of('north');
  await addFinished(test, { item: 'award', unit: 'hall', handler, reviewer, from: '2026-01-05T01:00:00Z', count: 3 });
  for (const child of ['north', 'south']) await setParent(owner, child, 'city');
  // Elected here, so that the service's own schedule takes nothing in: the jobs run where a test runs them.
  elected = await tryElection(owner, advisoryLocks.internalControl);
  expect(elected).toBeDefined();
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  elected?.release();
  await test.drop();
});

async function ordered(child: string, input: object): Promise<string> {
  const answer = await service.post(of('city').controller, orders(child), input);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}
const shownTo = async (centre: string) => (await service.get(of(centre).director, list)).json().data;
const one = async (id: string) => (await shownTo('city')).find((order: { id: string }) => order.id === id);
const own = async (centre: string) => {
  const { rows } = await owner.pool.query('select * from control.inspection where centre = $1 order by id', [centre]);
  return rows;
};
/** As its owner, past the triggers. */
async function past(text: string, values: unknown[]): Promise<void> {
  const client = await owner.pool.connect();
  try {
    await client.query(`set session_replication_role = 'replica'`);
    await client.query(text, values);
  } finally {
    client.release(true);
  }
}
const as = (centre: string, statement: ReturnType<typeof sql>) =>
  inCentre(database, centre, (transaction) => statement.execute(transaction));

describe('an order of the parent', () => {
  it('arrives once, whoever takes it in, as it was ordered, and is frozen at once', async () => {
    const plan = { method: 'count', count: 2, strata: ['unit'] };
    const id = await ordered('north', { period: '2026-01', plan, note: '请查领取待遇' });
    await Promise.all(Array.from({ length: 4 }, () => job.work(database, 'north')));
    await job.work(database, 'north');
    await job.work(database, 'south');
    const rows = await own('north');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      ordered_by: 'city',
      order_id: id,
      planned_by: null,
      plan: expect.objectContaining(plan),
    });
    expect(await own('south')).toEqual([]);
    await continueFreeze(database, 'north', rows[0].id);
    expect(await one(id)).toMatchObject({
      ...{ child: 'north', state: 'delivered', orderedBy: 'controller' },
      progress: {
        state: 'frozen',
        size: 3,
        commitment: rows[0].commitment.toString('hex'),
        secret: null,
        sampled: null,
      },
    });
    const seen = await service.get(of('north').controller, `/api/v1/inspections/${rows[0].id}`);
    expect(seen.json()).toMatchObject({
      orderedBy: 'city',
      orderNote: '请查领取待遇',
      plannedBy: null,
      waitsForCheckpoint: true,
    });
  });

  it('is in both logs, its note in neither', async () => {
    expect(await entriesOf(test, 'city', 'inspection-order.placed')).toMatchObject([
      { actor: 'controller', outcome: 'done', after: { state: 'ordered' } },
    ]);
    expect(await entriesOf(test, 'north', 'inspection-order.received')).toMatchObject([
      { actor: null, outcome: 'done', after: { state: 'delivered' } },
    ]);
    const [{ id: inspection }] = await own('north');
    expect(await entriesOf(test, 'city', 'inspection-order.answered')).toMatchObject([
      { actor: null, outcome: 'done', after: { state: 'delivered' } },
    ]);
    const { rows: told } = await owner.pool.query(
      `select details from audit.entry where centre = 'city' and action = 'inspection-order.answered'`,
    );
    expect(told).toEqual([{ details: { child: 'north', kind: 'case', period: '2026-01', inspection } }]);
    expect(await entriesOf(test, 'north', 'inspection.planned')).toHaveLength(1);
    const { rows } = await owner.pool.query(`select from audit.entry e where e::text like '%请查领取待遇%'`);
    expect(rows).toEqual([]);
  });

  it('is neither given up nor changed nor planned again by the child', async () => {
    const [{ id }] = await own('north');
    const { controller } = of('north');
    expect((await service.post(controller, `/api/v1/inspections/${id}/cancellation`, {})).json().code).toBe(
      'wrong-state',
    );
    expect((await service.post(controller, '/api/v1/inspections', { period: '2026-01' })).json().code).toBe(
      'already-exists',
    );
    const again = await service.post(of('city').controller, orders('north'), { period: '2026-01' });
    expect(again.json().code).toBe('already-exists');
    for (const change of [`plan = '{}'`, 'ordered_by = null, planned_by = gen_random_uuid()', `period = '2026-02'`])
      await expect(
        owner.pool.query(`update control.inspection set ${change} where id = $1`, [id]),
        change,
      ).rejects.toMatchObject({
        constraint: 'inspection_moves_on',
      });
  });

  it('cannot be given up before it is frozen either, nor made up by the child', async () => {
    const order = await ordered('south', { period: '2026-01' });
    const planning = (id: string) => sql`
      insert into control.inspection (centre, id, kind, period, plan, commitment, ordered_by, order_id)
      select 'south', ${newId()}, 'case', '2026-01', plan, sha256('x'), 'city', ${id} from control.take_order()`;
    await expect(as('south', planning(newId()))).rejects.toMatchObject({ constraint: 'inspection_as_ordered' });
    await expect(
      inCentre(database, 'south', async (transaction) => {
        await planning(order).execute(transaction);
        await sql`update control.inspection set state = 'cancelled', cancelled_at = now() where centre = 'south'`.execute(
          transaction,
        );
      }),
    ).rejects.toMatchObject({ constraint: 'inspection_ordered_stays' });
    expect(await job.work(database, 'south')).toBe(1);
    expect(await own('south')).toMatchObject([{ state: 'freezing', order_id: order }]);
  });

  it('refers to what the child has of that period already; once that is given up, it can be ordered', async () => {
    const mine = (await service.post(of('south').controller, '/api/v1/inspections', { period: '2026-02' })).json().id;
    const id = await ordered('south', { period: '2026-02' });
    await job.work(database, 'south');
    expect(await one(id)).toMatchObject({ state: 'already-exists', progress: { state: 'planned' } });
    await service.post(of('south').controller, `/api/v1/inspections/${mine}/cancellation`, {});
    const next = await ordered('south', { period: '2026-02' });
    await job.work(database, 'south');
    expect(await one(next)).toMatchObject({ state: 'delivered' });
    expect((await own('south')).map(({ period, state }) => [period, state])).toEqual([
      ['2026-01', 'freezing'],
      ['2026-02', 'cancelled'],
      ['2026-02', 'freezing'],
    ]);
  });

  it('may be of who held what', async () => {
    const id = await ordered('south', { kind: 'holding', period: '2026' });
    await job.work(database, 'south');
    expect(await one(id)).toMatchObject({ kind: 'holding', state: 'delivered' });
  });
});

describe('the parent', () => {
  it('sees papers, findings by nature and rectifications as counts: no case, no person', async () => {
    const [{ id, order_id: order }] = await own('north');
    const [paper, rectification] = [newId(), newId()];
    const { clerk, director, controller } = of('north');
    await past(
      `insert into control.paper (centre, inspection, ordinal, id, subject, inspector, reviewer, state, points, signed_at, reviewed_at)
      values ('north', $1, 0, $2, gen_random_uuid(), $3, $4, 'agreed', '{}', now(), now()),
        ('north', $1, 1, gen_random_uuid(), gen_random_uuid(), $3, $4, 'open', null, null, null)`,
      [id, paper, director.person, controller.person],
    );
    const finding = `insert into control.finding (centre, id, source, about, unit, operators, dimension, nature, risk, description, basis, rectification, state)
      values ('north', gen_random_uuid(), 'sample', $1, 'hall', array[$2::uuid], 'content', 'error', 1, '张三的事', '依据', $3, $4)`;
    for (const state of ['ordered', 'closed', 'withdrawn'])
      await past(finding, [paper, clerk.person, rectification, state]);
    await past(finding, [newId(), clerk.person, newId(), 'open']);
    await past(
      `insert into control.rectification (centre, id, year, serial, unit, responsible, basis, proof, issued_by, due_at)
      values ('north', $1, 2026, 1, 'hall', $2, '依据', '证明', $3, '2026-02-01')`,
      [rectification, director.person, controller.person],
    );
    const { progress } = await one(order);
    expect(progress).toMatchObject({
      papers: { open: 1, signed: 0, returned: 0, agreed: 1 },
      findings: [{ nature: 'error', dimension: 'content', found: 2, closed: 1 }],
      rectifications: { issued: 1, closed: 0, overdue: 1 },
    });
    const told = JSON.stringify(await shownTo('city'));
    for (const { person, account } of Object.values(of('north'))) {
      expect(told).not.toContain(person);
      expect(told).not.toContain(account);
    }
    for (const secret of ['张三', paper, rectification, 'hall']) expect(told).not.toContain(secret);
  });

  it('orders by who plans its inspections, of its children, of what is over', async () => {
    const { controller, director, clerk } = of('city');
    const refused = async (who: typeof controller, child: string, input: object = { period: '2026-03' }) => {
      const answer = await service.post(who, orders(child), input);
      return [answer.statusCode, answer.json().code];
    };
    expect(await refused(director, 'north')).toEqual([403, 'not-permitted']);
    expect(await refused(clerk, 'north')).toEqual([403, 'not-permitted']);
    expect(await refused(of('stranger').controller, 'north')).toEqual([404, 'not-found']);
    expect(await refused(of('north').controller, 'city')).toEqual([404, 'not-found']);
    expect(await refused(controller, 'stranger')).toEqual([404, 'not-found']);
    expect(await refused(controller, 'city')).toEqual([404, 'not-found']);
    expect(await refused(controller, 'north', { period: '2999-01' })).toEqual([409, 'not-over']);
    expect(await refused(controller, 'north', { period: '2026' })).toEqual([400, 'invalid-request']);
    expect((await service.get(clerk, list)).statusCode).toBe(403);
    expect(await shownTo('north')).toEqual([]);
    expect(await shownTo('stranger')).toEqual([]);
  });

  it('has no other way into a child, nor the child into the parent', async () => {
    const [{ id }] = await own('north');
    const order = sql`insert into control.ordered_inspection (centre, id, child, kind, period, plan, ordered_by)
      values ('stranger', ${newId()}, 'north', 'case', '2026-03', '{}', ${newId()})`;
    await expect(as('stranger', order)).rejects.toMatchObject({ code: '42501' });
    await expect(as('city', sql`update control.ordered_inspection set state = 'ordered'`)).rejects.toMatchObject({
      code: '42501',
    });
    await expect(as('city', sql`delete from control.ordered_inspection`)).rejects.toMatchObject({ code: '42501' });
    for (const centre of ['city', 'stranger']) {
      const { rows } = await as(centre, sql`select from control.inspection where id = ${id}`);
      expect(rows).toEqual([]);
    }
    expect((await as('north', sql`select from control.ordered_inspection`)).rows).toEqual([]);
    const { rows } = await owner.pool.query(`select has_column_privilege('zhiheng_parent', t, c, 'select') as may from
      (values ('control.paper', 'subject'), ('control.paper', 'note'), ('control.finding', 'operators'), ('control.finding', 'description'),
        ('control.finding', 'case'), ('control.finding', 'unit'), ('control.population', 'id'), ('control.inspection_secret', 'sealed'),
        ('control.rectification', 'responsible'), ('control.inspection', 'planned_by')) as asked(t, c)`);
    expect(rows.every(({ may }) => may === false)).toBe(true);
  });
});

it('after the link is gone nothing more is delivered or seen', async () => {
  const waiting = await ordered('north', { period: '2026-04' });
  await setParent(owner, 'north', undefined);
  expect(await job.work(database, 'north')).toBe(0);
  expect(await one(waiting)).toMatchObject({ state: 'ordered', progress: null });
  for (const order of await shownTo('city')) if (order.child === 'north') expect(order.progress).toBeNull();
  await setParent(owner, 'north', 'stranger');
  expect(await job.work(database, 'north')).toBe(0);
  expect(await shownTo('stranger')).toEqual([]);
});
