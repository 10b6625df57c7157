import {
  type CheckedCosignature,
  checkCosignatures,
  parseCheckpoint,
  parseVerifierKey,
  parseWitnessKey,
  type TileReader,
  tilePath,
  toBase64,
} from '@zhiheng/ledger';
import { verifyEd25519 } from './ed25519.ts';
import { Unreachable } from './problem.ts';
import { continuationFault, openHead, wordsOf } from './signed-head.ts';

/** A checkpoint kept from earlier, and by whom. */
interface KeptNote {
  by: 'host' | 'browser';
  note: string;
}

export interface HeadEvidence {
  /** The newest checkpoint: a C2SP signed note. */
  checkpoint: string;
  /** Another that a witness has signed, perhaps an earlier one; undefined where there is none. */
  cosigned: string | undefined;
  /** A line for each key that the log has or had. */
  vkey: string;
  kept: readonly KeptNote[];
  /** The witnesses' keys, a `vkey` line each. */
  witnesses: readonly string[];
  readTile: TileReader;
}

export interface Continuation {
  by: KeptNote['by'] | 'witness';
  size: number;
  /** Why the log does not continue it; undefined: it does. */
  fault: string | undefined;
}

export interface HeadVerdict {
  /** Why the newest checkpoint is not the log's own; undefined: a key of the log has signed it. */
  fault: string | undefined;
  size: number;
  /** Base 64. */
  root: string;
  /** Whether the log still begins with each checkpoint that somebody kept. */
  continues: Continuation[];
  /** By the witness's `vkey` line: the cosignature below the largest checkpoint that was cosigned. */
  cosignatures: Map<string, CheckedCosignature & { size: number }>;
}

/**
 * Judges the head of a log from its public parts alone: who has signed it, whether it continues what was kept of it (RFC 9162
 * consistency, the proof computed here from the tiles), and which witnesses stand by it. Throws Unreachable where `readTile`
 * does: that the network failed says nothing of the log.
 */
export async function verifyHead(evidence: HeadEvidence): Promise<HeadVerdict> {
  const { checkpoint, cosigned, vkey, kept, witnesses } = evidence;
  const keys = vkey.trim().split('\n').map(parseVerifierKey);
  const newest = await openHead(checkpoint, keys).catch(wordsOf);
  if (typeof newest === 'string') return { fault: newest, size: 0, root: '', continues: [], cosignatures: new Map() };
  const continuation = async ({ by, note }: { by: Continuation['by']; note: string }): Promise<Continuation> => {
    const earlier = await openHead(note, keys).catch(wordsOf);
    if (typeof earlier === 'string') return { by, size: 0, fault: earlier };
    return { by, size: earlier.size, fault: await continuationFault(earlier, newest, evidence.readTile) };
  };
  const notes = [...kept, ...(cosigned ? [{ by: 'witness' as const, note: cosigned }] : [])];
  const continues: Continuation[] = [];
  for (const note of notes) continues.push(await continuation(note));
  return {
    fault: undefined,
    size: newest.size,
    root: toBase64(newest.root),
    continues,
    cosignatures: await cosignaturesOf(cosigned ?? checkpoint, witnesses),
  };
}

async function cosignaturesOf(note: string, witnesses: readonly string[]): Promise<HeadVerdict['cosignatures']> {
  const known = witnesses.map((line) => ({ line, key: parseWitnessKey(line) }));
  const { size } = parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1));
  const checked = await checkCosignatures(
    note,
    known.map(({ key }) => key),
    verifyEd25519,
  );
  return new Map(
    checked.flatMap((one) => {
      const line = known.find(({ key }) => key === one.witness)?.line;
      return line === undefined ? [] : [[line, { ...one, size }]];
    }),
  );
}

/** Hashes of the tree from the log's public address; a tile that lacks has none, which no proof accepts. */
export const publicTiles =
  (centre: string): TileReader =>
  async (place) => {
    const address = `/audit/log/${encodeURIComponent(centre)}/${tilePath(place)}`;
    const answer = await fetch(address).catch((cause: unknown) => {
      throw new Unreachable(address, { cause });
    });
    if (answer.status === 404) return new Uint8Array();
    if (!answer.ok) throw new Unreachable(`${answer.status} ${answer.statusText}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
