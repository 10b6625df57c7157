import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { type Claimed, JobStopped, startWorker, type Worker } from '@zhiheng/http/worker';
import type { FastifyBaseLogger } from 'fastify';
import type { Archive } from '../archive/places.ts';
import { actorOf } from '../exports/job.ts';
import type { LogKeys } from '../log-keys.ts';
import type { SeenCheckpoints } from '../seen-checkpoints.ts';
import { appendEntries } from '../store/entry-store.ts';
import { findLog } from '../store/tree-store.ts';
import { centresToVerify, claimRun, endRun, finishRun, keepRun, releaseRun } from '../store/verification-run-store.ts';
import type { ConfiguredWitness } from '../witnesses.ts';
import type { VerificationRun } from './run.ts';
import { openStanding, sealStanding } from './standing.ts';
import { type Going, type Verification, verifyLog } from './verify-log.ts';

interface Surroundings {
  database: Database;
  keys: LogKeys;
  seen: SeenCheckpoints;
  archive: Archive;
  witnesses: readonly ConfiguredWitness[];
}

/** How often it is told how far a verification has come. */
const tellMs = 1_000;

/** Works on verifications of whole logs. */
export const startVerifier = (surroundings: Surroundings, log: FastifyBaseLogger): Worker =>
  startWorker<VerificationRun>(surroundings.database, log, {
    kind: 'verification',
    mostAtOnce: 1,
    centresDue: () => centresToVerify(surroundings.database),
    claim: claimRun,
    run: (claimed) => run(surroundings, claimed),
    fail,
    release: releaseRun,
  });

/** Throws JobStopped `lost` once it was cancelled or taken over, Problem. */
async function run(surroundings: Surroundings, claimed: Claimed<VerificationRun>): Promise<void> {
  const { database, keys, seen, archive, witnesses } = surroundings;
  const { centre, job } = claimed;
  const log = await inCentre(database, centre, (transaction) => findLog(transaction, centre));
  const which = { centre, id: job.id, origin: log?.origin ?? '' };
  const here = await seen.note(centre);
  const kept = { ...(job.since === null ? {} : { since: job.since }), ...(here === undefined ? {} : { seen: here }) };
  const verification = await verifyLog(database, centre, keys, kept, archive, {
    witnesses: witnesses.map(({ key }) => key),
    from: job.continuation === null ? undefined : await openStanding(which, job.continuation, keys),
    progress: tellerOf(database, claimed, ({ size, root }) => sealStanding(which, { size, root }, keys)),
  });
  claimed.signal.throwIfAborted();
  const { intact, checkpoint } = verification;
  await inCentre(database, centre, (transaction) => finish(transaction, claimed, verification));
  if (intact && checkpoint !== undefined) await seen.keep(centre, checkpoint);
}

/** Says now and then how far it is, and finds out whether it is to go on. */
function tellerOf(
  database: Database,
  { centre, job, worker, signal }: Claimed<VerificationRun>,
  seal: (standing: { size: number; root: Uint8Array }) => Promise<string>,
): NonNullable<Going['progress']> {
  let told = performance.now() - tellMs;
  return async ({ size, of, root }) => {
    signal.throwIfAborted();
    if (performance.now() - told < tellMs) return;
    told = performance.now();
    const continuation = root && (await seal({ size, root: root() }));
    const own = await inCentre(database, centre, (transaction) =>
      keepRun(transaction, centre, job.id, worker, { size: of, reached: size, continuation }),
    );
    if (!own) throw new JobStopped('lost');
  };
}

async function finish(
  transaction: Transaction,
  { centre, job, worker }: Claimed<VerificationRun>,
  verification: Verification,
): Promise<void> {
  if (!(await finishRun(transaction, centre, job.id, worker, verification))) throw new JobStopped('lost');
  const { intact, size, total: findings } = verification;
  await appendEntries(transaction, centre, [
    {
      action: 'entries.verified',
      outcome: intact ? 'done' : 'failed',
      ...actorOf(job),
      targetType: 'log',
      target: centre,
      details: { size, findings, verification: job.id },
    },
  ]);
}

async function fail(transaction: Transaction, centre: string, job: VerificationRun, failure: string): Promise<void> {
  if (!(await endRun(transaction, centre, job.id, { state: 'failed', failure }))) return;
  await appendEntries(transaction, centre, [
    {
      action: 'verification.failed',
      outcome: 'failed',
      ...actorOf(job),
      targetType: 'verification',
      target: job.id,
      reason: failure,
    },
  ]);
}
