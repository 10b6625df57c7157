import type { Checkpoint } from './checkpoint.ts';
import type { WitnessAccount } from './cosignature.ts';
import { FormatError } from './errors.ts';
import type { EvidenceBundle } from './evidence.ts';
import { type EvidenceEnd, type EvidenceHead, parseEvidenceLine } from './evidence-parts.ts';
import { type EntryVerdict, type EvidenceVerdict, verifyBundle } from './evidence-verify.ts';
import { IndexSet } from './index-set.ts';
import type { VerifySignature } from './note.ts';
import type { TrustedKeys } from './verifier-key.ts';

export interface PartsVerdict {
  /** The file is whole, and every entry of every part is intact. */
  intact: boolean;
  head: EvidenceHead;
  /** Of the parts; absent where none could be read. */
  checkpoint?: Checkpoint;
  witnesses: WitnessAccount[];
  /** `vkey` lines in the file, only to compare. */
  keys: readonly string[];
  /** Entries that were judged, and how many of them are intact. */
  entries: number;
  good: number;
  /** The first entries that are not. */
  faults: EntryVerdict[];
  /** Parts that were judged. */
  parts: number;
  /** Lines that are no part of this evidence: nothing can be said of their entries. */
  unreadable: number;
  /** Whether parts and entries are as many as the last line says; it is not there where the file was cut off. */
  complete: boolean;
}

export interface PartsOptions {
  /** Told after each part how many entries were judged. */
  report?: (entries: number) => void;
  /** Faults that are named; all are counted. */
  mostNamed?: number;
}

/**
 * Judges evidence in parts by nothing but trusted keys, a part at a time: memory does not grow with the file. Throws FormatError when not
 * even its first line can be read.
 */
export async function verifyParts(
  lines: AsyncIterable<string>,
  trusted: TrustedKeys,
  verify: VerifySignature,
  { report = () => {}, mostNamed = 1_000 }: PartsOptions = {},
): Promise<PartsVerdict> {
  const seen = new IndexSet();
  let verdict: PartsVerdict | undefined;
  let end: EvidenceEnd | undefined;
  for await (const line of lines) {
    const read = parseEvidenceLine(line);
    verdict ??= begun(read.kind === 'head' ? read.head : undefined);
    if (read.kind === 'part' && !end) {
      const judged = await judge(read.bundle, verdict, trusted, verify);
      if (judged) add(verdict, read.bundle, judged, seen, mostNamed);
      else verdict.unreadable++;
      report(verdict.entries);
    } else if (read.kind === 'end' && !end) end = read.end;
    else if (read.kind !== 'head') verdict.unreadable++;
  }
  verdict ??= begun(undefined);
  verdict.complete = end?.parts === verdict.parts && end.count === verdict.entries;
  verdict.intact &&= verdict.complete && verdict.unreadable === 0 && verdict.good === verdict.entries;
  return verdict;
}

function begun(head: EvidenceHead | undefined): PartsVerdict {
  if (!head) throw new FormatError('invalid-evidence', 'The first line of the file cannot be read.');
  const counts = { entries: 0, good: 0, parts: 0, unreadable: 0 };
  return { intact: true, head, witnesses: [], keys: [], faults: [], complete: false, ...counts };
}

/** Undefined where it belongs to another tree than the file, or contradicts itself. */
async function judge(
  bundle: EvidenceBundle,
  { head, checkpoint }: PartsVerdict,
  trusted: TrustedKeys,
  verify: VerifySignature,
): Promise<EvidenceVerdict | undefined> {
  const { origin, size, hash } = bundle.manifest;
  if (origin !== head.origin || size !== head.size || hash !== head.hash) return undefined;
  try {
    const judged = await verifyBundle(bundle, trusted, verify);
    const same = !checkpoint || checkpoint.root.every((byte, at) => byte === judged.checkpoint.root[at]);
    return same ? judged : undefined;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

function add(
  verdict: PartsVerdict,
  { keys }: EvidenceBundle,
  judged: EvidenceVerdict,
  seen: IndexSet,
  mostNamed: number,
): void {
  verdict.parts++;
  verdict.checkpoint ??= judged.checkpoint;
  if (verdict.parts === 1) [verdict.witnesses, verdict.keys] = [judged.witnesses, keys];
  verdict.intact &&= judged.intact;
  for (const entry of judged.entries) {
    const again = entry.verdict === 'intact' && entry.index !== undefined && !seen.add(entry.index);
    const told: EntryVerdict = again ? { ...entry, verdict: 'unlisted' } : entry;
    verdict.entries++;
    if (told.verdict === 'intact') verdict.good++;
    else if (verdict.faults.length < mostNamed) verdict.faults.push(told);
  }
}
