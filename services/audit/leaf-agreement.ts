import type { Entry } from '@zhiheng/contracts';
import { keyOfText, keyOfUuid } from './audit-key.ts';
import { areSame, headLength } from './row-bytes.ts';
import { entryFields } from './store/entry-copy-store.ts';
import type { KnownActions } from './store/known-actions-store.ts';
import type { LeafRows } from './store/leaf-copy-store.ts';

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
const madeOf = entryFields.flatMap(([name]) => (made[name] ? [{ name, kind: made[name] }] : []));
const actionPlace = entryFields.findIndex(([name]) => name === 'action');

/**
 * Whether the leaf of this row says what the entry does of which the columns begin at `entryAt`, both as COPY gives them, so that it is found
 * by all that it says, and its action is a known one, so that it is found by its beginning. All is made here: whoever
 * owns the database can redefine the view and the function that say it there.
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

/** The same of an entry as its canonical bytes say it, of which any may have been altered. */
export function leafAgreesWith(leaves: LeafRows, row: number, entry: Entry, actions: KnownActions): boolean {
  const leaf = leaves.copied;
  let said = leaves.begins[row] as number;
  for (const { name, kind } of madeOf) {
    const length = leaf.readInt32BE(said);
    said += headLength;
    const value: unknown = entry[name];
    const should = value === undefined && kind !== 'presence' ? undefined : columnOf(kind, value);
    if (should === undefined ? length >= 0 : length !== should.length || !areSame(leaf, said, should, 0, length))
      return false;
    if (length > 0) said += length;
  }
  const action = Buffer.from(entry.action);
  return isAmong(actions.get(keyOfText(action, 0, action.length)), action, 0, action.length);
}

/** As COPY would give it; empty where it can be made of nothing that is a value. */
function columnOf(kind: (typeof madeOf)[number]['kind'], value: unknown): Buffer {
  if (kind === 'presence') return Buffer.of(value === undefined || value === null ? 0 : 1);
  if (typeof value !== 'string') return Buffer.alloc(0);
  if (kind === 'id') return Buffer.from(value.replaceAll('-', ''), 'hex');
  const column = Buffer.alloc(kind === 'instant' ? 8 : 4);
  const text = Buffer.from(value);
  if (kind === 'instant') column.writeBigInt64BE(microsecondsOf(value));
  else column.writeInt32BE(keyOfText(text, 0, text.length));
  return column;
}

const instantForm = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6})Z$/;
/** From which PostgreSQL counts, in milliseconds of the Unix epoch. */
const countedFrom = Date.UTC(2000, 0);

/** As PostgreSQL keeps an instant; the least there is for what is none. */
function microsecondsOf(instant: string): bigint {
  const [, second, fraction] = instantForm.exec(instant) ?? [];
  const at = Date.parse(`${second}Z`);
  return Number.isNaN(at) ? -(2n ** 63n) : BigInt(at - countedFrom) * 1_000n + BigInt(fraction as string);
}

const isAmong = (actions: readonly Uint8Array[] | undefined, entry: Uint8Array, at: number, length: number): boolean =>
  actions?.some((action) => action.length === length && areSame(action, 0, entry, at, length)) === true;
