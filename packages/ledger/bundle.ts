import { maximumEntryLength } from './entry.ts';
import { FormatError } from './errors.ts';

/** C2SP tlog-tiles: entries one after another, each behind its length as a big-endian 16-bit number. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bundle = new Uint8Array(entries.reduce((length, entry) => length + 2 + entry.length, 0));
  const view = new DataView(bundle.buffer);
  let offset = 0;
  for (const entry of entries) {
    if (entry.length > maximumEntryLength)
      throw new FormatError('entry-too-long', `An entry of ${entry.length} bytes does not fit into a bundle.`);
    view.setUint16(offset, entry.length);
    bundle.set(entry, offset + 2);
    offset += 2 + entry.length;
  }
  return bundle;
}

export function decodeBundle(bundle: Uint8Array): Uint8Array[] {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (offset < bundle.length) {
    const end = offset + 2 > bundle.length ? Number.POSITIVE_INFINITY : offset + 2 + view.getUint16(offset);
    if (end > bundle.length) throw new FormatError('invalid-bundle', 'The bundle ends within an entry.');
    entries.push(bundle.slice(offset + 2, end));
    offset = end;
  }
  return entries;
}
