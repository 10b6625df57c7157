import { controlDefaults } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { openTestService, type TestPerson, type TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workOnRuns } from '../doubt-rules/runner.ts';
import { scheduleRun } from '../doubt-rules/runs.ts';
import { raiseDoubts } from '../doubts/raise.ts';
import { control } from '../plugin.ts';
import { addResults, claimRun, findRun, insertRun } from '../store/doubt-run-store.ts';
import { DoubtWorld } from './doubt-world.ts';
import { entriesOf } from './founding.ts';

const path = '/api/v1/doubt-rule-runs';
const exception = '01890a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
const rules = ['exception-used'];
const parameters = { 'exception-used': controlDefaults.rules['exception-used']?.parameters ?? {} };

let world: DoubtWorld;
let service: TestService;
beforeAll(async () => {
  world = await DoubtWorld.open([]);
  for (const month of ['05', '06'])
    for (let day = 10; day < 15; day++)
      await world.case({
        opened: `2024-${month}-${day} 09:00`,
        steps: [{ duty: 'review', by: 'op3', at: `2024-${month}-${day} 09:10`, exception }],
      });
  service = await openTestService(control, { database: world.control });
});
afterAll(async () => {
  await service.close();
  await world.test.drop();
});

const work = () =>
  workOnRuns(
    {
      database: world.control,
      log: {
        error: (facts: unknown) => {
          throw new Error('the run failed', { cause: facts });
        },
      },
      holidays: undefined,
      signal: new AbortController().signal,
    },
    world.centre,
  );
const within = <T>(act: Parameters<typeof inCentre<T>>[2]) => inCentre(world.control, world.centre, act);
const asked = (mode: 'preview' | 'raise', from: string, until: string, slices: number) =>
  within((transaction) =>
    insertRun(transaction, world.centre, {
      ...{ kind: 'asked', mode, from, until, rules, parameters, slices, askedBy: exception },
    }),
  ) as Promise<string>;
const doubts = async () =>
  (await world.owner.pool.query('select key from control.doubt where centre = $1', [world.centre])).rows.length;
const resultOf = async (run: string) => {
  const { rows } = await world.owner.pool.query('select found, fresh from control.doubt_rule_result where run = $1', [
    run,
  ]);
  return rows;
};

describe('a run', () => {
  it('raises nothing as a preview, and tells what would be new', async () => {
    const run = await asked('preview', '2024-05-01', '2024-07-01', 2);
    await work();
    expect(await resultOf(run)).toEqual([{ found: 10, fresh: 10 }]);
    expect(await doubts()).toBe(0);
  });

  it('that died half way is gone on with by another, once nobody is taken to work on it, and doubles nothing', async () => {
    const run = await asked('raise', '2024-05-01', '2024-06-01', 1);
    await within((transaction) => claimRun(transaction, world.centre));
    const [first] = await world.find('exception-used', '2024-05-01', '2024-06-01');
    await within(async (transaction) => {
      const { item: _, subject: __, case: about, ...found } = first as NonNullable<typeof first>;
      const fresh = await raiseDoubts(transaction, world.centre, [{ ...found, case: about as string, severity: 2 }]);
      await addResults(transaction, world.centre, run, [{ rule: 'exception-used', found: 0, fresh }]);
    });
    expect(await work()).toBe(0);
    expect(await doubts()).toBe(1);
    await world.past(async (query) => {
      await query(
        sql`update control.doubt_rule_run set leased_until = clock_timestamp() - interval '1 second' where id = ${run}::uuid`,
      );
    });
    const ended = await Promise.all([work(), work()]);
    expect(ended.reduce((sum, count) => sum + count)).toBe(1);
    expect(await resultOf(run)).toEqual([{ found: 5, fresh: 5 }]);
    expect(await doubts()).toBe(5);
    expect(await within((transaction) => findRun(transaction, world.centre, run))).toMatchObject({ state: 'done' });
  });

  it('over the same days again finds the same and raises none anew; two at once over others raise each once', async () => {
    const again = await asked('raise', '2024-05-01', '2024-06-01', 1);
    await work();
    expect(await resultOf(again)).toEqual([{ found: 5, fresh: 0 }]);
    const [one, other] = [
      await asked('raise', '2024-06-01', '2024-07-01', 1),
      await asked('raise', '2024-05-01', '2024-07-01', 2),
    ];
    await Promise.all([work(), work()]);
    const [results] = [[...(await resultOf(one)), ...(await resultOf(other))]];
    expect(results.map(({ found }) => found)).toEqual([5, 10]);
    expect(results.reduce((sum, { fresh }) => sum + fresh, 0)).toBe(5);
    expect(await doubts()).toBe(10);
    expect(await entriesOf(world.test, world.centre, 'doubt.raised')).toHaveLength(10);
  });
});

describe('the schedule', () => {
  it('adds one run up to yesterday, however often it looks, and after days without it those days', async () => {
    const counts = await Promise.all([
      scheduleRun(world.control, world.centre),
      scheduleRun(world.control, world.centre),
    ]);
    expect(counts.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(1);
    const spans = async () =>
      (
        await world.owner.pool.query(
          `select from_day::text as "from", until_day::text as until from control.doubt_rule_run where kind = 'scheduled' order by until_day`,
        )
      ).rows;
    const [first] = await spans();
    expect(await spans()).toHaveLength(1);
    await world.past(async (query) => {
      await query(
        sql`update control.doubt_rule_run set from_day = from_day - 3, until_day = until_day - 3 where kind = 'scheduled'`,
      );
    });
    expect(await scheduleRun(world.control, world.centre)).toBe(1);
    const [earlier, later] = await spans();
    expect(later).toEqual({ from: earlier?.until, until: first?.until });
    await work();
  });
});

describe('asking for a run', () => {
  const input = { from: '2024-05-01', until: '2024-06-01', mode: 'preview', rules };
  let people: Record<string, TestPerson>;
  beforeAll(async () => {
    people = world.people as unknown as Record<string, TestPerson>;
  });
  const who = (name: string) => people[name] as TestPerson;

  it('is for who plans inspections; looking at runs and rules for who oversees', async () => {
    for (const name of ['clerk', 'director', 'pension-head'])
      expect((await service.post(who(name), path, input)).statusCode, name).toBe(403);
    expect((await service.get(who('clerk'), path)).statusCode).toBe(403);
    expect((await service.get(who('clerk'), '/api/v1/doubt-rules')).statusCode).toBe(403);
    const told = await service.get(who('director'), '/api/v1/doubt-rules');
    expect(told.statusCode, told.body).toBe(200);
    const { data } = told.json();
    expect(data).toHaveLength(28);
    const of = (code: string) => data.find((rule: { code: string }) => rule.code === code);
    expect(of('exception-used')).toMatchObject({ on: true, lacks: null, doubts: 10, open: 10 });
    expect(of('shared-payee-account').lacks.en).toMatch(/payeeAccount/);
  });

  it.each([
    [{ ...input, until: '2024-05-01' }, 400],
    [{ ...input, until: '2099-01-01' }, 400],
    [{ ...input, from: '2000-01-01' }, 400],
    [{ ...input, rules: ['no-such'] }, 400],
  ])('refuses %j', async (body, status) => {
    expect((await service.post(who('controller'), path, body)).statusCode).toBe(status);
  });

  it('is carried out beside, told of, and cancelled once at most', async () => {
    const run = (await service.post(who('controller'), path, input)).json();
    const shown = async () => (await service.get(who('controller'), `${path}/${run.id}`)).json();
    await expect.poll(async () => (await shown()).state, { timeout: 20_000 }).toBe('done');
    expect(await shown()).toMatchObject({ progress: 1, found: 5, fresh: 0, askedBy: 'controller' });
    const late = await service.post(who('controller'), `${path}/${run.id}/cancellation`, {});
    expect({ status: late.statusCode, code: late.json().code }).toEqual({ status: 409, code: 'already-recorded' });
    const waiting = await asked('preview', '2024-05-02', '2024-06-01', 1);
    expect((await service.post(who('clerk'), `${path}/${waiting}/cancellation`, {})).statusCode).toBe(403);
    const cancelled = await service.post(who('controller'), `${path}/${waiting}/cancellation`, {});
    expect(cancelled.json()).toMatchObject({ state: 'cancelled', found: 0 });
    const page = (await service.get(who('controller'), path, { limit: '1' })).json();
    expect(page.data).toHaveLength(1);
    expect(
      (await service.get(who('controller'), path, { limit: '1', cursor: page.nextCursor })).json().data[0].id,
    ).not.toBe(page.data[0].id);
  });
});
