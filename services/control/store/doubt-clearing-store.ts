import type { ClearingReason, ClearingState } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { DoubtFilters, Sight } from './doubt-store.ts';
import { matching } from './doubt-store.ts';

export interface Clearable {
  id: string;
  unit: string;
  state: string;
  assignee: string | null;
  item: string | null;
  case: string | null;
}

/** Holds these doubts in one order: of all that match at most so many, the oldest first. */
export async function lockClearable(
  transaction: Transaction,
  centre: string,
  sight: Sight,
  wanted: { doubts?: readonly string[] | undefined; filters: DoubtFilters; most: number },
): Promise<Clearable[]> {
  const { doubts, filters, most } = wanted;
  const { rows } = await sql<Clearable>`select d.id, d.unit, d.state, d.assignee, d.item, d."case" from control.doubt d
    where ${matching(centre, sight, filters)}
      ${doubts === undefined ? sql`and d.state in ('open', 'assigned', 'verifying')` : sql`and d.id = any(${doubts}::uuid[])`}
    order by d.id limit ${most} for update of d`.execute(transaction);
  return rows;
}

export async function clearAll(
  transaction: Transaction,
  centre: string,
  doubts: readonly string[],
  one: { clearing: string; person: string; reason: string },
): Promise<void> {
  await sql`update control.doubt set state = 'cleared', assignee = ${one.person}, conclusion = 'cleared', reason = ${one.reason},
      concluded_by = ${one.person}, concluded_at = clock_timestamp(), clearing = ${one.clearing}
    where centre = ${centre} and id = any(${doubts}::uuid[])`.execute(transaction);
}

/** `doubts` in the order in which they are drawn. */
export async function insertClearing(
  transaction: Transaction,
  centre: string,
  one: {
    id: string;
    reason: string;
    note: string;
    person: string;
    seed: Buffer;
    drawn: number;
    doubts: readonly string[];
  },
): Promise<void> {
  await sql`insert into control.doubt_clearing (centre, id, reason, note, cleared_by, seed, total, drawn)
    values (${centre}, ${one.id}, ${one.reason}, ${one.note}, ${one.person}, ${one.seed}, ${one.doubts.length}, ${one.drawn})`.execute(
    transaction,
  );
  await sql`insert into control.doubt_clearing_line (centre, clearing, place, doubt, cleared_by)
    select ${centre}, ${one.id}, place, doubt, ${one.person} from unnest(${one.doubts}::uuid[]) with ordinality as l (doubt, place)`.execute(
    transaction,
  );
}

export interface ClearingRow {
  id: string;
  reason: ClearingReason;
  note: string;
  clearedById: string;
  clearedBy: string | null;
  clearedAt: Date;
  seed: Buffer;
  total: number;
  drawn: number;
  passed: number;
  failed: number;
  state: ClearingState;
}

const columns = sql`c.id, c.reason, c.note, c.cleared_by as "clearedById", p.username as "clearedBy", c.cleared_at as "clearedAt", c.seed,
  c.total, c.drawn, c.passed, c.failed, c.state`;
const joined = sql`control.doubt_clearing c left join access.published_person p on p.centre = c.centre and p.person = c.cleared_by`;

export async function findClearing(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<ClearingRow | undefined> {
  const { rows } =
    await sql<ClearingRow>`select ${columns} from ${joined} where c.centre = ${centre} and c.id = ${id}`.execute(
      transaction,
    );
  return rows[0];
}

/** Of several who check at once each sees what the one before has found. */
export async function lockClearing(transaction: Transaction, centre: string, id: string): Promise<void> {
  await sql`select from control.doubt_clearing where centre = ${centre} and id = ${id} for update`.execute(transaction);
}

/** Newest first. */
export async function listClearings(
  transaction: Transaction,
  centre: string,
  { state, before, limit }: { state?: ClearingState | undefined; before?: string | undefined; limit: number },
): Promise<ClearingRow[]> {
  const { rows } = await sql<ClearingRow>`select ${columns} from ${joined} where c.centre = ${centre}
      ${state === undefined ? sql`` : sql`and c.state = ${state}`} ${before === undefined ? sql`` : sql`and c.id < ${before}::uuid`}
    order by c.id desc limit ${limit + 1}`.execute(transaction);
  return rows;
}

export interface LineRow {
  place: number;
  doubt: string;
  result: 'passed' | 'failed' | null;
  checkedBy: string | null;
}

/** What is drawn, in the order of the draw. */
export async function drawnLines(
  transaction: Transaction,
  centre: string,
  id: string,
  { after, limit }: { after: number; limit: number },
): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`select l.place, l.doubt, l.result, p.username as "checkedBy"
    from control.doubt_clearing c join control.doubt_clearing_line l on l.centre = c.centre and l.clearing = c.id and l.place <= c.drawn
    left join access.published_person p on p.centre = l.centre and p.person = l.checked_by
    where c.centre = ${centre} and c.id = ${id} and l.place > ${after} order by l.place limit ${limit + 1}`.execute(
    transaction,
  );
  return rows;
}

/** False where it is not drawn, or was checked. */
export async function settleLine(
  transaction: Transaction,
  centre: string,
  clearing: string,
  one: { doubt: string; drawn: number; result: 'passed' | 'failed'; person: string; note: string },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update control.doubt_clearing_line set result = ${one.result}, checked_by = ${one.person},
      checked_at = clock_timestamp(), note = ${one.note}
    where centre = ${centre} and clearing = ${clearing} and doubt = ${one.doubt} and place <= ${one.drawn} and result is null`.execute(
      transaction,
    );
  return numAffectedRows === 1n;
}

export async function updateClearing(
  transaction: Transaction,
  centre: string,
  id: string,
  { drawn, passed, failed, state }: Pick<ClearingRow, 'drawn' | 'passed' | 'failed' | 'state'>,
): Promise<void> {
  await sql`update control.doubt_clearing set drawn = ${drawn}, passed = ${passed}, failed = ${failed}, state = ${state}
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

/** What of a clearing is still cleared only: closed, or opened again. `doubt`: this one alone. Gives which. */
export async function settleCleared(
  transaction: Transaction,
  centre: string,
  clearing: string,
  { to, person, doubt }: { to: 'closed' | 'open'; person: string; doubt?: string },
): Promise<string[]> {
  const set =
    to === 'closed'
      ? sql`state = 'closed', closed_at = clock_timestamp(), checked_by = ${person}`
      : sql`state = 'open', assignee = null, conclusion = null, reason = null, concluded_by = null, concluded_at = null, clearing = null`;
  const { rows } = await sql<{ id: string }>`update control.doubt set ${set}
    where centre = ${centre} and clearing = ${clearing} and state = 'cleared' ${doubt === undefined ? sql`` : sql`and id = ${doubt}::uuid`}
    returning id`.execute(transaction);
  return rows.map(({ id }) => id);
}
