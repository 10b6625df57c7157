import { type CopyMemory, copyBinary, type Database, literal, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { firstRow } from '../row-bytes.ts';
import { listedKeys } from './leaf-keys.ts';

export interface Segments {
  /** How many there are, any that is missing before the last counted. */
  count: number;
  /** Leaves of one. */
  width: number;
}

export async function segmentsOf(transaction: Transaction, centre: string): Promise<Segments> {
  const { rows } = await sql<Segments>`
    select coalesce(max(segment) + 1, 0) as count, audit.segment_width() as width from audit.segment
    where centre = ${centre}`.execute(transaction);
  return rows[0] as Segments;
}

/** Where one segment after the other is put. */
interface Room {
  lists: CopyMemory;
  leaves: CopyMemory;
}

export const roomForSegments = (): Room => ({
  lists: { buffer: Buffer.allocUnsafeSlow(leastMemory) },
  leaves: { buffer: Buffer.allocUnsafeSlow(leastMemory) },
});

const leastMemory = 65_536;

/**
 * Indexes of the leaves of a segment of which a list does not tell that should, by what they say, or that lie beyond the time in which they are
 * looked for. What lists tell of too much hides nothing: each leaf is asked itself. The lists are read first, so that what leaves forget meanwhile is
 * not missed; both by COPY, and held against each other here, as PostgreSQL would make all lists anew.
 */
export async function unlistedLeaves(
  database: Database,
  centre: string,
  segment: number,
  width: number,
  room: Room,
): Promise<number[]> {
  const lists = await readLists(database, centre, segment, room.lists);
  const leaves = await copyBinary(database, centre, leavesOf(centre, segment, width), room.leaves);
  const unlisted: number[] = [];
  for (const row of rowsOf(leaves)) {
    const place = row.integer() as number;
    let missed = row.integer() === 1;
    for (const list of lists) {
      const key = row.integer();
      if (key !== undefined && !has(list.get(key), place)) missed = true;
    }
    if (missed) unlisted.push(segment * width + place);
  }
  return unlisted.sort((one, other) => one - other);
}

const has = (bits: Uint8Array | undefined, place: number): boolean =>
  bits !== undefined && ((bits[place >> 3] as number) & (0x80 >> (place & 7))) !== 0;

/** What each leaf says, and whether it lies beyond the time of its segment, which of one that is gone it does. */
const leavesOf = (centre: string, segment: number, width: number): string => `
  select (l.index - ${segment * width})::integer,
    ((l.at between (${bound('first_at', centre, segment)}) and (${bound('last_at', centre, segment)})) is not true)::integer,
    ${listedKeys.map((key) => (key === 'has_reason' ? 'nullif(l.has_reason::integer, 0)' : `l.${key}`)).join(', ')}
  from audit.leaf l
  where l.centre = ${literal(centre)} and l.index >= ${segment * width} and l.index < ${(segment + 1) * width}`;

const bound = (column: string, centre: string, segment: number): string =>
  `select s.${column} from audit.segment s where s.centre = ${literal(centre)} and s.segment = ${segment}`;

/** Of each field, in their order: for each key the bits of its leaves. */
async function readLists(
  database: Database,
  centre: string,
  segment: number,
  memory: CopyMemory,
): Promise<ReadonlyMap<number, Uint8Array>[]> {
  const lists = listedKeys.map(() => new Map<number, Uint8Array>());
  const place = `array_position(array[${listedKeys.map(literal).join(', ')}], p.field)`;
  const stored = await copyBinary(
    database,
    centre,
    `select ${place}, p.key, p.leaves from audit.posting p where p.centre = ${literal(centre)} and p.segment = ${segment}`,
    memory,
  );
  for (const row of rowsOf(stored)) {
    const [field, key, bits] = [row.integer(), row.integer() as number, row.bytes()];
    // The number of bits comes first.
    if (field !== undefined) lists[field - 1]?.set(key, bits.subarray(4));
  }
  return lists;
}

/** Reads the columns of a row of COPY's binary format, one after the other. */
class Row {
  readonly #data: Buffer;
  at: number;

  constructor(data: Buffer, at: number) {
    [this.#data, this.at] = [data, at];
  }

  bytes(): Buffer {
    const length = this.#data.readInt32BE(this.at);
    this.at += 4 + length;
    return this.#data.subarray(this.at - length, this.at);
  }

  /** Undefined: null. */
  integer(): number | undefined {
    const length = this.#data.readInt32BE(this.at);
    this.at += 4;
    if (length < 0) return undefined;
    this.at += 4;
    return this.#data.readInt32BE(this.at - 4);
  }
}

/** After the last row comes a number of columns that none has. */
function* rowsOf(copied: Buffer): Generator<Row> {
  const row = new Row(copied, firstRow(copied));
  while (copied.readInt16BE(row.at) >= 0) {
    row.at += 2;
    yield row;
  }
}
