import { canonicalJson } from '@zhiheng/ledger';
import { copyFlat } from './flat-json.ts';

const [quote, backslash, dash] = [0x22, 0x5c, 0x2d];
const hex = Buffer.from('0123456789abcdef');
/** RFC 8785, 3.2.2.2: these have a letter, other control characters a number. */
const letters = new Map([
  [0x08, 0x62],
  [0x09, 0x74],
  [0x0a, 0x6e],
  [0x0c, 0x66],
  [0x0d, 0x72],
  [quote, quote],
  [backslash, backslash],
]);
/** 1 for each byte that does not stand in a string of JSON as it is. */
const special = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte < 0x20 || byte === quote || byte === backslash),
);
/** The two digits of each byte. */
const highDigits = Uint8Array.from({ length: 256 }, (_, byte) => hex[byte >> 4] as number);
const lowDigits = Uint8Array.from({ length: 256 }, (_, byte) => hex[byte & 15] as number);
/** From 1970 to 2000, where PostgreSQL counts from. */
const secondsBefore = 946_684_800;
/** Quoted, up to the whole second and a point; then come six digits. */
const secondLength = '"2000-01-01T00:00:00.'.length;
const fractionLength = 6;
const longestEscape = 6;

/** Writes canonical JSON from the binary values of PostgreSQL, byte by byte, into one buffer that grows. */
export class ByteWriter {
  #buffer: Buffer;
  #length = 0;
  #second = Number.NaN;
  readonly #secondText = new Uint8Array(secondLength);

  constructor(capacity: number) {
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(capacity, 1_024));
  }

  /** Begins anew, over what was written. */
  reset(): void {
    this.#length = 0;
  }

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    this.#need(1);
    this.#buffer[this.#length++] = value;
  }

  /** Over what is written already. */
  put(at: number, value: number): void {
    this.#buffer[at] = value;
  }

  bytes(from: Uint8Array): void {
    this.#need(from.length);
    this.#length = copyAll(from, this.#buffer, this.#length);
  }

  /** False for what cannot be written so. */
  value(kind: 'text' | 'uuid' | 'jsonb' | 'instant', from: Buffer, at: number, end: number): boolean {
    if (kind === 'text') this.#string(from, at, end);
    else if (kind === 'uuid') this.#uuid(from, at);
    else if (kind === 'instant') return this.#instant(from, at);
    // Behind the number of its version.
    else this.#json(from, at + 1, end);
    return true;
  }

  #json(from: Buffer, at: number, end: number): void {
    this.#need(end - at);
    const copied = copyFlat(from, at, end, this.#buffer, this.#length);
    if (copied < 0) this.bytes(canonicalOf(from, at, end));
    else this.#length = copied;
  }

  /** UTF-8, as a string of JSON. */
  #string(from: Buffer, at: number, end: number): void {
    this.#need(longestEscape * (end - at) + 2);
    const to = this.#buffer;
    let length = this.#length;
    to[length++] = quote;
    const copied = copyPlain(from, at, end, to, length);
    length = copied < 0 ? copyEscaped(from, at, end, to, length) : copied;
    to[length++] = quote;
    this.#length = length;
  }

  /** 16 bytes. */
  #uuid(from: Buffer, at: number): void {
    this.#need(38);
    const to = this.#buffer;
    let length = this.#length;
    to[length++] = quote;
    for (let place = 0; place < 16; place++) {
      if (place === 4 || place === 6 || place === 8 || place === 10) to[length++] = dash;
      const byte = from[at + place] as number;
      to[length++] = highDigits[byte] as number;
      to[length++] = lowDigits[byte] as number;
    }
    to[length++] = quote;
    this.#length = length;
  }

  /** Microseconds since 2000, UTC. False when the year has not four digits. */
  #instant(from: Buffer, at: number): boolean {
    const microseconds = from.readInt32BE(at) * 2 ** 32 + from.readUInt32BE(at + 4);
    const second = Math.floor(microseconds / 1_000_000);
    if (second !== this.#second) {
      const instant = new Date((second + secondsBefore) * 1_000);
      const year = instant.getUTCFullYear();
      if (!(year >= 1_000 && year <= 9_999)) return false;
      this.#second = second;
      this.#secondText.set(Buffer.from(`"${instant.toISOString().slice(0, 19)}.`));
    }
    this.bytes(this.#secondText);
    this.#need(fractionLength + 2);
    const to = this.#buffer;
    // A small integer, whose digits are taken quickly.
    let rest = (microseconds - second * 1_000_000) | 0;
    for (let place = this.#length + fractionLength - 1; place >= this.#length; place--) {
      to[place] = 0x30 + (rest % 10);
      rest = (rest / 10) | 0;
    }
    this.#length += fractionLength;
    to[this.#length++] = 0x5a;
    to[this.#length++] = quote;
    return true;
  }

  /** To be taken when all is written. */
  part(from: number, until: number): Uint8Array {
    return this.#buffer.subarray(from, until);
  }

  #need(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.#length + more));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}

/** Loops of a few bytes are quickest by themselves. Each gives where what it wrote ends. */
function copyAll(from: Uint8Array, to: Uint8Array, at: number): number {
  let length = at;
  for (let place = 0; place < from.length; place++) to[length++] = from[place] as number;
  return length;
}

/** Below 0 where something is to be escaped. */
function copyPlain(from: Uint8Array, at: number, end: number, to: Uint8Array, into: number): number {
  let length = into;
  for (let place = at; place < end; place++) {
    const byte = from[place] as number;
    if (special[byte] !== 0) return -1;
    to[length++] = byte;
  }
  return length;
}

function copyEscaped(from: Uint8Array, at: number, end: number, to: Buffer, into: number): number {
  let length = into;
  for (let place = at; place < end; place++) {
    const byte = from[place] as number;
    if (special[byte] === 0) to[length++] = byte;
    else length = writeEscape(to, length, byte);
  }
  return length;
}

function writeEscape(to: Buffer, at: number, byte: number): number {
  to[at] = backslash;
  const letter = letters.get(byte);
  if (letter !== undefined) {
    to[at + 1] = letter;
    return at + 2;
  }
  to.write(`u${byte.toString(16).padStart(4, '0')}`, at + 1, 'latin1');
  return at + longestEscape;
}

/** Most of a log says the same few things over and over: short texts are made canonical once, so many at most. */
const known = new Map<string, Uint8Array>();
const most = 10_000;
const longest = 200;

/** Of the JSON that stands there in UTF-8. */
function canonicalOf(from: Buffer, at: number, end: number): Uint8Array {
  if (end - at > longest) return canonicalBytes(from, at, end);
  // Byte for byte a character: what is known is told apart without being decoded.
  const name = from.toString('latin1', at, end);
  let canonical = known.get(name);
  if (canonical === undefined) {
    canonical = canonicalBytes(from, at, end);
    if (known.size >= most) known.clear();
    known.set(name, canonical);
  }
  return canonical;
}

const encoder = new TextEncoder();
const canonicalBytes = (from: Buffer, at: number, end: number): Uint8Array =>
  encoder.encode(canonicalJson(JSON.parse(from.toString('utf8', at, end))));
