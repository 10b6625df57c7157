import { type Database, inCentre, newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { lastMonth } from '../month.ts';
import type { People } from './founding.ts';

type Run = (statement: ReturnType<typeof sql>) => Promise<unknown>;
interface World {
  run: Run;
  centre: string;
  people: People;
}

/** Of each kind something that stands open and something that does no more, in the sections `pension` and `health`; every figure is told below. */
export async function standOpen(owner: Database, centre: string, people: People): Promise<void> {
  await inCentre(owner, centre, async (transaction: Transaction) => {
    // As if people had come to it by all the acts that lead there.
    await sql`set local session_replication_role = replica`.execute(transaction);
    const world = { run: (statement: ReturnType<typeof sql>) => statement.execute(transaction), centre, people };
    for (const part of [found, doubted, owed, checked, held, staffed, departed]) await part(world);
  });
}

async function found({ run, centre, people }: World): Promise<void> {
  const orders = [
    ['pension', 'issued', '2 days'],
    ['pension', 'answered', '-1 day'],
    ['health', 'returned', '-1 day'],
    ['health', 'issued', '20 days'],
    ['health', 'closed', '-3 days'],
  ] as const;
  for (const [serial, [unit, state, due]] of orders.entries())
    await run(sql`insert into control.rectification (centre, id, year, serial, unit, responsible, basis, proof, issued_by, due_at, state)
      values (${centre}, ${newId()}, 2026, ${serial + 1}, ${unit}, ${newId()}, '依据', '证据', ${people.controller.person},
        now() + ${due}::interval, ${state})`);
  for (const [unit, state] of [
    ['pension', 'open'],
    ['health', 'fed-back'],
    ['health', 'withdrawn'],
    ['health', 'closed'],
  ] as const)
    await run(sql`insert into control.finding (centre, id, source, unit, dimension, nature, risk, description, basis, state)
      values (${centre}, ${newId()}, 'inspection', ${unit}, 'procedure', 'error', 1, '问题', '依据', ${state})`);
}

async function doubted({ run, centre, people }: World): Promise<void> {
  const add = (unit: string, state: string, due: string, more = {}) => {
    const { assignee = null, conclusion = null } = more as { assignee?: string; conclusion?: string };
    const id = newId();
    return run(sql`insert into control.doubt (centre, id, rule, key, severity, unit, at, due_at, state, assignee, conclusion, confirmed_fen,
        concluded_by, concluded_at)
      values (${centre}, ${id}, 'test', ${id}, 2, ${unit}, now(), now() + ${due}::interval, ${state}, ${assignee}, ${conclusion},
        ${conclusion && 100}, ${conclusion && people.clerk.person}, ${conclusion && new Date()})`);
  };
  await add('pension', 'open', '5 days');
  await add('health', 'verifying', '-5 days', { assignee: people.controller.person });
  await add('health', 'concluded', '-5 days', { conclusion: 'confirmed' });
  const [first, second, third] = [people.clerk.person, people.controller.person, people.director.person];
  for (const [unit, due, confirmed] of [
    ['pension', '2 days', null],
    ['health', '-2 days', null],
    ['health', '-2 days', people['health-head'].person],
  ] as const)
    await run(sql`insert into control.doubt (centre, id, rule, key, severity, unit, at, state, conclusion, confirmed_fen, concluded_by, concluded_at,
        reviewed_by, approved_by, stop_ordered_by, stop_ordered_at, stop_due_at, stop_confirmed_by, stop_confirmed_at, stopped_on)
      values (${centre}, ${newId()}, 'test', ${newId()}, 2, ${unit}, now(), 'approved', 'confirmed', 1, ${first}, now(), ${second}, ${third}, ${third},
        now(), now() + ${due}::interval, ${confirmed}, ${confirmed && new Date()}, ${confirmed && '2026-01-01'})`);
}

async function owed({ run, centre, people }: World): Promise<void> {
  const { clerk, controller, director } = people;
  const add = (id: string, unit: string, amount: number, received: number, due: number) =>
    run(sql`insert into control.recovery (centre, id, source, about, unit, amount_fen, basis, state, outstanding_fen, received_fen, opened_by,
        handled_by, handled_at, due_on, reviewed_by, reviewed_at, approved_by, approved_at)
      values (${centre}, ${id}, 'doubt', ${newId()}, ${unit}, ${amount}, '多领', 'ordered', ${amount - received}, ${received}, ${clerk.person},
        ${clerk.person}, now(), current_date + ${due}::int, ${controller.person}, now(), ${director.person}, now())`);
  await add(newId(), 'pension', 100_000, 0, -3);
  await add(newId(), 'pension', 7_000, 0, 3);
  const agreed = newId();
  // Its day is over, but by the agreement the first of four instalments is paid, the second and the third are late.
  await add(agreed, 'health', 1_200, 400, -40);
  await run(sql`insert into control.recovery_plan (centre, recovery, no, total_fen, due_on, fen, proposed_by, confirmed_by, confirmed_at)
    values (${centre}, ${agreed}, 1, 1200, array[current_date - 30, current_date - 20, current_date - 10, current_date + 10],
      '{300,300,300,300}', ${clerk.person}, ${controller.person}, now())`);
  await run(sql`insert into control.recovery (centre, id, source, about, unit, amount_fen, basis, outstanding_fen, opened_by)
    values (${centre}, ${newId()}, 'doubt', ${newId()}, 'health', 500, '多领', 500, ${clerk.person})`);
}

/** Of last month, so that the schedule opens none. */
async function checked({ run, centre, people }: World): Promise<void> {
  const month = lastMonth(Date.now());
  await run(sql`insert into control.self_check (centre, id, unit, month, due_at)
    values (${centre}, ${newId()}, 'pension', ${month}, now() - interval '1 hour')`);
  await run(sql`insert into control.self_check (centre, id, unit, month, due_at, state, completed_at, completed_by, answers)
    values (${centre}, ${newId()}, 'health', ${month}, now() - interval '1 hour', 'completed', now(), ${people.clerk.person}, '{}')`);
}

async function held({ run, centre, people }: World): Promise<void> {
  const name = JSON.stringify({ zh: '名', en: 'Name' });
  const { clerk, director } = people;
  const head = people['health-head'];
  await run(sql`insert into access.rule (centre, code, id, kind, effect, name, source, definition)
    values (${centre}, 'apart', ${newId()}, 'static', 'block', ${name}, '规定', '{}')`);
  await run(
    sql`insert into access.role (centre, code, id, name, risk) values (${centre}, 'temporary', ${newId()}, ${name}, 1)`,
  );
  for (const [person, ends, ended] of [
    [clerk, '10 days', null],
    [head, '-1 hour', null],
    [people.controller, '-1 hour', 'expiry'],
  ] as const)
    await run(sql`insert into access.grant (centre, id, person, role, unit, validity, ended_by)
      values (${centre}, ${newId()}, ${person.person}, 'temporary', ${person === head ? 'health' : 'pension'},
        tstzrange('2026-01-01', now() + ${ends}::interval), ${ended})`);
  for (const [state, ends] of [
    ['active', '9 days'],
    ['expired', '-9 days'],
  ])
    await run(sql`insert into access.exception (centre, id, rule, person, validity, compensating_control, control_owner, request, state)
      values (${centre}, ${newId()}, 'apart', ${clerk.person}, tstzrange('2026-01-01', now() + ${ends}::interval), '抽查',
        ${director.person}, ${newId()}, ${state})`);
  const adjustment = newId();
  await run(sql`insert into access.adjustment (centre, id, person, rule, because, request, resolutions, due_at)
    values (${centre}, ${adjustment}, ${head.person}, 'apart', 'rule-changed', ${newId()}, '[]', now() + interval '5 days')`);
  // The schedule finds that this one is among the findings already.
  await run(sql`insert into control.finding (centre, id, source, about, unit, dimension, nature, risk, description, basis, state)
    values (${centre}, ${newId()}, 'permission', ${adjustment}, 'health', 'permissions', 'violation', 1, '冲突', '依据', 'settling')`);
}

/** Two review awards. Of the two who review claims one is denied it; a third reaches another section only. Certificates nobody reviews. */
async function staffed({ run, centre, people }: World): Promise<void> {
  const name = JSON.stringify({ zh: '名', en: 'Name' });
  for (const [role, effect, items] of [
    ['reviewer', 'allow', '{award,claim}'],
    ['no-claims', 'deny', '{claim}'],
    ['claims', 'allow', '{claim}'],
  ] as const) {
    await run(
      sql`insert into access.role (centre, code, id, name, risk) values (${centre}, ${role}, ${newId()}, ${name}, 1)`,
    );
    await run(sql`insert into access.role_permission (centre, role, ordinal, action, resource, items, effect)
      values (${centre}, ${role}, 0, 'review', 'case', ${items}, ${effect})`);
  }
  for (const [{ person }, role, unit] of [
    [people.controller, 'reviewer', 'centre'],
    [people.deputy, 'reviewer', 'centre'],
    [people.deputy, 'no-claims', 'health'],
    [people['pension-head'], 'claims', 'pension'],
  ] as const)
    await run(sql`insert into access.grant (centre, id, person, role, unit, validity)
      values (${centre}, ${newId()}, ${person}, ${role}, ${unit}, '[2020-01-01,)')`);
}

/** Who left in March and April, and one account that sleeps. */
async function departed(world: World): Promise<void> {
  const { run, centre } = world;
  await leaves(world, 'at-once', 'pension', { at: '2026-03-05T02:00:00Z', disabled: '2026-03-05T02:00:00Z' });
  const planned = await leaves(world, 'planned', 'health', {
    at: '2026-03-09T16:12:00Z',
    disabled: '2026-03-09T16:12:00Z',
  });
  await run(sql`insert into access.planned_departure (centre, id, person, kind, source, day, client, planned_at, state, closed_at, closed_client,
      departure)
    values (${centre}, ${newId()}, ${planned.person}, 'retired', 'administrator', '2026-03-10', 'test', '2026-01-10', 'done', now(), 'test',
      ${planned.departure})`);
  const listed = await leaves(world, 'listed', 'pension', {
    at: '2026-03-20T03:00:00Z',
    disabled: '2026-03-20T03:00:00Z',
  });
  const roster = newId();
  await run(sql`insert into access.roster (centre, id, file_name, client, uploaded_at)
    values (${centre}, ${roster}, 'a.xlsx', 'test', '2026-03-20T01:00:00Z')`);
  await run(sql`insert into access.roster_row (centre, roster, place, kind, person, outcome, result)
    values (${centre}, ${roster}, 1, 'leaves', ${listed.person}, 'done', ${listed.departure})`);
  await leaves(world, 'left-behind', 'pension', { at: '2026-03-21T03:00:00Z' });
  const back = await leaves(world, 'back', 'health', { at: '2026-04-01T02:00:00Z' });
  await run(sql`update access.person set state = 'active' where centre = ${centre} and id = ${back.person}`);
  await run(sql`insert into access.account_change (centre, account, person, state, at)
    values (${centre}, ${back.account}, ${back.person}, 'disabled', '2026-04-01T02:03:00Z'),
      (${centre}, ${back.account}, ${back.person}, 'active', '2026-04-03T02:00:00Z')`);
  const sleeper = await person(world, 'sleeper', 'health', { state: 'suspended' });
  await run(sql`insert into access.dormancy (centre, id, person, account, unused_since, never_used)
    values (${centre}, ${newId()}, ${sleeper.person}, ${sleeper.account}, '2026-02-01', false)`);
}

async function leaves(world: World, username: string, unit: string, moments: { at: string; disabled?: string }) {
  const who = await person(world, username, unit, {
    gone: true,
    state: moments.disabled ? 'disabled' : 'active',
    ...moments,
  });
  const departure = newId();
  await world.run(sql`insert into access.departure (centre, id, person, kind, client, effects, at)
    values (${world.centre}, ${departure}, ${who.person}, 'retired', 'test', '{}', ${moments.at})`);
  return { ...who, departure };
}

async function person(
  { run, centre }: World,
  username: string,
  unit: string,
  { gone = false, state, disabled }: { gone?: boolean; state: string; disabled?: string },
) {
  const [id, account] = [newId(), newId()];
  await run(sql`insert into access.person (centre, id, staff_number, name, unit, post, state)
    values (${centre}, ${id}, ${username}, ${username}, ${unit}, 'post', ${gone ? 'departed' : 'active'})`);
  await run(sql`insert into access.account (centre, id, person, username, state, created_at, disabled_at)
    values (${centre}, ${account}, ${id}, ${username}, ${state}, '2026-01-01', ${disabled ?? null})`);
  return { person: id, account };
}

const ofPension = {
  'rectification-open': 2,
  'rectification-due': 1,
  'rectification-overdue': 0,
  'finding-open': 1,
  'doubt-open': 1,
  'doubt-overdue': 0,
  'stop-open': 1,
  'stop-overdue': 0,
  'recovery-outstanding': 107_000,
  'instalment-overdue': 1,
  'self-check-missing': 1,
  'account-active': 2,
  'account-dormant': 0,
  'account-of-leaver': 1,
  'exception-live': 1,
  'conflict-settling': 0,
  'temporary-open': 1,
  'temporary-overdue': 0,
  'item-thin': 0,
};
const ofCentre = {
  'rectification-open': 4,
  'rectification-due': 1,
  'rectification-overdue': 1,
  'finding-open': 3,
  'doubt-open': 2,
  'doubt-overdue': 1,
  'stop-open': 2,
  'stop-overdue': 1,
  'recovery-outstanding': 107_800,
  'instalment-overdue': 3,
  'self-check-missing': 1,
  'account-active': 7,
  'account-dormant': 1,
  'account-of-leaver': 1,
  'exception-live': 1,
  'conflict-settling': 1,
  'temporary-open': 1,
  'temporary-overdue': 1,
  'item-thin': 2,
};
/** What the figures are to be: of the whole centre, and of the section `pension` with what is below it. */
export const standing = { ofCentre, ofPension };
