// SM3 (GB/T 32905-2016, also ISO/IEC 10118-3), as neither browsers nor the pure library for SHA-256 have it.

const initial = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;
const blockLength = 64;

const rotate = (word: number, by: number): number => (word << (by & 31)) | (word >>> (32 - (by & 31)));
const p0 = (word: number): number => word ^ rotate(word, 9) ^ rotate(word, 17);
const p1 = (word: number): number => word ^ rotate(word, 15) ^ rotate(word, 23);

/** The constants T of the standard, each rotated by its round. */
const rounds = Int32Array.from({ length: 64 }, (_, j) => rotate(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32 || 32));

/** SM3 in plain script: 32 bytes. */
export function sm3Digest(data: Uint8Array): Uint8Array {
  const state = Int32Array.from(initial);
  const message = padded(data);
  const words = new Int32Array(68);
  for (let offset = 0; offset < message.byteLength; offset += blockLength) compress(state, message, offset, words);
  const digest = new DataView(new ArrayBuffer(32));
  for (const [place, word] of state.entries()) digest.setInt32(place * 4, word);
  return new Uint8Array(digest.buffer);
}

/** The message, a one bit, zeros, and its length in bits as 64 bits. */
function padded(data: Uint8Array): DataView {
  const length = Math.ceil((data.length + 9) / blockLength) * blockLength;
  const bytes = new Uint8Array(length);
  bytes.set(data);
  bytes[data.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(length - 8, Math.floor(data.length / 2 ** 29));
  view.setUint32(length - 4, (data.length * 8) % 2 ** 32);
  return view;
}

function compress(state: Int32Array, message: DataView, offset: number, words: Int32Array): void {
  const word = (place: number) => words[place] as number;
  for (let j = 0; j < 16; j++) words[j] = message.getInt32(offset + j * 4);
  for (let j = 16; j < 68; j++)
    words[j] = p1(word(j - 16) ^ word(j - 9) ^ rotate(word(j - 3), 15)) ^ rotate(word(j - 13), 7) ^ word(j - 6);
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let j = 0; j < 64; j++) {
    const turned = rotate(a, 12);
    const ss1 = rotate((turned + e + (rounds[j] as number)) | 0, 7);
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ turned) + (word(j) ^ word(j + 4))) | 0;
    const tt2 = (gg + h + ss1 + word(j)) | 0;
    [a, b, c, d] = [tt1, a, rotate(b, 9), c];
    [e, f, g, h] = [p0(tt2), e, rotate(f, 19), g];
  }
  for (const [place, value] of [a, b, c, d, e, f, g, h].entries()) state[place] = (state[place] as number) ^ value;
}
