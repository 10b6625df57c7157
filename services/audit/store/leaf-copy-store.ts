import { copyBinary, type Database, literal } from '@zhiheng/database';
import { countLength, firstRow, headLength, idAt, idLength } from '../row-bytes.ts';
import type { leafKeys } from './leaf-keys.ts';

/** Columns of a leaf, in the order in which those of an entry stand of which they are made: both can be gone through side by side. */
export const leafColumns: readonly ('entry' | (typeof leafKeys)[number])[] = [
  'about_key',
  'action_key',
  'actor_key',
  'at',
  'case_key',
  'client_key',
  'correlation_key',
  'entry',
  'item_key',
  'outcome_key',
  'person_key',
  'has_reason',
  'target_key',
  'target_type_key',
  'unit_key',
];
const idPlace = leafColumns.indexOf('entry');

/** Leaves in the order of their indexes, as COPY gives them. */
export interface LeafRows {
  from: number;
  until: number;
  copied: Buffer;
  /** How many of them are there. */
  count: number;
  /** Where the columns of each begin. */
  begins: Int32Array;
  /** Of each its index, less `from`. */
  places: Int32Array;
  /** Of the entries, 16 bytes each. */
  ids: Buffer;
}

/** As much as a leaf takes at most. */
const leafLength = 192;

/** The leaves that were given the indexes `from` ≤ index < `until`, as far as they are there. */
export async function copyLeaves(database: Database, centre: string, from: number, until: number): Promise<LeafRows> {
  const copied = await copyBinary(
    database,
    centre,
    `select (l.index - ${from})::integer, ${leafColumns.map((column) => `l.${column}`).join(', ')} from audit.leaf l
     where l.centre = ${literal(centre)} and l.index >= ${from} and l.index < ${until} order by l.index`,
    { buffer: Buffer.allocUnsafeSlow(leafLength * (until - from + 1)) },
  );
  const most = until - from;
  const [begins, places, ids] = [new Int32Array(most), new Int32Array(most), Buffer.allocUnsafeSlow(idLength * most)];
  let count = 0;
  // After the last row comes a number of columns that none has.
  for (let at = firstRow(copied); copied.readInt16BE(at) >= 0; count++) {
    at += countLength + headLength;
    places[count] = copied.readInt32BE(at);
    at += headLength;
    begins[count] = at;
    for (let column = 0; column < leafColumns.length; column++) {
      const length = copied.readInt32BE(at);
      at += headLength;
      // A loop: for so few bytes it is quicker than to ask.
      if (column === idPlace)
        for (let place = 0; place < idLength; place++) ids[count * idLength + place] = copied[at + place] as number;
      if (length > 0) at += length;
    }
  }
  return { from, until, copied, count, begins, places, ids: ids.subarray(0, count * idLength) };
}

/** Whether none is gone. */
export const areWhole = ({ from, until, count }: LeafRows): boolean => count === until - from;

export const leafAt = ({ from, places, ids }: LeafRows, row: number): { index: number; id: string } => ({
  index: from + (places[row] as number),
  id: idAt(ids, row),
});

/** Of each index the row of its leaf. */
export const rowsByIndex = ({ from, count, places }: LeafRows): ReadonlyMap<number, number> =>
  new Map(Array.from({ length: count }, (_, row) => [from + (places[row] as number), row]));
