import canonicalize from 'canonicalize';
import { FormatError } from './errors.ts';

/** Largest entry in bytes: what the 16-bit length of an entry bundle can say. */
export const maximumEntryLength = 65_535;

/**
 * The bytes of an entry that are hashed: its canonical JSON (RFC 8785) without `index`, which is its place in the tree,
 * and without absent values. Throws FormatError `invalid-entry`, `entry-too-long`.
 */
export function canonicalEntry(entry: Readonly<Record<string, unknown>>): Uint8Array {
  const bytes = encoder.encode(canonicalText(entry));
  if (bytes.length > maximumEntryLength) {
    throw new FormatError('entry-too-long', `The entry has ${bytes.length} bytes; at most ${maximumEntryLength} fit.`);
  }
  return bytes;
}

const encoder = new TextEncoder();

/** Most fields are texts, which need no walk: the library is asked for the others. */
function canonicalText(entry: Readonly<Record<string, unknown>>): string {
  let text = '';
  // RFC 8785, 3.2.3: by UTF-16 code units, which is how script compares.
  for (const name of Object.keys(entry).sort()) {
    const value = entry[name];
    if (name === 'index' || value === undefined || value === null) continue;
    text += `${text ? ',' : ''}${JSON.stringify(name)}:${canonicalValue(value)}`;
  }
  return `{${text}}`;
}

function canonicalValue(value: unknown): string {
  if (typeof value === 'string' && value.isWellFormed()) return JSON.stringify(value);
  try {
    return canonicalize(value) as string;
  } catch (error) {
    throw new FormatError('invalid-entry', `The entry has no canonical JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
