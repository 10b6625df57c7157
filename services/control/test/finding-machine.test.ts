import { type FindingSource, type FindingState, findingStates } from '@zhiheng/contracts';
import { type Database, inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FindingAct, findingAfter, findingMachine } from '../findings/finding-machine.ts';
import { pastTriggers } from './control-staff.ts';
import { foundCentre, type People } from './founding.ts';

const acts = [...new Set(findingMachine.map(([act]) => act))];
const states = Object.keys(findingStates) as FindingState[];

let test: TestDatabase;
let database: Database;
let owner: Database;
let people: People;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  people = await foundCentre(test, 'north');
  database = await test.connect('control');
  await pastTriggers(
    owner,
    `insert into access.rule (centre, code, id, kind, effect, name, source, definition)
      values ('north', 'pair', gen_random_uuid(), 'static', 'block', '{"zh": "分离", "en": "Apart"}', 'x', '{}')`,
  );
});
afterAll(() => test.drop());

const asControl = <T>(statement: ReturnType<typeof sql<T>>, centre = 'north') =>
  inCentre(database, centre, (transaction) => statement.execute(transaction));

/** A finding put into a state by its owner, past all triggers. */
async function findingIn(
  state: FindingState,
  source: FindingSource = 'inspection',
  nature = 'error',
  order = state === 'ordered' ? 'closed' : 'issued',
): Promise<string> {
  const id = newId();
  await pastTriggers(
    owner,
    `insert into control.rectification (centre, id, year, serial, unit, responsible, basis, proof, issued_by, due_at, state)
       values ('north', $1, 2020, (select count(*) + 1 from control.rectification), 'pension', $1, 'x', 'y', $1, now(), $2)`,
    [id, order],
  );
  await pastTriggers(
    owner,
    `insert into access.adjustment (centre, id, person, rule, because, request, resolutions, due_at, state, closed_at)
       values ('north', $1, $2, 'pair', 'rule-changed', $1, '[]', now(), 'closed', now())`,
    [id, people.clerk.person],
  );
  await pastTriggers(
    owner,
    `insert into control.finding (centre, id, source, about, unit, dimension, nature, risk, description, basis, state, found_by, respond_by,
        rectification, transfer_by)
       values ('north', $1, $2, $1, 'pension', 'content', $4, 1, 'x', 'y', $3, $5, now() - interval '1 day', $1,
        case when $4 = 'suspected-fraud' then now() end)`,
    [id, source, state, nature, people.director.person],
  );
  return id;
}

/** An act as the service writes it; its fields are those that the act needs. */
const act = (finding: string, name: string, from: string, to: string, person: string | null) =>
  sql`insert into control.finding_act (centre, finding, act, from_state, to_state, person, note, respond_by, rectification, evidence)
    values ('north', ${finding}, ${name}, ${from}, ${to}, ${person}, 'why',
      case when ${name} = 'feed-back' then now() end, case when ${name} in ('order', 'rectify') then ${finding}::uuid end,
      '[{"name": "x", "digest": "y"}]')`;

const stateOf = async (finding: string): Promise<unknown> => {
  return (await owner.pool.query('select state from control.finding where id = $1', [finding])).rows[0]?.state;
};

describe('the machine of a finding', () => {
  it('is the same in the database for every act and pair of states', async () => {
    const all = acts.flatMap((name) => states.flatMap((from) => states.map((to) => ({ name, from, to }))));
    const { rows } = await asControl(sql<{ name: FindingAct; from: FindingState; to: FindingState; drawn: boolean }>`
      select a.*, control.finding_drawn(a.name, a."from", a."to") as drawn
      from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as a(name text, "from" text, "to" text)`);
    expect(rows).toHaveLength(acts.length * states.length ** 2);
    expect(rows.filter(({ drawn }) => drawn)).toHaveLength(findingMachine.length);
    for (const { name, from, to, drawn } of rows)
      expect(findingAfter(name, from) === to, `${name} ${from} ${to}`).toBe(drawn);
  });

  it('ends where nothing begins, and leads everywhere', () => {
    const left = new Set<string>(findingMachine.map(([, from]) => from));
    expect(states.filter((state) => !left.has(state)).sort()).toEqual(['closed', 'withdrawn']);
    const reached = new Set<string>(['open', 'accepted', 'settling']);
    for (let before = 0; before < reached.size; ) {
      before = reached.size;
      for (const [, from, to] of findingMachine) if (reached.has(from)) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...states].sort());
  });

  it('lets each drawn act move the finding, and refuses it from every other state', async () => {
    for (const name of acts)
      for (const from of states) {
        const to = findingAfter(name, from);
        const source = from === 'settling' ? 'permission' : 'inspection';
        const finding = await (name === 'take-back' && to
          ? findingIn(from, source, 'error', 'void')
          : findingIn(from, source));
        const person = name === 'settle' ? null : people.controller.person;
        if (to) {
          await asControl(act(finding, name, from, to, person));
          expect(await stateOf(finding), `${name} from ${from}`).toBe(to);
          // The same once more, as by one who has not seen the first.
          if (to !== from)
            await expect(asControl(act(finding, name, from, to, person))).rejects.toThrow(/no longer there/);
        } else {
          const [, begins, leads] = findingMachine.find(([one]) => one === name) as (typeof findingMachine)[number];
          await expect(asControl(act(finding, name, begins, leads, person))).rejects.toThrow(/no longer there|drawn/);
          await expect(asControl(act(finding, name, from, leads, person))).rejects.toThrow(
            /finding_drawn|finding_settles|no longer there|goes with an order|free of its order/,
          );
        }
      }
  });
});

describe('what the database itself refuses of findings', () => {
  it('a dispute confirmed by who decided on it, or by who found it', async () => {
    const finding = await findingIn('disputed');
    await asControl(act(finding, 'uphold', 'disputed', 'upholding', people.controller.person));
    const confirm = (by: string) => asControl(act(finding, 'confirm', 'upholding', 'upheld', by));
    await expect(confirm(people.controller.person)).rejects.toThrow(/does not confirm it/);
    await expect(confirm(people.director.person)).rejects.toThrow(/who found it/);
    await confirm(people.clerk.person);
    expect(await stateOf(finding)).toBe('upheld');
  });

  it('an order before the section was heard', async () => {
    const finding = await findingIn('open');
    await asControl(sql`insert into control.finding_act (centre, finding, act, from_state, to_state, person, respond_by)
      values ('north', ${finding}, 'feed-back', 'open', 'fed-back', ${people.clerk.person}, now() + interval '1 hour')`);
    await expect(asControl(act(finding, 'order', 'fed-back', 'ordered', people.controller.person))).rejects.toThrow(
      /may still answer/,
    );
  });

  it('suspected fraud closed before it was transferred, and transferred twice', async () => {
    const finding = await findingIn('ordered', 'inspection', 'suspected-fraud');
    const close = () => asControl(act(finding, 'rectify', 'ordered', 'closed', people.controller.person));
    const transfer = () => asControl(act(finding, 'transfer', 'ordered', 'ordered', people.controller.person));
    await expect(close()).rejects.toThrow(/before it is closed/);
    await transfer();
    await expect(transfer()).rejects.toThrow(/once/);
    await close();
    expect(await stateOf(finding)).toBe('closed');
  });

  it.each([
    [sql`update control.finding set state = 'closed'`, /permission denied/],
    [sql`delete from control.finding`, /permission denied/],
    [sql`update control.finding_act set note = 'other'`, /permission denied/],
    [sql`delete from control.finding_act`, /permission denied/],
    [
      sql`insert into control.finding (centre, id, source, unit, dimension, nature, risk, description, basis)
        values ('south', gen_random_uuid(), 'inspection', 'x', 'content', 'error', 1, 'x', 'y')`,
      /row-level security/,
    ],
    [
      sql`insert into control.finding_act (centre, finding, act, from_state, to_state, person)
        values ('south', gen_random_uuid(), 'accept', 'fed-back', 'accepted', gen_random_uuid())`,
      /present centre/,
    ],
  ])('%#', async (statement, refusal) => {
    await expect(asControl(statement)).rejects.toThrow(refusal);
  });

  it('a finding begins where its source says', async () => {
    const begin = async (source: FindingSource, about: string | null) => {
      const id = newId();
      await asControl(sql`insert into control.finding (centre, id, source, about, unit, dimension, nature, risk, description, basis)
        values ('north', ${id}, ${source}, ${about}, 'pension', 'content', 'error', 1, 'x', 'y')`);
      return stateOf(id);
    };
    const { rows } = await owner.pool.query(
      `insert into control.self_check (centre, id, unit, month, due_at) values ('north', gen_random_uuid(), 'pension', '2020-01', now()) returning id`,
    );
    expect(await begin('inspection', null)).toBe('open');
    expect(await begin('self-check', rows[0].id)).toBe('accepted');
    expect(await begin('permission', newId())).toBe('settling');
  });
});
