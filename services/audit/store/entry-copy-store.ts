import { type CopyMemory, copyBinary, copyPieces, type Database, literal, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { ByteWriter } from '../byte-writer.ts';
import {
  areSame,
  countLength,
  entriesIn,
  fieldsOf,
  firstRow,
  idAt,
  idLength,
  rowBytes,
  writeRow,
} from '../row-bytes.ts';
import type { Position } from './sequence-store.ts';

/** The fields of an entry in the order of its canonical form. */
export const entryFields = [
  ['about', 'uuid'],
  ['account', 'uuid'],
  ['action', 'text'],
  ['actor', 'text'],
  ['address', 'text'],
  ['after', 'jsonb'],
  ['at', 'instant'],
  ['before', 'jsonb'],
  ['case', 'uuid'],
  ['centre', 'text'],
  ['client', 'text'],
  ['correlationId', 'text'],
  ['details', 'jsonb'],
  ['id', 'uuid'],
  ['item', 'text'],
  ['outcome', 'text'],
  ['person', 'uuid'],
  ['reason', 'text'],
  ['target', 'text'],
  ['targetType', 'text'],
  ['unit', 'text'],
] as const;
const fields = fieldsOf(entryFields);
const columns = entryFields
  .map(([name]) => `e."${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`)
  .join(', ');

/** Memory of a page of entries, as they come and as they are hashed; absent: new one. */
export interface PageRoom {
  memory: CopyMemory | undefined;
  writer: ByteWriter | undefined;
}
const ownRoom: PageRoom = { memory: undefined, writer: undefined };

/** To begin with: a tile of entries as they mostly are. */
const writtenAtOnce = 2 ** 18;

/**
 * The canonical bytes of the entries with these ids, so many at a time, for as long as they are what stands in the order of the log from the first of
 * them on, with nothing between. It ends before the first such portion of which one is not: that has to be looked up. Reads the order's
 * own index; the range of the ids is for PostgreSQL to pass over the other months. What it gives is good until it is asked for more. `found` is told of each
 * where its columns begin in what was copied, and its place among them.
 */
export async function* entriesInOrder(
  database: Database,
  centre: string,
  ids: Buffer,
  portion: number,
  found: (copied: Buffer, begin: number, place: number) => void = () => undefined,
): AsyncGenerator<readonly Uint8Array[]> {
  const count = ids.length / idLength;
  const writer = new ByteWriter(writtenAtOnce);
  let ends: number[] = [];
  let [seen, isNext, begun] = [0, false, false];
  for await (const piece of copyPieces(database, centre, inOrder(centre, ids))) {
    const see = (id: number) => {
      isNext = areSame(piece, id, ids, seen * idLength, idLength);
    };
    let at = begun ? 0 : firstRow(piece);
    begun = true;
    for (;;) {
      const next = writeRow(piece, at, fields, writer, see);
      if (next === 0) break;
      if (next < 0 || !isNext) return;
      found(piece, at + countLength, seen);
      at = next;
      seen++;
      ends.push(writer.length);
      if (ends.length < portion || seen === count) continue;
      yield entriesIn(writer, ends);
      ends = [];
      writer.reset();
    }
  }
  // The last are given when the copy is done with: who has them may ask for no more.
  if (seen === count) yield entriesIn(writer, ends);
}

function inOrder(centre: string, ids: Buffer): string {
  const here = literal(centre);
  const first = literal(idAt(ids, 0));
  const [least, greatest] = rangeOf(ids);
  return `select ${columns} from audit.entry e where e.centre = ${here}
    and (e.xid, e.id) >= ((select xid from audit.entry where centre = ${here} and id = ${first}), ${first}::uuid)
    and e.id between ${literal(least)}::uuid and ${literal(greatest)}::uuid
    order by e.xid, e.id limit ${ids.length / idLength}`;
}

/** Of these ids those from this place on. */
export const idsFrom = (ids: Buffer, place: number): Buffer => ids.subarray(place * idLength);

/** By the instants with which they begin, 48 bits each. */
function rangeOf(ids: Buffer): [least: string, greatest: string] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, 0];
  for (let at = 0; at < ids.length; at += idLength) {
    const instant = ids.readUIntBE(at, 6);
    least = Math.min(least, instant);
    greatest = Math.max(greatest, instant);
  }
  const head = (instant: number) => instant.toString(16).padStart(12, '0');
  return [head(least).padEnd(32, '0'), head(greatest).padEnd(32, 'f')];
}

/** Behind which entry one reads on: the position, or an entry that is stored. */
export type After = Pick<Position, 'xid' | 'id'> | { xid?: undefined; id: string };

/**
 * The next entries in the order of the log, after the last that has an index, and the id of their last. Every transaction below the oldest one still running has
 * ended, so nothing can appear before them any more. They lie in `room`, until that is used again.
 */
export async function copyNext(
  database: Database,
  centre: string,
  { xid, id }: After,
  limit: number,
  room: PageRoom = ownRoom,
): Promise<{ entries: readonly Uint8Array[]; last: string | undefined }> {
  const here = literal(centre);
  const after =
    xid === undefined
      ? `(select xid from audit.entry where centre = ${here} and id = ${literal(id)})`
      : `${literal(xid)}::xid8`;
  const copied = await copyBinary(
    database,
    centre,
    `select ${columns} from audit.entry e where e.centre = ${here}
     and (e.xid, e.id) > (${after}, ${literal(id)}::uuid) and e.xid < pg_snapshot_xmin(pg_current_snapshot())
     order by e.xid, e.id limit ${limit}`,
    room.memory,
  );
  const rows = rowBytes(copied, fields, room.writer);
  if (!rows) throw new Error(`The log of ${centre} has an entry that no leaf can be made of.`);
  const { ids, entries } = rows;
  return { entries, last: entries.length ? idAt(ids, entries.length - 1) : undefined };
}

/** How many entries stand among the sequenced ones. */
export async function countSequenced(transaction: Transaction, centre: string, { xid, id }: Position): Promise<number> {
  const row = await transaction
    .selectFrom('audit.entry as e')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('e.centre', '=', centre)
    .where(sql<boolean>`(e.xid, e.id) <= (${xid}::xid8, ${id}::uuid)`)
    .executeTakeFirstOrThrow();
  return row.count;
}
