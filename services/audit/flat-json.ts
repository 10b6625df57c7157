const [blank, quote, comma, minus, zero, nine, colon, backslash] = [0x20, 0x22, 0x2c, 0x2d, 0x30, 0x39, 0x3a, 0x5c];
const [opening, closing] = [0x7b, 0x7d];
/** Lengths of true, false and null by their first letters. */
const words = new Map([
  [0x74, 4],
  [0x66, 5],
  [0x6e, 4],
]);
/** Below it every integer is written as ECMAScript writes it. */
const mostDigits = 15;
const mostMembers = 64;

/** Of the members of the object at hand: where name and value begin and end, and which comes when. */
const places = new Int32Array(4 * mostMembers);
const order = new Uint8Array(mostMembers);

/**
 * Writes the canonical form (RFC 8785) of an object as PostgreSQL writes one, and gives where that ends: its members in another order, and no
 * blanks. Below 0 for what has to be read to be written anew: what has an object or a list in it, an escape, a fraction, a name beyond ASCII. Nearly all
 * that entries say of themselves is plain, and no two say the same: to read it cost more than all else of an entry's bytes. No longer than
 * what is read.
 */
export function copyFlat(from: Uint8Array, at: number, end: number, to: Uint8Array, into: number): number {
  const members = readMembers(from, at, end);
  if (members < 0) return -1;
  sortMembers(from, members);
  let length = into;
  to[length++] = opening;
  for (let place = 0; place < members; place++) {
    if (place > 0) to[length++] = comma;
    const member = 4 * (order[place] as number);
    length = copy(from, places[member] as number, places[member + 1] as number, to, length);
    to[length++] = colon;
    length = copy(from, places[member + 2] as number, places[member + 3] as number, to, length);
  }
  to[length++] = closing;
  return length;
}

/** How many there are; below 0 when one is not plain. */
function readMembers(from: Uint8Array, at: number, end: number): number {
  if (from[at] !== opening) return -1;
  if (from[at + 1] === closing) return 0;
  let place = at + 1;
  for (let count = 0; count < mostMembers; place += 2) {
    if (from[place] !== quote) return -1;
    places[4 * count] = place;
    place = endOfString(from, place + 1, 0x7f);
    places[4 * count + 1] = place;
    if (place < 0 || from[place] !== colon || from[place + 1] !== blank) return -1;
    place += 2;
    places[4 * count + 2] = place;
    place = endOfValue(from, place);
    places[4 * count + 3] = place;
    if (place < 0) return -1;
    count++;
    if (from[place] === closing) return place + 1 === end ? count : -1;
    if (from[place] !== comma || from[place + 1] !== blank) return -1;
  }
  return -1;
}

function endOfValue(from: Uint8Array, at: number): number {
  const first = from[at] as number;
  if (first === quote) return endOfString(from, at + 1, 0xff);
  if (first === minus || (first >= zero && first <= nine)) return endOfInteger(from, at);
  const length = words.get(first);
  return length === undefined ? -1 : at + length;
}

/** Behind its quote; below 0 when a byte of it is escaped, or above `greatest`. */
function endOfString(from: Uint8Array, at: number, greatest: number): number {
  for (let place = at; ; place++) {
    const byte = from[place] as number;
    if (byte === quote) return place + 1;
    if (byte === backslash || byte < blank || byte > greatest) return -1;
  }
}

/** Below 0 when it is none, or a long one: what follows an integer ends the value. */
function endOfInteger(from: Uint8Array, at: number): number {
  const first = from[at] === minus ? at + 1 : at;
  let place = first;
  while ((from[place] as number) >= zero && (from[place] as number) <= nine) place++;
  const ends = from[place] === comma || from[place] === closing;
  return ends && place > first && place - first <= mostDigits ? place : -1;
}

/** By their names; there are few. */
function sortMembers(from: Uint8Array, members: number): void {
  for (let place = 0; place < members; place++) {
    let free = place;
    for (; free > 0 && isAfter(from, order[free - 1] as number, place); free--) order[free] = order[free - 1] as number;
    order[free] = place;
  }
}

function isAfter(from: Uint8Array, one: number, other: number): boolean {
  let [mine, theirs] = [places[4 * one] as number, places[4 * other] as number];
  const [myEnd, theirEnd] = [(places[4 * one + 1] as number) - 1, (places[4 * other + 1] as number) - 1];
  for (; mine < myEnd && theirs < theirEnd; mine++, theirs++)
    if (from[mine] !== from[theirs]) return (from[mine] as number) > (from[theirs] as number);
  return mine < myEnd;
}

function copy(from: Uint8Array, at: number, end: number, to: Uint8Array, into: number): number {
  let length = into;
  for (let place = at; place < end; place++) to[length++] = from[place] as number;
  return length;
}
