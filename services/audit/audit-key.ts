/**
 * What `audit.key` makes of a text, without asking the database a million times: `hashtextextended` of PostgreSQL (`hash_bytes_extended`,
 * after Bob Jenkins' lookup3 of 2006, in the public domain) with seed 0, signed, by 2³¹ − 1. On a processor that reads
 * numbers from the other end PostgreSQL makes other ones.
 */
const wordLength = 4;
const divisor = 2 ** 31 - 1;
const start = 0x9e3779b9 + 3_923_095;
/** Of what is hashed, little-endian, zeroes behind it. */
let words = new Int32Array(256);

/** Of the UTF-8 text that stands there. */
export function keyOfText(bytes: Uint8Array, from: number, until: number): number {
  const length = until - from;
  const whole = length >> 2;
  if (whole + 4 > words.length) words = new Int32Array(2 * (whole + 4));
  let at = from;
  for (let place = 0; place < whole; place++, at += wordLength)
    words[place] =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
  let last = 0;
  for (let shift = 0; at < until; at++, shift += 8) last |= (bytes[at] as number) << shift;
  words[whole] = last;
  words[whole + 1] = 0;
  words[whole + 2] = 0;
  return keyOfWords(length);
}

/** The two digits of each byte as they stand one behind the other. */
const digits = Uint16Array.from({ length: 256 }, (_, byte) => {
  const text = byte.toString(16).padStart(2, '0');
  return text.charCodeAt(0) | (text.charCodeAt(1) << 8);
});
const dash = 0x2d;
const uuidTextLength = 36;

/** Of the text of the UUID of which the 16 bytes stand there. */
export function keyOfUuid(bytes: Uint8Array, from: number): number {
  const pair = (place: number) => digits[bytes[from + place] as number] as number;
  const five = pair(5);
  const eight = pair(8);
  words[0] = pair(0) | (pair(1) << 16);
  words[1] = pair(2) | (pair(3) << 16);
  words[2] = dash | (pair(4) << 8) | (five << 24);
  words[3] = (five >> 8) | (dash << 8) | (pair(6) << 16);
  words[4] = pair(7) | (dash << 16) | (eight << 24);
  words[5] = (eight >> 8) | (pair(9) << 8) | (dash << 24);
  words[6] = pair(10) | (pair(11) << 16);
  words[7] = pair(12) | (pair(13) << 16);
  words[8] = pair(14) | (pair(15) << 16);
  words[9] = 0;
  words[10] = 0;
  words[11] = 0;
  return keyOfWords(uuidTextLength);
}

const turned = (word: number, by: number) => (word << by) | (word >>> (32 - by));

function keyOfWords(length: number): number {
  let a = (start + length) | 0;
  let b = a;
  let c = a;
  let place = 0;
  for (let rest = length; rest >= 12; rest -= 12, place += 3) {
    a = (a + (words[place] as number)) | 0;
    b = (b + (words[place + 1] as number)) | 0;
    c = (c + (words[place + 2] as number)) | 0;
    a = ((a - c) | 0) ^ turned(c, 4);
    c = (c + b) | 0;
    b = ((b - a) | 0) ^ turned(a, 6);
    a = (a + c) | 0;
    c = ((c - b) | 0) ^ turned(b, 8);
    b = (b + a) | 0;
    a = ((a - c) | 0) ^ turned(c, 16);
    c = (c + b) | 0;
    b = ((b - a) | 0) ^ turned(a, 19);
    a = (a + c) | 0;
    c = ((c - b) | 0) ^ turned(b, 4);
    b = (b + a) | 0;
  }
  a = (a + (words[place] as number)) | 0;
  b = (b + (words[place + 1] as number)) | 0;
  // Its lowest byte was kept for the length.
  c = (c + ((words[place + 2] as number) << 8)) | 0;
  c = ((c ^ b) - turned(b, 14)) | 0;
  a = ((a ^ c) - turned(c, 11)) | 0;
  b = ((b ^ a) - turned(a, 25)) | 0;
  c = ((c ^ b) - turned(b, 16)) | 0;
  a = ((a ^ c) - turned(c, 4)) | 0;
  b = ((b ^ a) - turned(a, 14)) | 0;
  c = ((c ^ b) - turned(b, 24)) | 0;
  return remainder(b, c >>> 0);
}

/** Of `high` · 2³² + `low`, with its sign: 2³² leaves 2. */
function remainder(high: number, low: number): number {
  const sum = 2 * high + low;
  const rest = sum - Math.floor(sum / divisor) * divisor;
  return high < 0 && rest > 0 ? rest - divisor : rest;
}
