import { said } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { fieldProblem } from '@zhiheng/http';
import { type Checkpoint, type Hash, openNote, parseCheckpoint, rootFromTiles, SignatureError } from '@zhiheng/ledger';
import { type LogKeys, verifyEd25519 } from './log-keys.ts';
import { type Log, tileReader } from './store/tree-store.ts';
import type { Findings } from './verification/finding.ts';

/** Checkpoints (C2SP signed notes) kept from earlier outside of the database. */
export interface Kept {
  /** Handed in by whoever asks. */
  since?: string;
  /** Kept by this host itself. */
  seen?: string;
}

export interface Tree {
  size: number;
  /** Of all its entries, where it is at hand. */
  root?: Uint8Array;
  hash: Hash;
}

/**
 * The kept checkpoints that one of this log's keys has signed. One that none of them has, though it speaks of this log, is a
 * finding: the key was replaced; so is one that this host kept and that cannot be read. Throws Problem `invalid-request` when `since` is no checkpoint of this log.
 */
export async function openKept(kept: Kept, { origin }: Log, keys: LogKeys, findings: Findings): Promise<Checkpoint[]> {
  const verifiers = keys.verifiers(origin);
  const open = async (note: string): Promise<Checkpoint | undefined> => {
    const checkpoint = parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1));
    if (checkpoint.origin !== origin) throw new Error(`it is one of ${checkpoint.origin}`);
    try {
      await openNote(note, verifiers, verifyEd25519);
      return checkpoint;
    } catch (error) {
      if (!(error instanceof SignatureError) || error.code !== 'unknown-key') throw error;
      findings.addOnce({ kind: 'signature', index: checkpoint.size });
      return undefined;
    }
  };
  const refuse = (error: Error): never => {
    throw fieldProblem('invalid-request', '/since', said('no-checkpoint-of-log', { why: error.message }));
  };
  // Written whole by this host, and not whole now: whoever sets a log back would spoil it first.
  const spoilt = (): undefined => {
    findings.addOnce({ kind: 'signature' });
  };
  const opened = [
    kept.since === undefined ? undefined : await open(kept.since).catch(refuse),
    kept.seen === undefined ? undefined : await open(kept.seen).catch(spoilt),
  ];
  return opened.filter((checkpoint) => checkpoint !== undefined);
}

/** `shortened`, `rewritten`; undefined where the tree begins with the one that the kept checkpoint signs. */
export async function faultOf(
  transaction: Transaction,
  centre: string,
  kept: Checkpoint,
  { size, root: whole, hash }: Tree,
): Promise<'shortened' | 'rewritten' | undefined> {
  if (kept.size > size) return 'shortened';
  const read = () => rootFromTiles(kept.size, tileReader(transaction, centre), hash).catch(() => undefined);
  const root = kept.size === size && whole ? whole : await read();
  return root && Buffer.from(root).equals(kept.root) ? undefined : 'rewritten';
}

/** Where hashes of the tree itself were found altered, nothing can be said of what it began with. */
export async function checkContinuation(
  database: Database,
  centre: string,
  kept: readonly Checkpoint[],
  tree: Tree,
  findings: Findings,
): Promise<void> {
  const damaged = findings.list.some(({ kind }) => kind === 'tile');
  for (const checkpoint of kept) {
    const kind = await inCentre(database, centre, (transaction) => faultOf(transaction, centre, checkpoint, tree));
    if (kind && !(damaged && kind === 'rewritten')) findings.addOnce({ kind, index: checkpoint.size });
  }
}
