import type { RosterColumns, RosterKind, RosterLimitsInput, RosterState } from '@zhiheng/contracts';
import { type Database, newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** A roster as it is kept; what it would do is known once it was judged (`state` is no longer `reading`). */
export interface StoredRoster {
  id: string;
  fileName: string;
  uploadedBy: string | null;
  /** Username, or the client's name. */
  uploader: string;
  uploadedAt: Date;
  expiresAt: Date;
  state: RosterState | 'reading';
  version: number;
  judgedAt: Date;
  judgedEpoch: number;
  counts: Record<RosterKind, number>;
  grantsTouched: number;
  casesTouched: number;
  people: number;
  leaving: number;
  mostOfUnit: number;
  sharePercent: number;
  unitPeople: number;
  needsSecond: boolean;
  appliedBy: string | null;
  appliedAccount: string | null;
  appliedClient: string | null;
  appliedAddress: string | null;
  appliedUsername: string | null;
  appliedAt: Date | null;
  correlationId: string | null;
  total: number;
  done: number;
  refused: number;
  failure: string | null;
  finishedAt: Date | null;
  attempts: number;
  /** The centre's at this moment. */
  epoch: number;
}

const columns = sql`r.id, r.file_name as "fileName", r.uploaded_by as "uploadedBy",
  coalesce((select username from access.account a where a.centre = r.centre and a.person = r.uploaded_by order by created_at desc limit 1), r.client) as uploader,
  r.uploaded_at as "uploadedAt", r.expires_at as "expiresAt", r.state, r.version, r.judged_at as "judgedAt", r.judged_epoch as "judgedEpoch",
  r.counts, r.grants_touched as "grantsTouched", r.cases_touched as "casesTouched", r.people, r.leaving, r.most_of_unit as "mostOfUnit",
  r.share_percent as "sharePercent", r.unit_people as "unitPeople", r.needs_second as "needsSecond", r.applied_by as "appliedBy",
  r.applied_account as "appliedAccount", r.applied_client as "appliedClient", r.applied_address as "appliedAddress",
  (select username from access.account a where a.centre = r.centre and a.id = r.applied_account) as "appliedUsername",
  r.applied_at as "appliedAt", r.correlation_id as "correlationId", r.total, r.done, r.refused, r.failure, r.finished_at as "finishedAt",
  r.attempts, (select epoch from access.centre c where c.centre = r.centre) as epoch`;

export async function insertRoster(
  transaction: Transaction,
  centre: string,
  one: { fileName: string; uploadedBy: string | null; client: string },
): Promise<string> {
  const id = newId();
  await sql`insert into access.roster (centre, id, file_name, uploaded_by, client)
    values (${centre}, ${id}, ${one.fileName}, ${one.uploadedBy}, ${one.client})`.execute(transaction);
  return id;
}

export async function findRoster(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<StoredRoster | undefined> {
  const { rows } = await sql<StoredRoster>`select ${columns} from access.roster r
    where r.centre = ${centre} and r.id = ${id} and r.state <> 'reading'`.execute(transaction);
  return rows[0];
}

/** Locks it against whoever applies, cancels or works on it: before all other locks. */
export async function lockRoster(transaction: Transaction, centre: string, id: string): Promise<void> {
  await sql`select from access.roster where centre = ${centre} and id = ${id} for update`.execute(transaction);
}

/** Newest first. */
export async function listRosters(
  transaction: Transaction,
  centre: string,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<StoredRoster[]> {
  const { rows } = await sql<StoredRoster>`select ${columns} from access.roster r
    where r.centre = ${centre} and r.state <> 'reading' and (${before ?? null}::uuid is null or r.id < ${before ?? null}::uuid)
    order by r.id desc limit ${limit}`.execute(transaction);
  return rows;
}

/** What else is known once the whole file was read. */
export async function openRoster(transaction: Transaction, centre: string, id: string, digest: Buffer): Promise<void> {
  await sql`update access.roster set state = 'open', digest = ${digest}
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

export async function markApplying(
  transaction: Transaction,
  centre: string,
  id: string,
  by: { person: string; account: string; client: string; address: string; correlationId: string },
): Promise<void> {
  await sql`update access.roster set state = 'applying', applied_by = ${by.person}, applied_account = ${by.account},
      applied_client = ${by.client}, applied_address = ${by.address}, correlation_id = ${by.correlationId}, applied_at = clock_timestamp(),
      failure = null, finished_at = null, attempts = 0
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

/** Ends it one way or another; false where it is no longer in one of these states. */
export async function endRoster(
  transaction: Transaction,
  centre: string,
  id: string,
  end: { state: 'done' | 'stopped' | 'cancelled' | 'expired'; from: readonly string[]; failure?: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update access.roster
    set state = ${end.state}, failure = ${end.failure ?? null}, finished_at = clock_timestamp(), worker = null, leased_until = null
    where centre = ${centre} and id = ${id} and state = any(${end.from}::text[])`.execute(transaction);
  return numAffectedRows === 1n;
}

/** Seconds without a sign of its worker after which another one takes a roster over. */
const leaseSeconds = 30;
const lease = sql`clock_timestamp() + ${leaseSeconds} * interval '1 second'`;

export async function centresWithRosters(database: Database): Promise<string[]> {
  const { rows } = await sql<{ centre: string }>`select rosters_due as centre from access.rosters_due()`.execute(
    database.query,
  );
  return rows.map(({ centre }) => centre);
}

export async function claimRoster(
  transaction: Transaction,
  centre: string,
  worker: string,
): Promise<StoredRoster | undefined> {
  const { rows } = await sql<StoredRoster>`update access.roster r
    set worker = ${worker}, leased_until = ${lease}, attempts = attempts + 1
    where r.centre = ${centre} and r.id = (select id from access.roster where centre = ${centre} and state = 'applying'
        and (worker is null or leased_until < clock_timestamp()) limit 1 for update skip locked)
    returning ${columns}`.execute(transaction);
  return rows[0];
}

/** Whether it is still this worker's, which has come further. Holds it until the transaction ends, so that a cancellation waits for the row. */
export async function keepRoster(
  transaction: Transaction,
  centre: string,
  id: string,
  worker: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update access.roster set leased_until = ${lease}, attempts = 1
    where centre = ${centre} and id = ${id} and worker = ${worker} and state = 'applying'`.execute(transaction);
  return numAffectedRows === 1n;
}

/** Gives it back; `counted`: it counts as an attempt. */
export async function releaseRoster(
  transaction: Transaction,
  centre: string,
  id: string,
  worker: string,
  counted: boolean,
): Promise<void> {
  await sql`update access.roster set worker = null, leased_until = null, attempts = attempts - ${counted ? 0 : 1}
    where centre = ${centre} and id = ${id} and worker = ${worker}`.execute(transaction);
}

/** What nobody has applied in time, and what is left of files that never came whole. */
export async function overdueRosters(
  transaction: Transaction,
  centre: string,
): Promise<{ id: string; state: 'reading' | 'open' | 'stopped' }[]> {
  const { rows } = await sql<{ id: string; state: 'reading' | 'open' | 'stopped' }>`select id, state from access.roster
    where centre = ${centre} and (state in ('open', 'stopped') and expires_at <= clock_timestamp()
      or state = 'reading' and uploaded_at < clock_timestamp() - interval '1 hour')`.execute(transaction);
  return rows;
}

export async function deleteRoster(transaction: Transaction, centre: string, id: string): Promise<void> {
  await sql`delete from access.roster where centre = ${centre} and id = ${id} and state = 'reading'`.execute(
    transaction,
  );
}

/** A tenth of the people, five of a unit: where the centre has not said otherwise. */
const usual: RosterLimitsInput = { sharePercent: 10, unitPeople: 5 };

export async function rosterLimits(transaction: Transaction, centre: string): Promise<RosterLimitsInput> {
  const { rows } = await sql<RosterLimitsInput>`select share_percent as "sharePercent", unit_people as "unitPeople"
    from access.roster_limit where centre = ${centre}`.execute(transaction);
  return rows[0] ?? usual;
}

export async function setRosterLimits(
  transaction: Transaction,
  centre: string,
  { sharePercent, unitPeople }: RosterLimitsInput,
  by: string,
): Promise<void> {
  await sql`insert into access.roster_limit (centre, share_percent, unit_people, set_by)
    values (${centre}, ${sharePercent}, ${unitPeople}, ${by})
    on conflict (centre) do update set share_percent = excluded.share_percent, unit_people = excluded.unit_people,
      set_by = excluded.set_by, set_at = clock_timestamp()`.execute(transaction);
}

export async function rememberedColumns(transaction: Transaction, centre: string): Promise<RosterColumns> {
  const { rows } = await sql<{
    field: keyof RosterColumns;
    title: string;
  }>`select field, title from access.roster_column
    where centre = ${centre}`.execute(transaction);
  return Object.fromEntries(rows.map(({ field, title }) => [field, title]));
}

export async function rememberColumns(transaction: Transaction, centre: string, columns: RosterColumns): Promise<void> {
  const fields = Object.keys(columns);
  await sql`delete from access.roster_column where centre = ${centre} and field <> all(${fields}::text[])`.execute(
    transaction,
  );
  await sql`insert into access.roster_column (centre, field, title)
    select ${centre}, * from unnest(${fields}::text[], ${Object.values(columns)}::text[])
    on conflict (centre, field) do update set title = excluded.title`.execute(transaction);
}
