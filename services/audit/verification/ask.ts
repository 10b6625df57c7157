import { said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { Problem, type Trace } from '@zhiheng/http';
import { openKept } from '../continuation.ts';
import type { Owner } from '../exports/job.ts';
import type { LogKeys } from '../log-keys.ts';
import { appendEntries } from '../store/entry-store.ts';
import { findLog } from '../store/tree-store.ts';
import { insertRun } from '../store/verification-run-store.ts';
import { Findings } from './finding.ts';
import type { VerificationRun } from './run.ts';

/**
 * Asks for a verification of the centre's whole log. Throws Problem `busy` while one is not finished, `not-found` where there is no
 * log, `invalid-request` when `since` is no checkpoint of it.
 */
export async function askVerification(
  transaction: Transaction,
  centre: string,
  { owner, since, keys }: { owner: Owner; since: string | undefined; keys: LogKeys },
  trace: Trace,
): Promise<VerificationRun> {
  const log = await findLog(transaction, centre);
  if (!log) throw new Problem('not-found', said('no-log', { centre }));
  if (since !== undefined) await openKept({ since }, log, keys, new Findings(1));
  const id = newId();
  const run = await insertRun(transaction, centre, { id, owner, correlationId: trace.correlationId, since });
  if (!run) throw new Problem('busy', said('being-verified'));
  await appendEntries(transaction, centre, [
    { ...trace, action: 'verification.requested', outcome: 'done', targetType: 'verification', target: id },
  ]);
  return run;
}
