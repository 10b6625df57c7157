import { type Database, inCentre } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import { checkpointText, openNote, toBase64 } from '@zhiheng/ledger';
import { checkContinuation, type Kept, openKept } from './continuation.ts';
import { type Finding, Findings } from './finding.ts';
import { type LogKeys, verifyEd25519 } from './log-keys.ts';
import { platformHash } from './platform-hash.ts';
import { signedBy } from './signed-by.ts';
import type { Log, StoredCheckpoint } from './store/tree-store.ts';
import { entriesWithoutLeaf, readHead } from './store/verification-store.ts';
import { checkTree } from './tree-check.ts';

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
): Promise<Verification> {
  const head = await inCentre(database, centre, (transaction) => readHead(transaction, centre));
  if (!head) throw new Problem('not-found', `Centre ${centre} has no log.`);
  const { log, position, checkpoint } = head;
  const findings = new Findings(mostFindings);
  const earlier = await openKept(kept, log, keys, findings);
  if (checkpoint) {
    await checkSignature(log, checkpoint, keys, findings);
    await checkTree(database, centre, checkpoint, platformHash(log.hash), findings);
  }
  // Sequenced, but signed as something shorter, longer or nothing at all.
  if (position.size !== (checkpoint?.size ?? 0)) findings.addOnce({ kind: 'root' });
  const inserted = await inCentre(database, centre, (transaction) =>
    entriesWithoutLeaf(transaction, centre, position, mostFindings),
  );
  for (const id of inserted) findings.add({ kind: 'inserted', id });
  await checkContinuation(
    database,
    centre,
    earlier,
    { size: checkpoint?.size ?? 0, hash: platformHash(log.hash) },
    findings,
  );
  return {
    size: checkpoint?.size ?? 0,
    ...(checkpoint ? { root: toBase64(checkpoint.root), checkpoint: checkpoint.note } : {}),
    vkey: checkpoint ? await signedBy(checkpoint.note, log.origin, keys) : keys.vkey(log.origin),
    intact: findings.total === 0,
    total: findings.total,
    findings: findings.list,
  };
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
