const [quote, backslash] = [0x22, 0x5c];
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
const dash = 0x2d;
/** The two digits of each byte. */
const highDigits = Uint8Array.from({ length: 256 }, (_, byte) => hex[byte >> 4] as number);
const lowDigits = Uint8Array.from({ length: 256 }, (_, byte) => hex[byte & 15] as number);
const microsecondsInDay = 86_400_000_000;
/** From 1970 to 2000, where PostgreSQL counts from. */
const daysBefore = 10_957;

/** Writes canonical JSON from the binary values of PostgreSQL, byte by byte, into one buffer that grows. */
export class ByteWriter {
  #buffer: Buffer;
  #length = 0;
  #day = Number.NaN;
  #date = Buffer.alloc(0);

  constructor(capacity: number) {
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(capacity, 1_024));
  }

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    this.#need(1);
    this.#buffer[this.#length++] = value;
  }

  bytes(from: Buffer, at = 0): void {
    this.#need(from.length);
    for (let place = at; place < from.length; place++) this.#buffer[this.#length++] = from[place] as number;
  }

  text(text: string): void {
    this.#need(3 * text.length);
    this.#length += this.#buffer.write(text, this.#length);
  }

  /** UTF-8, as a string of JSON. */
  string(from: Buffer, at: number, end: number): void {
    this.#need(6 * (end - at) + 2);
    const to = this.#buffer;
    let length = this.#length;
    to[length++] = quote;
    for (let place = at; place < end; place++) {
      const byte = from[place] as number;
      if (byte >= 0x20 && byte !== quote && byte !== backslash) to[length++] = byte;
      else length = writeEscape(to, length, byte);
    }
    to[length++] = quote;
    this.#length = length;
  }

  /** 16 bytes. */
  uuid(from: Buffer, at: number): void {
    this.#need(38);
    const to = this.#buffer;
    let length = this.#length;
    to[length++] = quote;
    for (let place = at; place < at + 16; place++) {
      const within = place - at;
      if (within === 4 || within === 6 || within === 8 || within === 10) to[length++] = dash;
      const byte = from[place] as number;
      to[length] = highDigits[byte] as number;
      to[length + 1] = lowDigits[byte] as number;
      length += 2;
    }
    to[length++] = quote;
    this.#length = length;
  }

  /** Microseconds since 2000, UTC. False when the year has not four digits. */
  instant(from: Buffer, at: number): boolean {
    const microseconds = from.readInt32BE(at) * 2 ** 32 + from.readUInt32BE(at + 4);
    const day = Math.floor(microseconds / microsecondsInDay);
    if (day !== this.#day) {
      const date = new Date((day + daysBefore) * 86_400_000);
      const year = date.getUTCFullYear();
      if (!(year >= 1_000 && year <= 9_999)) return false;
      [this.#day, this.#date] = [day, Buffer.from(`"${date.toISOString().slice(0, 10)}T`)];
    }
    const within = microseconds - day * microsecondsInDay;
    const seconds = Math.floor(within / 1_000_000);
    this.bytes(this.#date);
    this.#digits(Math.floor(seconds / 3_600), 2, 0x3a);
    this.#digits(Math.floor(seconds / 60) % 60, 2, 0x3a);
    this.#digits(seconds % 60, 2, 0x2e);
    this.#digits(within % 1_000_000, 6, 0x5a);
    this.byte(quote);
    return true;
  }

  #digits(value: number, count: number, then: number): void {
    this.#need(count + 1);
    for (let place = count - 1, rest = value; place >= 0; place--, rest = Math.floor(rest / 10))
      this.#buffer[this.#length + place] = 0x30 + (rest % 10);
    this.#length += count;
    this.#buffer[this.#length++] = then;
  }

  ascii(from: number, until: number): string {
    return this.#buffer.toString('latin1', from, until);
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

function writeEscape(to: Buffer, at: number, byte: number): number {
  to[at] = backslash;
  const letter = letters.get(byte);
  if (letter !== undefined) {
    to[at + 1] = letter;
    return at + 2;
  }
  to.write(`u${byte.toString(16).padStart(4, '0')}`, at + 1, 'latin1');
  return at + 6;
}
