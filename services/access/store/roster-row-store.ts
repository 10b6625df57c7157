import type { DepartureInput, RosterKind, RosterOutcome } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Somebody in the file. */
export interface FileRow {
  line: number;
  staffNumber: string;
  name: string;
  unit: string;
  post: string | null;
  /** Theirs where they are new. */
  username: string | null;
  /** How they have left, or will. */
  departure: DepartureInput['kind'] | null;
  leavesOn: string | null;
}

export async function insertRows(
  transaction: Transaction,
  centre: string,
  roster: string,
  rows: readonly FileRow[],
): Promise<void> {
  // As lines of text, of which neither side has to look at each letter. No cell has a control character in it, and none is empty but for null.
  const of = (name: keyof FileRow) => sql`string_to_array(${rows.map((row) => row[name]).join('\n')}, E'\n', '')`;
  await sql`insert into access.roster_row (centre, roster, place, line, staff_number, name, unit, post, username, departure, leaves_on)
    select ${centre}, ${roster}, line::int, line::int, staff_number, name, unit, post, username, departure, leaves_on::date
    from unnest(${of('line')}, ${of('staffNumber')}, ${of('name')}, ${of('unit')}, ${of('post')}, ${of('username')}, ${of('departure')},
      ${of('leavesOn')}) as f (line, staff_number, name, unit, post, username, departure, leaves_on)`.execute(
    transaction,
  );
}

export interface RosterRowFound {
  place: number;
  line: number | null;
  kind: RosterKind;
  staffNumber: string | null;
  name: string | null;
  unit: string | null;
  post: string | null;
  /** What the file says of a new one. */
  newUsername: string | null;
  departure: DepartureInput['kind'] | null;
  leavesOn: string | null;
  person: string | null;
  /** Of the person. */
  username: string | null;
  personName: string | null;
  personNumber: string | null;
  fromUnit: string | null;
  fromPost: string | null;
  outcome: RosterOutcome | null;
  code: string | null;
  result: string | null;
}

const columns = sql`r.place, r.line, r.kind, r.staff_number as "staffNumber", r.name, r.unit, r.post, r.username as "newUsername", r.departure,
  r.leaves_on::text as "leavesOn", r.person, r.from_unit as "fromUnit", r.from_post as "fromPost", r.outcome, r.code, r.result,
  p.name as "personName", p.staff_number as "personNumber",
  (select username from access.account a where a.centre = r.centre and a.person = r.person order by created_at desc limit 1) as username`;
const people = sql`left join access.person p on p.centre = r.centre and p.id = r.person`;

/** By their place in the file. */
export async function listRows(
  transaction: Transaction,
  centre: string,
  roster: string,
  filter: {
    kind?: RosterKind | undefined;
    outcome?: RosterOutcome | undefined;
    after?: number | undefined;
    limit: number;
  },
): Promise<RosterRowFound[]> {
  const { kind, outcome = null, after = 0, limit } = filter;
  const { rows } = await sql<RosterRowFound>`select ${columns} from access.roster_row r ${people}
    where r.centre = ${centre} and r.roster = ${roster} and r.place > ${after}
      ${kind === undefined ? sql`` : sql`and r.kind = ${kind} ${kind === 'unchanged' ? sql`` : sql`and r.kind <> 'unchanged'`}`}
      and (${outcome}::text is null or r.outcome = ${outcome})
    order by r.place limit ${limit}`.execute(transaction);
  return rows;
}

/** Places of rows of this kind that are still to be done; what is done about `last`, if they are among them, comes at the end. */
export async function rowsToDo(
  transaction: Transaction,
  centre: string,
  roster: string,
  kind: RosterKind,
  limit: number,
  last: string,
): Promise<number[]> {
  const { rows } = await sql<{ place: number }>`select place from access.roster_row
    where centre = ${centre} and roster = ${roster} and kind = ${kind} and kind <> 'unchanged' and outcome is null
    order by (person is not distinct from ${last}::uuid), place limit ${limit}`.execute(transaction);
  return rows.map(({ place }) => place);
}

/** Undefined once something came of it. */
export async function rowToDo(
  transaction: Transaction,
  centre: string,
  roster: string,
  place: number,
): Promise<RosterRowFound | undefined> {
  const { rows } = await sql<RosterRowFound>`select ${columns} from access.roster_row r ${people}
    where r.centre = ${centre} and r.roster = ${roster} and r.place = ${place} and r.outcome is null`.execute(
    transaction,
  );
  return rows[0];
}

/** What came of a row, and of the roster with it. */
export async function settleRow(
  transaction: Transaction,
  centre: string,
  roster: string,
  place: number,
  came: { outcome: RosterOutcome; code: string | null; person: string | null; result: string | null },
): Promise<void> {
  await sql`update access.roster_row set outcome = ${came.outcome}, code = ${came.code}, result = ${came.result},
      person = coalesce(person, ${came.person}::uuid)
    where centre = ${centre} and roster = ${roster} and place = ${place}`.execute(transaction);
  const column = sql.ref(came.outcome === 'refused' ? 'refused' : 'done');
  await sql`update access.roster set ${column} = ${column} + 1 where centre = ${centre} and id = ${roster}`.execute(
    transaction,
  );
}

/** What is kept of a roster that is over: what was done, by ids. */
export async function eraseRows(transaction: Transaction, centre: string, roster: string): Promise<void> {
  await sql`delete from access.roster_row where centre = ${centre} and roster = ${roster} and outcome is null`.execute(
    transaction,
  );
  await sql`update access.roster_row set staff_number = null, name = null, username = null
    where centre = ${centre} and roster = ${roster}`.execute(transaction);
}
