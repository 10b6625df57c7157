import canonicalize from 'canonicalize';
import { FormatError } from './errors.ts';

/** Largest entry in bytes: what the 16-bit length of an entry bundle can say. */
export const maximumEntryLength = 65_535;

/**
 * The bytes of an entry that are hashed: its canonical JSON (RFC 8785) without `index`, which is its place in the tree,
 * and without absent values. Throws FormatError `invalid-entry`, `entry-too-long`.
 */
export function canonicalEntry(entry: Readonly<Record<string, unknown>>): Uint8Array {
  const { index: _, ...facts } = entry;
  const present = Object.entries(facts).filter(([, value]) => value !== undefined && value !== null);
  const bytes = new TextEncoder().encode(canonicalText(Object.fromEntries(present)));
  if (bytes.length > maximumEntryLength) {
    throw new FormatError('entry-too-long', `The entry has ${bytes.length} bytes; at most ${maximumEntryLength} fit.`);
  }
  return bytes;
}

function canonicalText(facts: Record<string, unknown>): string {
  try {
    return canonicalize(facts) as string;
  } catch (error) {
    throw new FormatError('invalid-entry', `The entry has no canonical JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
