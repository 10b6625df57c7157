import { canonicalJson, canonicalString, sorted } from './canonical.ts';
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

function canonicalText(entry: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const name of sorted(Object.keys(entry))) {
    const value = entry[name];
    if (name === 'index' || value === undefined || value === null) continue;
    text += `${text && ','}${canonicalString(name)}:${canonicalJson(value)}`;
  }
  return `{${text}}`;
}
