import { keyOfText, keyOfUuid } from './audit-key.ts';
import { areSame, headLength } from './row-bytes.ts';
import { entryFields } from './store/entry-copy-store.ts';
import type { LeafRows } from './store/leaf-copy-store.ts';
import type { KnownActions } from './store/search-check-store.ts';

/** What a column of an entry makes in its leaf; the leaf's columns come in this order (`leafColumns`). */
const made: Partial<Record<(typeof entryFields)[number][0], 'text' | 'uuid' | 'id' | 'instant' | 'presence'>> = {
  about: 'uuid',
  action: 'text',
  actor: 'text',
  at: 'instant',
  case: 'uuid',
  client: 'text',
  correlationId: 'text',
  id: 'id',
  item: 'text',
  outcome: 'text',
  person: 'uuid',
  reason: 'presence',
  target: 'text',
  targetType: 'text',
  unit: 'text',
};
const kinds = entryFields.map(([name]) => made[name]);
const actionPlace = entryFields.findIndex(([name]) => name === 'action');

/**
 * Whether the leaf of this row says what the entry does of which the columns begin at `entryAt`, both as COPY gives them, so that it is found
 * by all that it says, and its action is a known one, so that it is found by its beginning. What `unlikeLeaves` asks the database.
 */
export function leafAgrees(
  leaves: LeafRows,
  row: number,
  entry: Buffer,
  entryAt: number,
  actions: KnownActions,
): boolean {
  const leaf = leaves.copied;
  let said = leaves.begins[row] as number;
  let at = entryAt;
  for (let place = 0; place < kinds.length; place++) {
    const length = entry.readInt32BE(at);
    at += headLength;
    const kind = kinds[place];
    if (kind !== undefined) {
      const lengthSaid = leaf.readInt32BE(said);
      said += headLength;
      if (kind === 'presence') {
        if (leaf[said] !== (length < 0 ? 0 : 1)) return false;
      } else if (length < 0) {
        if (lengthSaid >= 0) return false;
      } else if (lengthSaid < 0) return false;
      else if (kind === 'text') {
        const key = keyOfText(entry, at, at + length);
        if (leaf.readInt32BE(said) !== key) return false;
        if (place === actionPlace && !isAmong(actions.get(key), entry, at, length)) return false;
      } else if (kind === 'uuid') {
        if (leaf.readInt32BE(said) !== keyOfUuid(entry, at)) return false;
      } else if (!areSame(leaf, said, entry, at, length)) return false;
      if (lengthSaid > 0) said += lengthSaid;
    }
    if (length > 0) at += length;
  }
  return true;
}

const isAmong = (actions: readonly Uint8Array[] | undefined, entry: Uint8Array, at: number, length: number): boolean =>
  actions?.some((action) => action.length === length && areSame(action, 0, entry, at, length)) === true;
