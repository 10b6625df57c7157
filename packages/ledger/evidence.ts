import { toBase64 } from './bytes.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { FormatError } from './errors.ts';
import { type Hash, type HashName, hashNamed, hashNameOf, leafHash } from './hash.ts';
import { parseNote } from './note.ts';
import { inclusionProof } from './prove.ts';
import type { TileReader } from './tile.ts';
import { encodeTlogProof } from './tlog-proof.ts';

export const evidenceFormat = 'zhiheng-evidence@v1';

/** What was asked of the log and what was given; every entry is named here even if somebody takes it out of the file. */
export interface EvidenceManifest {
  /** Which log. */
  origin: string;
  hash: HashName;
  /** Leaves of the tree that the checkpoint signs. */
  size: number;
  /** Who asked: a username or a client. */
  askedBy: string;
  /** RFC 3339. */
  askedAt: string;
  /** The filters of the query, as they were given. */
  filters: Readonly<Record<string, unknown>>;
  /** RFC 3339. Present where entries were asked for that were removed by policy: the newest of them are older than this. */
  searchableFrom?: string;
  /** Which those are. */
  removed?: readonly RemovedRange[];
  count: number;
  entries: readonly ManifestLine[];
}

/** A month that nobody can have any more. */
interface RemovedRange {
  month: string;
  firstIndex: number;
  lastIndex: number;
  entries: number;
  /** Id of the entry that says so. */
  removal: string;
}

export interface ManifestLine {
  index: number;
  id: string;
  /** Base 64. */
  leafHash: string;
}

export interface EvidenceEntry {
  /** The canonical JSON that was hashed: the bytes are its UTF-8. */
  entry: string;
  /** C2SP tlog-proof; its checkpoint is the bundle's. */
  proof: string;
}

/** One file that proves entries to somebody who has nothing but a key. */
export interface EvidenceBundle {
  format: typeof evidenceFormat;
  manifest: EvidenceManifest;
  /** C2SP signed note, cosignatures of witnesses included. */
  checkpoint: string;
  /** `vkey` lines of log and witnesses, to compare with trusted ones; not to be trusted themselves. */
  keys: readonly string[];
  entries: readonly EvidenceEntry[];
}

/** What was asked, and what of it nobody can have. */
export type EvidenceRequest = Pick<EvidenceManifest, 'askedBy' | 'askedAt' | 'filters' | 'searchableFrom' | 'removed'>;

export interface EvidenceFacts extends EvidenceRequest {
  checkpoint: string;
  keys: readonly string[];
  entries: readonly { index: number; id: string; bytes: Uint8Array }[];
}

/** Puts a bundle together: each entry with its proof in the tree of the checkpoint. `hash`: a faster one of the log's. Throws FormatError, ProofError. */
export async function buildEvidence(
  { checkpoint, keys, entries, askedBy, askedAt, filters, searchableFrom, removed }: EvidenceFacts,
  readTile: TileReader,
  hash?: Hash,
): Promise<EvidenceBundle> {
  const { origin, size } = parseCheckpoint(parseNote(checkpoint).text);
  const hashName = hashNameOf(origin);
  const hashing = hash ?? hashNamed(hashName);
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const lines: ManifestLine[] = [];
  const proven: EvidenceEntry[] = [];
  for (const { index, id, bytes } of entries) {
    const hashes = await inclusionProof(index, size, readTile, hashing);
    lines.push({ index, id, leafHash: toBase64(leafHash(bytes, hashing)) });
    proven.push({ entry: utf8.decode(bytes), proof: encodeTlogProof({ index, hashes, checkpoint }) });
  }
  const lacks = { ...(searchableFrom !== undefined && { searchableFrom }), ...(removed && { removed }) };
  const asked = { askedBy, askedAt, filters, ...lacks };
  const manifest = { origin, hash: hashName, size, ...asked, count: lines.length, entries: lines };
  return { format: evidenceFormat, manifest, checkpoint, keys, entries: proven };
}

export const encodeEvidence = (bundle: EvidenceBundle): string => `${JSON.stringify(bundle, null, 1)}\n`;

/** Reads a bundle and sees that it does not contradict itself; nothing is verified yet. Throws FormatError `invalid-evidence`. */
export function parseEvidence(text: string): EvidenceBundle {
  const bundle = jsonOf(text) as Partial<EvidenceBundle> | null;
  const { format, manifest, checkpoint, keys, entries } = bundle ?? {};
  require(format === evidenceFormat, `The file is not of the format ${evidenceFormat}.`);
  require(isText(checkpoint) && isListOf(isText, keys), 'The file lacks its checkpoint or keys.');
  require(isListOf(isEntry, entries), 'An entry of the file lacks its text or its proof.');
  require(isManifest(manifest), 'The manifest of the file is incomplete.');
  const { count, entries: lines } = manifest as EvidenceManifest;
  require(count === lines.length, 'The manifest names another number of entries than it counts.');
  require(new Set(lines.map(({ index }) => index)).size === count, 'The manifest names an index twice.');
  return bundle as EvidenceBundle;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FormatError('invalid-evidence', 'The file is no JSON.', { cause: error });
  }
}

function require(holds: boolean, message: string): void {
  if (!holds) throw new FormatError('invalid-evidence', message);
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isListOf = (isOne: (value: never) => boolean, list: unknown): boolean =>
  Array.isArray(list) && list.every((value) => isOne(value as never));
const isEntry = (value: Partial<EvidenceEntry> | null): boolean => isText(value?.entry) && isText(value?.proof);
const isLine = (value: Partial<ManifestLine> | null): boolean =>
  isCount(value?.index) && isText(value?.id) && isText(value?.leafHash);

function isManifest(value: Partial<EvidenceManifest> | undefined | null): boolean {
  const texts = [value?.origin, value?.hash, value?.askedBy, value?.askedAt];
  const filters = value?.filters;
  return (
    texts.every(isText) &&
    isCount(value?.size) &&
    isCount(value?.count) &&
    typeof filters === 'object' &&
    filters !== null &&
    isListOf(isLine, value?.entries)
  );
}
