import type { EntryInput } from '@zhiheng/contracts';

/** How a column of entries crosses to the database: as an array in its binary format, which neither side has to read as text. */
type ColumnKind = 'text' | 'uuid' | 'jsonb';

/** The fields of an entry in the order in which `audit.append_columns` takes them. */
const columns = [
  ['id', 'uuid'],
  ['action', 'text'],
  ['outcome', 'text'],
  ['actor', 'text'],
  ['person', 'uuid'],
  ['account', 'uuid'],
  ['client', 'text'],
  ['about', 'uuid'],
  ['targetType', 'text'],
  ['target', 'text'],
  ['unit', 'text'],
  ['item', 'text'],
  ['case', 'uuid'],
  ['reason', 'text'],
  ['correlationId', 'text'],
  ['address', 'text'],
  ['before', 'jsonb'],
  ['after', 'jsonb'],
  ['details', 'jsonb'],
] as const satisfies readonly (readonly [keyof EntryInput, ColumnKind])[];

/** An entry as a client has said it, and what is added where it has not. */
export interface Handed {
  given: EntryInput;
  facts: Pick<EntryInput, 'client' | 'correlationId' | 'address'>;
}

const added: ReadonlySet<string> = new Set(['client', 'correlationId', 'address'] satisfies (keyof Handed['facts'])[]);

/** Of text and of uuid in PostgreSQL's catalogue, where they have always been. */
const typeOf = { text: 25, jsonb: 25, uuid: 2950 } as const;
/** Dimensions, whether there are nulls, type, length, the first one's number; then each behind its length. */
const headLength = 20;
const lengthLength = 4;
const uuidLength = 16;
const longestOfCharacter = 3;
/** A loop of so few characters is quicker than to ask the platform. */
const few = 48;

/** What is written here is copied before anything else is: nothing waits between. */
let room = Buffer.allocUnsafeSlow(65_536);

/** Each field of the entries as an array with a place for each of them; null where none has it. */
export const columnsOf = (entries: readonly Handed[]): (Buffer | null)[] =>
  columns.map(([name, kind]) => columnOf(entries, name, kind));

function columnOf(entries: readonly Handed[], name: keyof EntryInput, kind: ColumnKind): Buffer | null {
  let end = headLength;
  let present = 0;
  // Much of what comes together is the same: as it was written, it is copied.
  let before: string | undefined;
  let [from, until] = [0, 0];
  const isAdded = added.has(name);
  for (const { given, facts } of entries) {
    const value = given[name] ?? (isAdded ? facts[name as keyof Handed['facts']] : undefined);
    if (value === undefined) {
      end = writeLength(end, -1);
      continue;
    }
    present++;
    const text = kind === 'jsonb' ? JSON.stringify(value) : (value as string);
    const start = end;
    if (text === before) end = copy(from, until, start);
    else end = kind === 'uuid' ? writeUuid(start, text) : writeText(start, text);
    [before, from, until] = [text, start, end];
  }
  if (present === 0) return null;
  for (const [place, value] of [1, Number(present < entries.length), typeOf[kind], entries.length, 1].entries())
    room.writeInt32BE(value, place * 4);
  return Buffer.from(room.subarray(0, end));
}

function writeLength(at: number, length: number): number {
  need(at + lengthLength);
  room[at] = length >>> 24;
  room[at + 1] = length >>> 16;
  room[at + 2] = length >>> 8;
  room[at + 3] = length;
  return at + lengthLength;
}

/** UTF-8. */
function writeText(at: number, text: string): number {
  const start = at + lengthLength;
  need(start + longestOfCharacter * text.length);
  const plain = text.length <= few ? writeAscii(start, text) : -1;
  const end = plain < 0 ? start + room.write(text, start, 'utf8') : plain;
  writeLength(at, end - start);
  return end;
}

/** Below 0 for what is more than ASCII. */
function writeAscii(at: number, text: string): number {
  const to = room;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code > 0x7f) return -1;
    to[at + place] = code;
  }
  return at + text.length;
}

function writeUuid(at: number, id: string): number {
  const start = writeLength(at, uuidLength);
  need(start + uuidLength);
  room.write(id.replaceAll('-', ''), start, 'hex');
  return start + uuidLength;
}

function copy(from: number, until: number, to: number): number {
  const length = until - from;
  need(to + length);
  const bytes = room;
  for (let place = 0; place < length; place++) bytes[to + place] = bytes[from + place] as number;
  return to + length;
}

function need(length: number): void {
  if (length <= room.length) return;
  const larger = Buffer.allocUnsafeSlow(2 * length);
  room.copy(larger);
  room = larger;
}
