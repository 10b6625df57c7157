import { copyBinary, type Database, inCentre, literal, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { countLength, firstRow, headLength } from '../row-bytes.ts';
import { type LeafRows, leafColumns } from './leaf-copy-store.ts';
import { listedKeys } from './leaf-keys.ts';
import { segmentation } from './segment-store.ts';

/** Which leaves the lists of some segments tell of. */
export interface SegmentLists {
  /** Leaves of a segment. */
  width: number;
  /** Those there are, and before the last those that should be, by their number. */
  segments: ReadonlyMap<number, SegmentList>;
}

interface SegmentList {
  /** In which its leaves are looked for, in microseconds since 2000; nothing is looked for in one that is gone. */
  time: { first: number; last: number } | undefined;
  /** Of each field: for each key the bits of its leaves. */
  fields: readonly Map<number, Uint8Array>[];
}

/** Of each column of a leaf, which field it is of those that are listed. */
const fieldOf = leafColumns.map((column) => listedKeys.indexOf(column as (typeof listedKeys)[number]));
const instantPlace = leafColumns.indexOf('at');

/** The lists of the segments that have leaves `from` ≤ index < `until`: to be read before the leaves, so that what these forget meanwhile is not missed. */
export async function readLists(
  database: Database,
  centre: string,
  from: number,
  until: number,
): Promise<SegmentLists> {
  const { width, first, end, times } = await inCentre(database, centre, async (transaction) => {
    const { width, count } = await segmentation(transaction, centre);
    const [first, end] = [Math.floor(from / width), Math.min(Math.ceil(until / width), count)];
    return { width, first, end, times: await timesOf(transaction, centre, first, end) };
  });
  const segments = new Map<number, SegmentList>();
  for (let segment = first; segment < end; segment++)
    segments.set(segment, { time: times.get(segment), fields: listedKeys.map(() => new Map()) });
  if (segments.size > 0) await addLists(database, centre, first, end, segments);
  return { width, segments };
}

async function timesOf(transaction: Transaction, centre: string, first: number, end: number) {
  const microseconds = (column: string) =>
    sql`('x' || encode(timestamptz_send(${sql.ref(column)}), 'hex'))::bit(64)::bigint`;
  const { rows } = await sql<{ segment: number; first: number; last: number }>`
    select segment, ${microseconds('first_at')} as first, ${microseconds('last_at')} as last from audit.segment
    where centre = ${centre} and segment >= ${first} and segment < ${end}`.execute(transaction);
  return new Map(rows.map(({ segment, ...time }) => [segment, time]));
}

async function addLists(
  database: Database,
  centre: string,
  first: number,
  end: number,
  segments: ReadonlyMap<number, SegmentList>,
): Promise<void> {
  const place = `array_position(array[${listedKeys.map(literal).join(', ')}], p.field)`;
  const copied = await copyBinary(
    database,
    centre,
    `select p.segment, ${place}, p.key, p.leaves from audit.posting p
     where p.centre = ${literal(centre)} and p.segment >= ${first} and p.segment < ${end} and ${place} is not null`,
  );
  // After the last row comes a number of columns that none has.
  for (let at = firstRow(copied); copied.readInt16BE(at) >= 0; ) {
    const column = (place: number) => copied.readInt32BE(at + countLength + headLength + place * 2 * headLength);
    const bits = at + countLength + 7 * headLength;
    const length = copied.readInt32BE(bits - headLength);
    // The number of bits comes first.
    segments.get(column(0))?.fields[column(1) - 1]?.set(column(2), copied.subarray(bits + headLength, bits + length));
    at = bits + length;
  }
}

/**
 * Rows of the leaves of which a list does not tell that should, by what they say, or that lie beyond the time in which they are
 * looked for. What lists tell of too much hides nothing: each leaf is asked itself.
 */
export function unlistedLeaves(
  { from, copied, count, begins, places }: LeafRows,
  { width, segments }: SegmentLists,
): number[] {
  const unlisted: number[] = [];
  for (let row = 0; row < count; row++) {
    const index = from + (places[row] as number);
    const segment = Math.floor(index / width);
    const list = segments.get(segment);
    if (list && !isListed(copied, begins[row] as number, list, index - segment * width)) unlisted.push(row);
  }
  return unlisted;
}

function isListed(copied: Buffer, begin: number, { time, fields }: SegmentList, place: number): boolean {
  let at = begin;
  for (let column = 0; column < leafColumns.length; column++) {
    const length = copied.readInt32BE(at);
    at += headLength;
    if (length < 0) continue;
    const field = fieldOf[column] as number;
    if (field >= 0) {
      // Of what is true or false there is one list, of what is true.
      const key = length === 1 ? (copied[at] as number) : copied.readInt32BE(at);
      if ((length > 1 || key === 1) && !has(fields[field]?.get(key), place)) return false;
    } else if (column === instantPlace && !isWithin(copied, at, time)) return false;
    at += length;
  }
  return true;
}

const has = (bits: Uint8Array | undefined, place: number): boolean =>
  bits !== undefined && ((bits[place >> 3] as number) & (0x80 >> (place & 7))) !== 0;

function isWithin(copied: Buffer, at: number, time: SegmentList['time']): boolean {
  const instant = copied.readInt32BE(at) * 2 ** 32 + copied.readUInt32BE(at + 4);
  return time !== undefined && instant >= time.first && instant <= time.last;
}
