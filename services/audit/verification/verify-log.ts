import { said } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import {
  appendLeaves,
  type CheckpointCount,
  checkLog,
  checkpointText,
  type Hash,
  type LogFault,
  openNote,
  type RemovedMonth,
  resumeGrowth,
  toBase64,
  type VerifierKey,
} from '@zhiheng/ledger';
import type { Archive } from '../archive/places.ts';
import { checkContinuation, type Kept, openKept } from '../continuation.ts';
import { databaseSource } from '../database-source.ts';
import { type LogKeys, verifyEd25519 } from '../log-keys.ts';
import { platformHash } from '../platform-hash.ts';
import { signedBy } from '../signed-by.ts';
import type { Log, StoredCheckpoint } from '../store/tree-store.ts';
import { idsAt, readHead, type StoredHead } from '../store/verification-store.ts';
import { type Finding, Findings, findingOf } from './finding.ts';
import { findHiddenInArchive, type UnlikeLeaf } from './search-check.ts';
import type { Standing } from './standing.ts';

export interface Verification extends CheckpointCount {
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

/** How a verification is gone about. */
export interface Going {
  /** Whose cosignatures are judged. */
  witnesses?: readonly VerifierKey[];
  /** Where an interrupted one had come with nothing amiss. */
  from?: Standing | undefined;
  /** How far it is, after each leaf tile; `root` where nothing was amiss so far. What it throws ends the work. */
  progress?: (reached: { size: number; of: number; root: (() => Uint8Array) | undefined }) => void | Promise<void>;
}

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
  going: Going = {},
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
  const [{ hidden, ...checked }, hiddenInArchive] = await allOf(
    (signal) => checkEntries({ database, centre, keys, head, hash, findings, archive, going, signal }),
    (signal) => findHiddenInArchive(database, centre, size, mostFindings, archive, signal),
  );
  addHidden(findings, [...hiddenInArchive, ...hidden]);
  await checkContinuation(database, centre, earlier, { size, hash }, findings);
  return {
    size,
    ...(checkpoint ? { root: toBase64(checkpoint.root), checkpoint: checkpoint.note } : {}),
    vkey: checkpoint ? await signedBy(checkpoint.note, log.origin, keys) : keys.vkey(log.origin),
    intact: findings.total === 0,
    total: findings.total,
    findings: findings.list,
    ...checked,
  };
}

/** Both, or what went wrong first, once the other has ended, too: nothing goes on unseen. */
async function allOf<A, B>(
  one: (signal: AbortSignal) => Promise<A>,
  other: (signal: AbortSignal) => Promise<B>,
): Promise<[A, B]> {
  const others = new AbortController();
  const underWay = [one(others.signal), other(others.signal)] as const;
  try {
    return await Promise.all(underWay);
  } catch (error) {
    others.abort();
    await Promise.allSettled(underWay);
    throw error;
  }
}

/** What nobody vouches for, or is not as it was signed, is told of by that alone. */
function addHidden(findings: Findings, hidden: readonly (Finding & UnlikeLeaf)[]): void {
  if (findings.list.some(({ kind }) => kind === 'root')) return;
  const blamed = new Set(findings.list.map(({ id }) => id));
  for (const finding of hidden.toSorted((one, other) => one.index - other.index)) {
    if (!blamed.has(finding.id)) findings.add(finding);
    blamed.add(finding.id);
  }
}

interface EntriesCheck {
  database: Database;
  centre: string;
  keys: LogKeys;
  head: StoredHead;
  hash: Hash;
  findings: Findings;
  archive: Archive;
  going: Going;
  signal: AbortSignal;
}

/** Each leaf, tile, checkpoint and the root, what has no place in the tree, and what no search finds. */
async function checkEntries(
  check: EntriesCheck,
): Promise<CheckpointCount & { removed: RemovedMonth[]; hidden: (Finding & UnlikeLeaf)[] }> {
  const { database, centre, keys, hash, findings, archive, going, signal } = check;
  const { log, position, checkpoint } = check.head;
  const empty = appendLeaves(0, [], [], hash);
  const faults: LogFault[] = [];
  const removed: RemovedMonth[] = [];
  const source = databaseSource(database, centre, position, mostFindings, archive);
  const start = going.from && (await resumeGrowth(source, going.from, hash));
  const { origin } = log;
  const { checkpoints, cosignatures, unknownCosignatures } = await checkLog(
    source,
    checkpoint ?? empty,
    start ?? empty,
    {
      hash,
      trust: { origin, keys: keys.verifiers(origin), witnesses: going.witnesses ?? [], verify: verifyEd25519 },
      // What comes beyond the most that is named is only counted.
      report: (fault) => (faults.length < mostFindings ? faults.push(fault) : findings.count()),
      removed: (month) => removed.push(month),
      async progress({ size, root }) {
        signal.throwIfAborted();
        const clean = faults.length + findings.total + source.hidden.size === 0;
        await going.progress?.({ size, of: checkpoint?.size ?? 0, root: clean ? root : undefined });
      },
    },
  );
  const indexes = faults.flatMap((fault) => ('index' in fault && fault.kind !== 'inserted' ? [fault.index] : []));
  const ids = await inCentre(database, centre, (transaction) => idsAt(transaction, centre, indexes));
  for (const fault of faults) findings.addOnce(findingOf(fault, ids));
  await source.findHidden(checkpoint?.size ?? 0, signal);
  return { checkpoints, cosignatures, unknownCosignatures, removed, hidden: source.hidden.findings };
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
