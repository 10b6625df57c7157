import type { Database, Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import type { Owner } from '../exports/job.ts';
import type { VerificationRun } from '../verification/run.ts';
import type { Verification } from '../verification/verify-log.ts';

type Row = Omit<VerificationRun, 'owner'> & { client: string; person: string; account: string; username: string };

const columns = sql`id, client, person, account, username, correlation_id as "correlationId", since, state, failure, size,
  reached, continuation, result, attempts, created_at as "createdAt", finished_at as "finishedAt"`;

/** Seconds without a sign of its worker after which another one takes a verification over. */
const leaseSeconds = 30;
const lease = sql`clock_timestamp() + ${leaseSeconds} * interval '1 second'`;

const toRun = ({ client, person, account, username, ...row }: Row): VerificationRun => ({
  ...row,
  owner: person === null ? { client, person } : { client, person, account, username },
});

const runs = async (transaction: Transaction, statement: RawBuilder<Row>): Promise<VerificationRun[]> =>
  (await statement.execute(transaction)).rows.map(toRun);

/** Undefined where one of this centre is not finished. */
export async function insertRun(
  transaction: Transaction,
  centre: string,
  asked: { id: string; owner: Owner; correlationId: string; since: string | undefined },
): Promise<VerificationRun | undefined> {
  const { id, owner, correlationId, since = null } = asked;
  const { person, account, username } = owner.person === null ? { ...owner, account: null, username: null } : owner;
  const [run] = await runs(
    transaction,
    sql<Row>`insert into audit.verification (centre, id, client, person, account, username, correlation_id, since)
      values (${centre}, ${id}, ${owner.client}, ${person}, ${account}, ${username}, ${correlationId}, ${since})
      on conflict (centre) where state in ('queued', 'running') do nothing returning ${columns}`,
  );
  return run;
}

export async function findRun(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<VerificationRun | undefined> {
  const [run] = await runs(
    transaction,
    sql<Row>`select ${columns} from audit.verification where centre = ${centre} and id = ${id}`,
  );
  return run;
}

/** Newest first. */
export function listRuns(
  transaction: Transaction,
  centre: string,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<VerificationRun[]> {
  return runs(
    transaction,
    sql<Row>`select ${columns} from audit.verification where centre = ${centre}
      ${before === undefined ? sql`` : sql`and id < ${before}::uuid`} order by id desc limit ${limit}`,
  );
}

/** Ends one that is not finished, without a result: its worker finds it no longer its own. */
export async function endRun(
  transaction: Transaction,
  centre: string,
  id: string,
  end: { state: 'cancelled' } | { state: 'failed'; failure: string },
): Promise<VerificationRun | undefined> {
  const failure = end.state === 'failed' ? end.failure : null;
  const [run] = await runs(
    transaction,
    sql<Row>`update audit.verification set state = ${end.state}, failure = ${failure}, worker = null, leased_until = null,
        continuation = null, finished_at = clock_timestamp()
      where centre = ${centre} and id = ${id} and state in ('queued', 'running') returning ${columns}`,
  );
  return run;
}

/** The centres in which there is something to do. */
export async function centresToVerify(database: Database): Promise<string[]> {
  const { rows } = await sql<{
    centre: string;
  }>`select verifications_due as centre from audit.verifications_due()`.execute(database.query);
  return rows.map(({ centre }) => centre);
}

/** Takes the one that waits or has lost its worker. */
export async function claimRun(
  transaction: Transaction,
  centre: string,
  worker: string,
): Promise<VerificationRun | undefined> {
  const [run] = await runs(
    transaction,
    sql<Row>`update audit.verification v set state = 'running', worker = ${worker}, leased_until = ${lease}, attempts = attempts + 1
      where v.centre = ${centre} and v.id = (
        select id from audit.verification where centre = ${centre}
          and (state = 'queued' or (state = 'running' and leased_until < clock_timestamp()))
        limit 1 for update skip locked)
      returning ${columns}`,
  );
  return run;
}

/**
 * Whether it is still this worker's; its lease is renewed. Without a `continuation` the one before stays; with one it
 * has come closer to its end, however many workers it has lost.
 */
export async function keepRun(
  transaction: Transaction,
  centre: string,
  id: string,
  worker: string,
  { size, reached, continuation }: { size: number; reached: number; continuation: string | undefined },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update audit.verification
    set size = ${size}, reached = ${reached}, leased_until = ${lease},
      continuation = coalesce(${continuation ?? null}::text, continuation),
      attempts = case when ${continuation ?? null}::text is null then attempts else 1 end
    where centre = ${centre} and id = ${id} and worker = ${worker} and state = 'running'`.execute(transaction);
  return numAffectedRows === 1n;
}

/** False: it is no longer this worker's. */
export async function finishRun(
  transaction: Transaction,
  centre: string,
  id: string,
  worker: string,
  result: Verification,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update audit.verification
    set state = 'done', result = ${JSON.stringify(result)}::jsonb, size = ${result.size}, reached = ${result.size},
      continuation = null, worker = null, leased_until = null, finished_at = clock_timestamp()
    where centre = ${centre} and id = ${id} and worker = ${worker} and state = 'running'`.execute(transaction);
  return numAffectedRows === 1n;
}

/** Gives it back; `counted`: it counts as an attempt. */
export async function releaseRun(
  transaction: Transaction,
  centre: string,
  id: string,
  worker: string,
  counted: boolean,
): Promise<void> {
  await sql`update audit.verification set state = 'queued', worker = null, leased_until = null,
      attempts = attempts - ${counted ? 0 : 1}
    where centre = ${centre} and id = ${id} and worker = ${worker} and state = 'running'`.execute(transaction);
}
