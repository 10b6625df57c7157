import type { DoubtAct, DoubtConclusion, DoubtState } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export type DoubtDuty = 'verify' | 'review' | 'approve';

/** Whether the person is involved: named by the rule, with a step on the case or on one of the subject's, or related to the subject. */
export async function involvedIn(
  transaction: Transaction,
  centre: string,
  person: string,
  doubts: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    with own as (select h.person from access.published_human h where h.centre = ${centre} and h.human = ${person}::uuid)
    select d.id from control.doubt d
    where d.centre = ${centre} and d.id = any(${doubts}::uuid[]) and (
      d.people && array(select person from own)
      or exists (select from access.published_step s where s.centre = d.centre and s."case" = d."case" and s.person = ${person}::uuid)
      or exists (select from access.published_case c join access.published_step s on s.centre = c.centre and s."case" = c."case"
        where c.centre = d.centre and c.subject = d.subject and s.person = ${person}::uuid)
      or exists (select from access.published_recusal r join own on own.person = r.person where r.centre = d.centre and r.subject = d.subject))`.execute(
    transaction,
  );
  return new Set(rows.map(({ id }) => id));
}

/** The duty the person has with each of these doubts. */
export async function dutiesOf(
  transaction: Transaction,
  centre: string,
  person: string,
  doubts: readonly string[],
): Promise<Map<string, DoubtDuty>> {
  const { rows } = await sql<{ doubt: string; duty: DoubtDuty }>`select p.doubt, p.duty from control.doubt_person p
    join access.published_human h on h.centre = p.centre and h.person = p.person
    where p.centre = ${centre} and p.doubt = any(${doubts}::uuid[]) and h.human = ${person}::uuid`.execute(transaction);
  return new Map(rows.map(({ doubt, duty }) => [doubt, duty]));
}

/** One duty a person: the database refuses a second. */
export async function takeDuty(
  transaction: Transaction,
  centre: string,
  person: string,
  duty: DoubtDuty,
  doubts: readonly string[],
): Promise<void> {
  await sql`insert into control.doubt_person (centre, doubt, person, duty)
    select ${centre}, doubt, ${person}::uuid, ${duty} from unnest(${doubts}::uuid[]) as doubt
    on conflict (centre, doubt, person) do nothing`.execute(transaction);
}

export interface Move {
  act: DoubtAct;
  from: DoubtState;
  to: DoubtState;
  person: string;
  duty: DoubtDuty | null;
  note?: string | undefined;
  facts?: Record<string, unknown>;
}

/** What else an act sets, by column; null empties it. */
export interface Changes {
  assignee?: string | null;
  conclusion?: DoubtConclusion | null;
  reason?: string | null;
  confirmedFen?: number | null;
  concludedBy?: string | null;
  reviewedBy?: string | null;
  approvedBy?: string | null;
  stopOrderedBy?: string;
  stopConfirmedBy?: string;
  stoppedOn?: string;
  stopCase?: string | null;
}

const columnOf: Record<keyof Changes, string> = {
  assignee: 'assignee',
  conclusion: 'conclusion',
  reason: 'reason',
  confirmedFen: 'confirmed_fen',
  concludedBy: 'concluded_by',
  reviewedBy: 'reviewed_by',
  approvedBy: 'approved_by',
  stopOrderedBy: 'stop_ordered_by',
  stopConfirmedBy: 'stop_confirmed_by',
  stoppedOn: 'stopped_on',
  stopCase: 'stop_case',
};

/** False where it is no longer in that state. */
export async function moveDoubt(
  transaction: Transaction,
  centre: string,
  id: string,
  { from, to }: Pick<Move, 'from' | 'to'>,
  changes: Changes,
): Promise<boolean> {
  const set = Object.entries(changes).map(
    ([name, value]) => sql`${sql.ref(columnOf[name as keyof Changes])} = ${value}`,
  );
  if (changes.concludedBy !== undefined)
    set.push(sql`concluded_at = ${changes.concludedBy === null ? null : sql`clock_timestamp()`}`);
  if (changes.stopOrderedBy !== undefined) set.push(sql`stop_ordered_at = clock_timestamp()`);
  if (changes.stopConfirmedBy !== undefined) set.push(sql`stop_confirmed_at = clock_timestamp()`);
  if (to === 'closed') set.push(sql`closed_at = clock_timestamp()`);
  const { numAffectedRows } = await sql`update control.doubt set ${sql.join([sql`state = ${to}`, ...set])}
    where centre = ${centre} and id = ${id} and state = ${from}`.execute(transaction);
  return numAffectedRows === 1n;
}

export async function insertActs(
  transaction: Transaction,
  centre: string,
  moves: readonly (Move & { doubt: string })[],
): Promise<void> {
  const rows = moves.map(({ from, to, duty, ...one }) => ({
    ...one,
    from_state: from,
    to_state: to,
    duty,
    id: newId(),
  }));
  await sql`insert into control.doubt_act (centre, id, doubt, act, from_state, to_state, person, duty, note, facts)
    select ${centre}, id, doubt, act, from_state, to_state, person, duty, note, coalesce(facts, '{}')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a (id uuid, doubt uuid, act text, from_state text, to_state text,
      person uuid, duty text, note text, facts jsonb)`.execute(transaction);
}

export interface ActRow {
  act: DoubtAct;
  from: DoubtState;
  to: DoubtState;
  by: string | null;
  at: Date;
  note: string | null;
  facts: Record<string, unknown>;
}

/** Oldest first. */
export async function historyOf(transaction: Transaction, centre: string, doubt: string): Promise<ActRow[]> {
  const { rows } =
    await sql<ActRow>`select a.act, a.from_state as "from", a.to_state as "to", p.username as by, a.at, a.note, a.facts
    from control.doubt_act a left join access.published_person p on p.centre = a.centre and p.person = a.person
    where a.centre = ${centre} and a.doubt = ${doubt} order by a.id`.execute(transaction);
  return rows;
}
