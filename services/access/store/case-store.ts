import { newId, type Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import type { CaseSight } from '../case-sight.ts';

export interface StepRow {
  id: string;
  duty: string;
  round: number;
  person: string;
  outcome: 'done' | 'returned';
  note: string | null;
  at: Date;
  /** Under which it was done though a rule forbids it. */
  exception: string | null;
}

export interface CaseRow {
  id: string;
  item: string;
  unit: string;
  reference: string;
  /** Keyed hash of whom it is about, in hexadecimal. */
  subject: string | null;
  channel: string | null;
  amountFen: number | null;
  state: 'open' | 'complete' | 'cancelled';
  round: number;
  client: string;
  /** Of one that was cancelled: id of by whom, and why. */
  cancellation?: { by: string; reason: string };
  openedAt: Date;
  closedAt: Date | null;
  steps: StepRow[];
}

/** Of a case `c` all but its steps. */
const caseFields = sql`c.id, c.item, c.unit, c.reference, encode(c.subject, 'hex') as subject, c.channel, c.amount_fen as "amountFen", c.state, c.round, c.client,
  c.cancelled_by as "cancelledBy", c.cancel_reason as "cancelReason",
  c.opened_at as "openedAt", c.closed_at as "closedAt"`;

/** The steps of one case. The order of their key makes PostgreSQL read them by it, in a plan made while the table was small, too. */
const stepsOfCase = (centre: RawBuilder<unknown>, id: RawBuilder<unknown>) => sql`
  select id, "case", duty, round, person, outcome, note, at, nullif(exception, '00000000-0000-0000-0000-000000000000') as exception
  from access.step where centre = ${centre} and "case" = ${id} order by round, duty`;

const caseColumns = sql`${caseFields},
  (select coalesce(json_agg(json_build_object('id', s.id, 'duty', s.duty, 'round', s.round, 'person', s.person, 'outcome', s.outcome,
      'note', s.note, 'at', s.at, 'exception', s.exception) order by s.id), '[]')
    from (${stepsOfCase(sql`c.centre`, sql`c.id`)}) s) as steps`;

/** As it arrives: instants as text where it came through JSON. */
export type RawCase = Omit<CaseRow, 'steps' | 'openedAt' | 'closedAt' | 'cancellation'> & {
  cancelledBy: string | null;
  cancelReason: string | null;
  openedAt: Date | string;
  closedAt: Date | string | null;
  steps: (Omit<StepRow, 'at'> & { at: string })[];
};
/** As the rows of `caseColumns` are read. */
export const toCase = ({ cancelledBy: by, cancelReason: reason, ...row }: RawCase): CaseRow => ({
  ...row,
  ...(by === null || reason === null ? {} : { cancellation: { by, reason } }),
  openedAt: new Date(row.openedAt),
  closedAt: row.closedAt === null ? null : new Date(row.closedAt),
  steps: row.steps.map((step) => ({ ...step, at: new Date(step.at) })),
});

export interface NewCase {
  item: string;
  unit: string;
  reference: string;
  subject: Buffer | null;
  amountFen: number | null;
  channel: string | null;
  payeeAccount: Buffer | null;
  openedBy: string | null;
  client: string;
}

/** Opens a case; undefined when its item has one under the same reference already. */
export async function insertCase(transaction: Transaction, centre: string, one: NewCase): Promise<string | undefined> {
  const row = await transaction
    .insertInto('access.case')
    .values({
      centre,
      id: newId(),
      item: one.item,
      unit: one.unit,
      reference: one.reference,
      subject: one.subject,
      amount_fen: one.amountFen,
      channel: one.channel,
      payee_account: one.payeeAccount,
      opened_by: one.openedBy,
      client: one.client,
    })
    .onConflict((oc) => oc.columns(['centre', 'item', 'reference']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function readCases(transaction: Transaction, centre: string, ids: string[]): Promise<CaseRow[]> {
  const { rows } =
    await sql<RawCase>`select ${caseColumns} from access.case c where c.centre = ${centre} and c.id = any(${ids}::uuid[])`.execute(
      transaction,
    );
  return rows.map(toCase);
}

export interface CaseFilter {
  item?: string;
  unit?: string;
  state?: string;
  reference?: string;
  /** What the reference begins with: then they come in its order. */
  referencePrefix?: string;
  /** Bounds what the reader may see; absent: everything. */
  sight?: CaseSight;
  id?: string;
  before?: string;
  /** With `referencePrefix`: the last case of the page before. */
  after?: { reference: string; id: string };
  limit: number;
}

/** As the index has it, which is for who asks for some reference. */
const byReference = sql`c.reference collate "C"`;
const some = sql`and c.reference <> ''`;

/** All that begins so, as one stretch of the index; `like` would not be asked of an index behind row-level security. */
const beginsWith = (prefix: string | undefined) =>
  prefix === undefined
    ? sql``
    : sql`${some} and ${byReference} >= ${prefix} and ${byReference} < ${`${prefix}\u{10ffff}`}`;

const equals = (column: string, value: string | undefined) =>
  value === undefined ? sql`` : sql`and ${sql.raw(`c.${column}`)} = ${value}`;

const within = ({ person, units, items, places }: CaseSight) => sql`and (
  c.unit = any(${units}::text[]) or c.item = any(${items}::text[])
  or (c.item, c.unit) in (select * from unnest(${places.map(({ item }) => item)}::text[], ${places.map(({ unit }) => unit)}::text[]))
  or exists (select from access.case_person p where p.centre = c.centre and p.case = c.id and p.person = ${person}))`;

/** Newest first; those sought by the beginning of their reference in its order. */
export async function listCases(transaction: Transaction, centre: string, filter: CaseFilter): Promise<CaseRow[]> {
  const { item, unit, state, reference, referencePrefix, id, before, after, sight, limit } = filter;
  const { rows } = await sql<RawCase>`select ${caseColumns} from access.case c
    where c.centre = ${centre} ${equals('item', item)} ${equals('unit', unit)} ${equals('state', state)}
      ${reference === undefined ? sql`` : sql`${some} and ${byReference} = ${reference}`} ${beginsWith(referencePrefix)}
      ${equals('id', id)} ${before === undefined ? sql`` : sql`and c.id < ${before}`}
      ${after ? sql`and (${byReference}, c.id) > (${after.reference}, ${after.id}::uuid)` : sql``}
      ${sight ? within(sight) : sql``}
    order by ${referencePrefix === undefined ? sql`c.id desc` : sql`${byReference}, c.id`} limit ${limit}`.execute(
    transaction,
  );
  return rows.map(toCase);
}

/** Open cases in which the person has had a part, or whose next duty may be one that only they held. */
export async function openCasesOf(
  transaction: Transaction,
  centre: string,
  person: string,
  items: string[],
): Promise<CaseRow[]> {
  const { rows } = await sql<RawCase>`select ${caseColumns} from access.case c
    where c.centre = ${centre} and c.state = 'open' and (c.item = any(${items}::text[]) or exists (
      select from access.case_person p where p.centre = c.centre and p.case = c.id and p.person = ${person}))
    order by c.id limit 1000`.execute(transaction);
  return rows.map(toCase);
}

/** Locks one case; what is read after it is what counts. */
export async function lockCase(transaction: Transaction, centre: string, id: string): Promise<void> {
  await sql`select from access.case where centre = ${centre} and id = ${id} for update`.execute(transaction);
}

export async function cancelCase(
  transaction: Transaction,
  centre: string,
  id: string,
  by: string,
  reason: string,
): Promise<void> {
  await sql`update access.case
    set state = 'cancelled', closed_at = clock_timestamp(), cancelled_by = ${by}, cancel_reason = ${reason}
    where centre = ${centre} and id = ${id}`.execute(transaction);
}
