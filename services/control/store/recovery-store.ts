import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { RecoveryState } from '../recoveries/states.ts';

export type RecoverySource = 'doubt' | 'finding';

export interface RecoveryRow {
  id: string;
  source: RecoverySource;
  about: string;
  unit: string;
  unitName: { zh: string; en: string } | null;
  subjectShown: string | null;
  amountFen: number;
  basis: string;
  state: RecoveryState;
  openedAt: Date;
  /** Of people: ids, for they are compared; `…Name` is the username. */
  openedBy: string;
  openedByName: string | null;
  handledAt: Date | null;
  handledBy: string | null;
  handledByName: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
  reviewedAt: Date | null;
  reviewedBy: string | null;
  reviewedByName: string | null;
  approvedAt: Date | null;
  approvedBy: string | null;
  approvedByName: string | null;
  /** Why it was last sent back or cancelled. */
  comment: string | null;
  transferredAt: Date | null;
  transferredTo: string | null;
  transferReason: string | null;
  receivedFen: number;
  deductedFen: number;
  writtenOffFen: number;
  outstandingFen: number;
}

export interface NewRecovery {
  id: string;
  source: RecoverySource;
  about: string;
  unit: string;
  subject: Buffer | null;
  subjectShown: string | null;
  amountFen: number;
  basis: string;
  openedBy: string;
}

/** False when the doubt or finding has one already. */
export async function insertRecovery(transaction: Transaction, centre: string, one: NewRecovery): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into control.recovery
      (centre, id, source, about, unit, subject, subject_shown, amount_fen, basis, opened_by, outstanding_fen)
    values (${centre}, ${one.id}, ${one.source}, ${one.about}, ${one.unit}, ${one.subject}, ${one.subjectShown}, ${one.amountFen},
      ${one.basis}, ${one.openedBy}, ${one.amountFen})
    on conflict (centre, source, about) where state <> 'cancelled' do nothing`.execute(transaction);
  return numAffectedRows === 1n;
}

const name = (by: string) =>
  sql.raw(`(select username from access.published_person p where p.centre = r.centre and p.person = r.${by})`);
const columns = sql`r.id, r.source, r.about, r.unit, u.name as "unitName", r.subject_shown as "subjectShown", r.amount_fen as "amountFen",
  r.basis, r.state, r.opened_at as "openedAt", r.opened_by as "openedBy", ${name('opened_by')} as "openedByName",
  r.handled_at as "handledAt", r.handled_by as "handledBy", ${name('handled_by')} as "handledByName", r.due_on::text as "dueOn",
  r.reviewed_at as "reviewedAt", r.reviewed_by as "reviewedBy", ${name('reviewed_by')} as "reviewedByName",
  r.approved_at as "approvedAt", r.approved_by as "approvedBy", ${name('approved_by')} as "approvedByName", r.comment,
  r.transferred_at as "transferredAt", r.transferred_to as "transferredTo", r.transfer_reason as "transferReason",
  r.received_fen as "receivedFen", r.deducted_fen as "deductedFen", r.written_off_fen as "writtenOffFen",
  r.outstanding_fen as "outstandingFen"`;
const from = sql`control.recovery r
  left join access.published_unit u on u.centre = r.centre and u.unit = r.unit`;

export async function findRecovery(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<RecoveryRow | undefined> {
  const { rows } =
    await sql<RecoveryRow>`select ${columns} from ${from} where r.centre = ${centre} and r.id = ${id}`.execute(
      transaction,
    );
  return rows[0];
}

/** Nobody else moves it, nor its money, until this transaction ends. False when there is none. */
export async function lockRecovery(transaction: Transaction, centre: string, id: string): Promise<boolean> {
  const { rows } =
    await sql`select id from control.recovery where centre = ${centre} and id = ${id} for update`.execute(transaction);
  return rows.length === 1;
}

export interface RecoveryFilters {
  state?: string;
  unit?: string;
  source?: string;
  about?: string;
}

/** Newest first; one row more than `limit` when there is another page. `units`: those whose recoveries are seen. */
export async function pageRecoveries(
  transaction: Transaction,
  centre: string,
  {
    units,
    filters,
    before,
    limit,
  }: { units: readonly string[]; filters: RecoveryFilters; before?: string; limit: number },
): Promise<RecoveryRow[]> {
  const { state, unit, source, about } = filters;
  const conditions = [
    sql`r.centre = ${centre} and r.unit = any(${units}::text[])`,
    ...(state === undefined ? [] : [sql`r.state = ${state}`]),
    ...(unit === undefined ? [] : [sql`r.unit = ${unit}`]),
    ...(source === undefined ? [] : [sql`r.source = ${source}`]),
    ...(about === undefined ? [] : [sql`r.about = ${about}::uuid`]),
    ...(before === undefined ? [] : [sql`r.id < ${before}::uuid`]),
  ];
  const { rows } = await sql<RecoveryRow>`select ${columns} from ${from}
    where ${sql.join(conditions, sql` and `)} order by r.id desc limit ${limit + 1}`.execute(transaction);
  return rows;
}

/** Puts the order before its reviewer. */
export async function handle(
  transaction: Transaction,
  centre: string,
  id: string,
  { by, dueOn }: { by: string; dueOn: string },
): Promise<void> {
  await sql`update control.recovery set state = 'to-review', handled_by = ${by}, handled_at = clock_timestamp(), due_on = ${dueOn}::date
    where centre = ${centre} and id = ${id} and state = 'opened'`.execute(transaction);
}

/** Writes what one of the two who decide has said. */
export async function decide(
  transaction: Transaction,
  centre: string,
  id: string,
  { from: before, to, by, comment }: { from: RecoveryState; to: RecoveryState; by: string; comment: string | null },
): Promise<void> {
  await sql`update control.recovery set state = ${to}, comment = coalesce(${comment}, comment), ${writtenAt(to, by)}
    where centre = ${centre} and id = ${id} and state = ${before}`.execute(transaction);
}

function writtenAt(to: RecoveryState, by: string) {
  switch (to) {
    case 'to-approve':
      return sql`reviewed_by = ${by}, reviewed_at = clock_timestamp()`;
    case 'ordered':
      return sql`approved_by = ${by}, approved_at = clock_timestamp()`;
    case 'opened':
      return sql`handled_by = null, handled_at = null, due_on = null, reviewed_by = null, reviewed_at = null`;
    default:
      return sql`due_on = due_on`;
  }
}

export async function transfer(
  transaction: Transaction,
  centre: string,
  id: string,
  { by, to, reason }: { by: string; to: string; reason: string },
): Promise<void> {
  await sql`update control.recovery set transferred_at = clock_timestamp(), transferred_by = ${by}, transferred_to = ${to},
      transfer_reason = ${reason}
    where centre = ${centre} and id = ${id} and transferred_at is null`.execute(transaction);
}
