import { inCentre, type Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import { type Claimed, JobStopped, startWorker, type Worker } from '@zhiheng/http/worker';
import type { FastifyBaseLogger } from 'fastify';
import type { Desk } from '../desk.ts';
import { append, type LogEntry } from '../store/log-store.ts';
import { kindsDone } from '../store/roster-judge-store.ts';
import { eraseRows, rowsToDo, rowToDo, settleRow } from '../store/roster-row-store.ts';
import {
  centresWithRosters,
  claimRoster,
  endRoster,
  keepRoster,
  releaseRoster,
  type StoredRoster,
} from '../store/roster-store.ts';
import { rosterOf } from './authority.ts';
import { type Applier, carryOutRow } from './row-act.ts';

/** Applies rosters: any process may take one, and one takes over what another has left. */
export const startRosterWorker = (desk: Desk, log: FastifyBaseLogger): Worker =>
  startWorker<StoredRoster>(desk.database, log, {
    kind: 'roster',
    mostAtOnce: 2,
    // Whoever applies one says so; this is for what a process has left.
    lookMs: 5_000,
    centresDue: () => centresWithRosters(desk.database),
    claim: claimRoster,
    run: (claimed) => run(desk, claimed),
    fail: stop,
    release: releaseRoster,
  });

/** Rows whose places are read at once. */
const portion = 200;

/** Row by row, each in a transaction of its own that also says that it is done: whoever goes on does none twice. */
async function run(desk: Desk, claimed: Claimed<StoredRoster>): Promise<void> {
  const { centre, job } = claimed;
  const applier = applierOf(centre, job);
  for (const kind of kindsDone)
    for (;;) {
      const places = await inCentre(desk.database, centre, (transaction) =>
        rowsToDo(transaction, centre, job.id, kind, portion, job.appliedBy as string),
      );
      if (places.length === 0) break;
      for (const place of places) await doOne(desk, claimed, place, applier);
    }
  await inCentre(desk.database, centre, (transaction) => finish(transaction, claimed, applier));
}

async function doOne(
  desk: Desk,
  { centre, job, worker, signal }: Claimed<StoredRoster>,
  place: number,
  applier: Applier,
): Promise<void> {
  signal.throwIfAborted();
  await inCentre(desk.database, centre, async (transaction) => {
    await requireOwn(transaction, centre, job.id, worker);
    const row = await rowToDo(transaction, centre, job.id, place);
    if (!row) return;
    const came = await carryOutRow(desk, transaction, job, row, applier);
    await settleRow(transaction, centre, job.id, place, came);
  });
}

async function requireOwn(transaction: Transaction, centre: string, id: string, worker: string): Promise<void> {
  if (!(await keepRoster(transaction, centre, id, worker))) throw new JobStopped('lost');
}

async function finish(
  transaction: Transaction,
  { centre, job: { id }, worker }: Claimed<StoredRoster>,
  { trace }: Applier,
): Promise<void> {
  await requireOwn(transaction, centre, id, worker);
  const { total, done, refused } = await rosterOf(transaction, centre, id);
  await endRoster(transaction, centre, id, { state: 'done', from: ['applying'] });
  await eraseRows(transaction, centre, id);
  await append(transaction, centre, {
    ...entryOf('roster.finished', id),
    ...trace,
    outcome: 'done',
    after: { rows: total, done, refused },
  });
}

/** It waits for an administrator who may go on with it, or cancels it. */
async function stop(transaction: Transaction, centre: string, roster: StoredRoster, failure: string): Promise<void> {
  if (!(await endRoster(transaction, centre, roster.id, { state: 'stopped', from: ['applying'], failure }))) return;
  const { trace } = applierOf(centre, roster);
  await append(transaction, centre, {
    ...entryOf('roster.stopped', roster.id),
    ...trace,
    outcome: 'failed',
    reason: failure,
  });
}

const entryOf = (action: LogEntry['action'], target: string) => ({ action, targetType: 'roster', target }) as const;

/** Whoever had it applied, with what they may at the moment of each row. */
function applierOf(centre: string, roster: StoredRoster): Applier {
  const { appliedBy: person, appliedAccount: account, appliedClient: client, appliedUsername: username } = roster;
  const { id, correlationId, appliedAddress: address } = roster;
  // The table holds all of these or none.
  if (person === null || account === null || client === null || username === null || address === null)
    throw new Problem('internal');
  const who = { person, account, client };
  return {
    caller: { kind: 'person', centre, username, scopes: new Set(), ...who },
    trace: { ...who, actor: username, correlationId: correlationId ?? id, address },
  };
}
