import { addWorkingDays } from '@zhiheng/calendar';
import { controlDefaults, type RectificationState, rectificationStates } from '@zhiheng/contracts';
import { type Database, inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dueSteps, latestDue } from '../escalation/steps.ts';
import { type RectificationAct, rectificationAfter, rectificationMachine } from '../findings/rectification-machine.ts';
import { pastTriggers } from './control-staff.ts';
import { foundCentre, type People } from './founding.ts';

const acts = [...new Set(rectificationMachine.map(([act]) => act))];
const states = Object.keys(rectificationStates) as RectificationState[];

let test: TestDatabase;
let database: Database;
let owner: Database;
let people: People;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  people = await foundCentre(test, 'north');
  database = await test.connect('control');
});
afterAll(() => test.drop());

const asControl = <T>(statement: ReturnType<typeof sql<T>>) =>
  inCentre(database, 'north', (transaction) => statement.execute(transaction));

/** An order put into a state by its owner, past all triggers. */
async function orderIn(state: RectificationState): Promise<string> {
  const id = newId();
  await pastTriggers(
    owner,
    `insert into control.rectification (centre, id, year, serial, unit, responsible, basis, proof, issued_by, due_at, state)
      values ('north', $1, 2020, (select count(*) + 1 from control.rectification), 'pension', $2, 'x', 'y', $3, now(), $4)`,
    [id, people['pension-head'].person, people.controller.person, state],
  );
  return id;
}
const act = (order: string, name: string, from: string, to: string) =>
  sql`insert into control.rectification_act (centre, rectification, act, from_state, to_state, person, note, evidence, due_at, approval)
    values ('north', ${order}, ${name}, ${from}, ${to}, ${people.controller.person}, 'why', '[{"name": "x"}]',
      case when ${name} in ('extend', 'return', 'refuse') then now() + interval '1 day' end,
      case when ${name} = 'extend' then ${order}::uuid end)`;
const stateOf = async (order: string): Promise<unknown> => {
  return (await owner.pool.query('select state from control.rectification where id = $1', [order])).rows[0]?.state;
};

describe('the machine of an order to rectify', () => {
  it('is the same in the database for every act and pair of states', async () => {
    const all = acts.flatMap((name) => states.flatMap((from) => states.map((to) => ({ name, from, to }))));
    const { rows } = await asControl(sql<{
      name: RectificationAct;
      from: RectificationState;
      to: RectificationState;
      drawn: boolean;
    }>`select a.*, control.rectification_drawn(a.name, a."from", a."to") as drawn
      from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as a(name text, "from" text, "to" text)`);
    expect(rows.filter(({ drawn }) => drawn)).toHaveLength(rectificationMachine.length);
    for (const { name, from, to, drawn } of rows)
      expect(rectificationAfter(name, from) === to, `${name} ${from} ${to}`).toBe(drawn);
  });

  it('lets each drawn act move the order, and refuses it from every other state', async () => {
    for (const name of acts)
      for (const from of states) {
        const to = rectificationAfter(name, from);
        const order = await orderIn(from);
        if (to) {
          await asControl(act(order, name, from, to));
          expect(await stateOf(order), `${name} from ${from}`).toBe(to);
          // The same once more, as by one who has not seen the first.
          await expect(asControl(act(order, name, from, to))).rejects.toThrow(
            /no longer there|ends later|extended_once/,
          );
        } else {
          const [, begins, leads] = rectificationMachine.find(
            ([one]) => one === name,
          ) as (typeof rectificationMachine)[number];
          await expect(asControl(act(order, name, begins, leads))).rejects.toThrow(/no longer there/);
          await expect(asControl(act(order, name, from, leads))).rejects.toThrow(/rectification_drawn/);
        }
      }
  });

  it.each([
    "update control.rectification set state = 'closed'",
    "update control.rectification set due_at = now() + interval '1 year'",
    'delete from control.rectification',
    "update control.rectification_act set note = 'other'",
    'update control.notice_number set last = 7',
    "insert into control.rectification (centre, id, serial, unit, responsible, basis, proof, issued_by, due_at) values ('north', gen_random_uuid(), 9, 'x', gen_random_uuid(), 'x', 'y', gen_random_uuid(), now())",
    'delete from control.rectification_escalation',
  ])('%s is refused', async (statement) => {
    await expect(asControl(sql.raw(statement))).rejects.toThrow(/permission denied/);
  });
});

describe('the steps of an overdue order', () => {
  const { escalation } = controlDefaults.rectification;

  it('come one, three and five whole working days after the deadline’s day', () => {
    // Due at the end of Monday, 2026-09-14; the day after is the first of them.
    const dueAt = Date.parse('2026-09-15T00:00:00+08:00');
    const at = (moment: string) =>
      dueSteps({ dueAt, now: Date.parse(moment), passed: [], escalation }, addWorkingDays).map(({ to }) => to);
    expect(at('2026-09-15T23:59:59+08:00')).toEqual([]);
    expect(at('2026-09-16T00:00:00+08:00')).toEqual(['section-head']);
    expect(at('2026-09-18T00:00:00+08:00')).toEqual(['section-head', 'deputy-director']);
    const director = at(new Date(addWorkingDays(dueAt - 1, 5)).toISOString());
    expect(director).toEqual(['section-head', 'deputy-director', 'director']);
  });

  it('are each done once, however often somebody looks, and none is left out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 10, 1) }),
        fc.array(fc.integer({ min: 0, max: 20 * 86_400_000 }), { minLength: 1, maxLength: 12 }),
        (dueAt, looks) => {
          const passed: number[] = [];
          for (const later of looks.toSorted((one, other) => one - other)) {
            const steps = dueSteps({ dueAt, now: dueAt + later, passed, escalation }, addWorkingDays);
            for (const { afterWorkingDays } of steps) {
              expect(passed).not.toContain(afterWorkingDays);
              passed.push(afterWorkingDays);
            }
          }
          const last = dueAt + Math.max(...looks);
          const all = dueSteps({ dueAt, now: last, passed: [], escalation }, addWorkingDays);
          expect(passed).toEqual(all.map(({ afterWorkingDays }) => afterWorkingDays));
          // Asked the other way: which deadlines a step is due for.
          for (const { afterWorkingDays } of escalation)
            expect(dueAt <= latestDue(last, afterWorkingDays, addWorkingDays)).toBe(passed.includes(afterWorkingDays));
        },
      ),
    );
  });
});
