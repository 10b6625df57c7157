import { said } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import {
  appendLeaves,
  checkLog,
  checkpointText,
  type Hash,
  type LogFault,
  openNote,
  type RemovedMonth,
  toBase64,
} from '@zhiheng/ledger';
import type { Archive } from './archive/places.ts';
import { checkContinuation, type Kept, openKept } from './continuation.ts';
import { databaseSource } from './database-source.ts';
import { type Finding, Findings, findingOf } from './finding.ts';
import { type LogKeys, verifyEd25519 } from './log-keys.ts';
import { platformHash } from './platform-hash.ts';
import { findHidden, findHiddenInArchive } from './search-check.ts';
import { signedBy } from './signed-by.ts';
import type { Log, StoredCheckpoint } from './store/tree-store.ts';
import { idsAt, readHead, type StoredHead } from './store/verification-store.ts';

export interface Verification {
  /** Leaves of the tree that was verified. */
  size: number;
  /** Its signed root in Base 64; absent while the log is empty. */
  root?: string;
  checkpoint?: string;
  vkey: string;
  intact: boolean;
  /** How many findings there are; `findings` holds the first of them. */
  total: number;
  findings: Finding[];
  /** Months of which entries were removed by policy, as entries of the log say: nothing is amiss. */
  removed: RemovedMonth[];
}

const mostFindings = 200;

/**
 * Recomputes a centre's whole tree from its stored entries, in batches of constant memory, and holds it against the
 * tiles and the newest signed checkpoint, and that against checkpoints kept from earlier. What is appended meanwhile is left
 * to the next time. Throws Problem `not-found` when the centre has no log, `invalid-request` when `kept.since` is no
 * checkpoint of it.
 */
export async function verifyLog(
  database: Database,
  centre: string,
  keys: LogKeys,
  kept: Kept = {},
  archive?: Archive,
): Promise<Verification> {
  const head = await inCentre(database, centre, (transaction) => readHead(transaction, centre));
  if (!head) throw new Problem('not-found', said('no-log', { centre }));
  const { log, position, checkpoint } = head;
  const size = checkpoint?.size ?? 0;
  const hash = platformHash(log.hash);
  const findings = new Findings(mostFindings);
  const earlier = await openKept(kept, log, keys, findings);
  if (checkpoint) await checkSignature(log, checkpoint, keys, findings);
  // Sequenced, but signed as something shorter, longer or nothing at all.
  if (position.size !== size) findings.add({ kind: 'root' });
  const [removed, hidden, hiddenInArchive] = await Promise.all([
    checkEntries(database, centre, head, hash, findings, archive),
    findHidden(database, centre, size, mostFindings),
    findHiddenInArchive(database, centre, size, mostFindings, archive),
  ]);
  addHidden(findings, [...hiddenInArchive, ...hidden]);
  await checkContinuation(database, centre, earlier, { size, hash }, findings);
  return {
    size,
    ...(checkpoint ? { root: toBase64(checkpoint.root), checkpoint: checkpoint.note } : {}),
    vkey: checkpoint ? await signedBy(checkpoint.note, log.origin, keys) : keys.vkey(log.origin),
    intact: findings.total === 0,
    total: findings.total,
    findings: findings.list,
    removed,
  };
}

/** What nobody vouches for, or is not as it was signed, is told of by that alone. */
function addHidden(findings: Findings, hidden: readonly Finding[]): void {
  if (findings.list.some(({ kind }) => kind === 'root')) return;
  const blamed = new Set(findings.list.map(({ id }) => id));
  for (const finding of hidden) if (!blamed.has(finding.id)) findings.add(finding);
}

/** Each leaf, tile and the root, and what has no place in the tree. */
async function checkEntries(
  database: Database,
  centre: string,
  { position, checkpoint }: StoredHead,
  hash: Hash,
  findings: Findings,
  archive: Archive,
): Promise<RemovedMonth[]> {
  const empty = appendLeaves(0, [], [], hash);
  const faults: LogFault[] = [];
  const removed: RemovedMonth[] = [];
  await checkLog(databaseSource(database, centre, position, mostFindings, archive), checkpoint ?? empty, empty, {
    hash,
    // What comes beyond the most that is named is only counted.
    report: (fault) => (faults.length < mostFindings ? faults.push(fault) : findings.count()),
    removed: (month) => removed.push(month),
  });
  const indexes = faults.flatMap((fault) => ('index' in fault && fault.kind !== 'inserted' ? [fault.index] : []));
  const ids = await inCentre(database, centre, (transaction) => idsAt(transaction, centre, indexes));
  for (const fault of faults) findings.addOnce(findingOf(fault, ids));
  return removed;
}

async function checkSignature(
  { origin }: Log,
  { size, root, note }: StoredCheckpoint,
  keys: LogKeys,
  findings: Findings,
): Promise<void> {
  try {
    const { text } = await openNote(note, keys.verifiers(origin), verifyEd25519);
    if (text !== checkpointText({ origin, size, root })) findings.add({ kind: 'signature' });
  } catch {
    findings.add({ kind: 'signature' });
  }
}
