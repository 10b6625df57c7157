import { FormatError } from './errors.ts';
import { type EvidenceBundle, type EvidenceManifest, parseEvidence } from './evidence.ts';

export const evidencePartsFormat = 'zhiheng-evidence-parts@v1';

/** What all parts of one evidence have in common. */
export type EvidenceHead = Omit<EvidenceManifest, 'count' | 'entries'>;

/** How much there is to be, in the last line. */
export interface EvidenceEnd {
  parts: number;
  count: number;
}

/** A line of the file; `unreadable`: it is none of them. */
export type EvidenceLine =
  | { kind: 'head'; head: EvidenceHead }
  | { kind: 'part'; bundle: EvidenceBundle }
  | { kind: 'end'; end: EvidenceEnd }
  | { kind: 'unreadable' };

/**
 * Evidence of any length: one JSON document that is written and read a line at a time. Each line between the first and the last is an
 * evidence bundle of its own.
 */
export const encodeEvidenceHead = (head: EvidenceHead): string =>
  `${JSON.stringify({ format: evidencePartsFormat, head }).slice(0, -1)},"parts":[\n`;
export const encodeEvidencePart = (bundle: EvidenceBundle, n: number): string =>
  `${n === 0 ? '' : ','}${JSON.stringify(bundle)}\n`;
export const encodeEvidenceEnd = (end: EvidenceEnd): string => `],${JSON.stringify({ end }).slice(1)}\n`;

/** Whether a file that begins so is evidence in parts. */
export const isEvidenceInParts = (beginning: string): boolean =>
  beginning.startsWith(`{"format":${JSON.stringify(evidencePartsFormat)}`);

/** Reads a line and sees that it does not contradict itself; nothing is verified yet. */
export function parseEvidenceLine(line: string): EvidenceLine {
  try {
    if (isEvidenceInParts(line)) return { kind: 'head', head: headOf(JSON.parse(`${line}]}`)) };
    if (line.startsWith('],"end":')) return { kind: 'end', end: endOf(JSON.parse(`{"parts":[${line}`)) };
    return { kind: 'part', bundle: parseEvidence(line.replace(/^,/, '')) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof FormatError) return { kind: 'unreadable' };
    throw error;
  }
}

function headOf({ head }: { head?: Partial<EvidenceHead> }): EvidenceHead {
  const { origin, hash, size, askedBy, askedAt, filters } = head ?? {};
  const texts = [origin, hash, askedBy, askedAt].every((value) => typeof value === 'string');
  if (!texts || !isCount(size) || typeof filters !== 'object' || filters === null)
    throw new FormatError('invalid-evidence', 'The first line of the file is incomplete.');
  return head as EvidenceHead;
}

function endOf({ end }: { end?: Partial<EvidenceEnd> }): EvidenceEnd {
  if (!isCount(end?.parts) || !isCount(end.count))
    throw new FormatError('invalid-evidence', 'The last line of the file is incomplete.');
  return end as EvidenceEnd;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** The lines of a text that comes in pieces. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let begun: string[] = [];
  for await (const piece of pieces) {
    const [first = '', ...others] = piece.split('\n');
    begun.push(first);
    for (const other of others) {
      yield begun.join('');
      begun = [other];
    }
  }
  const last = begun.join('');
  if (last) yield last;
}
