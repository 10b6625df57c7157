import { rankOf } from '@zhiheng/sampling';
import { sha256 } from './platform-hash.ts';

/** Where in the bytes of one are: what it is in by, its ordinal, its id, its operator (zeros: nobody), the first of its rank. */
const at = { why: 0, ordinal: 4, id: 12, operator: 28, rank: 44 } as const;
const width = 50;
const nobody = '\0'.repeat(16);

/** What stands in the place of a stratum for what is in for certain. */
export const byMust = -1;
export const byMoney = -2;

/** Members as the server packs them: many of them are looked at by their bytes, and few become objects. */
export class CandidateRows {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The places of each stratum by its number, of `byMust` and of `byMoney`. */
  byStratum(): Map<number, number[]> {
    const places = new Map<number, number[]>();
    for (let place = 0; place < this.#bytes.length / width; place++) {
      const stratum = this.stratum(place);
      const own = places.get(stratum);
      if (own) own.push(place);
      else places.set(stratum, [place]);
    }
    return places;
  }

  stratum(place: number): number {
    return this.#bytes.readInt32BE(place * width + at.why);
  }

  ordinal(place: number): number {
    const from = place * width + at.ordinal;
    return this.#bytes.readUInt32BE(from) * 2 ** 32 + this.#bytes.readUInt32BE(from + 4);
  }

  id(place: number): string {
    return uuidAt(this.#bytes, place * width + at.id);
  }

  /** How many of these places each operator did, counted until so many operators have done `enough`. */
  operators(
    places: Iterable<number>,
    { operators, enough }: { operators: number; enough: number },
  ): Map<string, number> {
    const counts = new Map<string, number>();
    let done = 0;
    for (const place of places) {
      if (done === operators) break;
      const from = place * width + at.operator;
      const operator = this.#bytes.toString('latin1', from, from + 16);
      const count = (counts.get(operator) ?? 0) + 1;
      counts.set(operator, count);
      if (count === enough && operator !== nobody) done++;
    }
    counts.delete(nobody);
    return new Map([...counts].map(([bytes, count]) => [uuidAt(Buffer.from(bytes, 'latin1'), 0), count]));
  }

  /** The first so many of these places by rank, in no order; where what is kept of two ranks is the same, the whole ranks decide. */
  first(places: readonly number[], count: number, seed: Uint8Array): readonly number[] {
    if (places.length <= count) return places;
    const keys = new Float64Array(places.length);
    for (const [index, place] of places.entries()) keys[index] = this.#key(place);
    const last = count === 0 ? -1 : (keys.toSorted()[count - 1] as number);
    const within = places.filter((_, index) => (keys[index] as number) < last);
    const alike = places.filter((_, index) => keys[index] === last);
    if (within.length + alike.length > count)
      alike.sort((a, b) => (this.#rank(seed, a) < this.#rank(seed, b) ? -1 : 1));
    return [...within, ...alike.slice(0, count - within.length)];
  }

  #key(place: number): number {
    const from = place * width + at.rank;
    return this.#bytes.readUInt32BE(from) * 2 ** 16 + this.#bytes.readUInt16BE(from + 4);
  }

  #rank(seed: Uint8Array, place: number): string {
    return rankOf(seed, this.id(place), sha256);
  }
}

const digits = Buffer.from('0123456789abcdef');
const text = Buffer.from('00000000-0000-0000-0000-000000000000');
/** Where in the text of an id each of its bytes stands. */
const stands = Array.from({ length: 16 }, (_, byte) => 2 * byte + [4, 6, 8, 10].filter((dash) => byte >= dash).length);

/** Written digit by digit: a text put together from parts would be several of them until it is read. */
function uuidAt(bytes: Buffer, from: number): string {
  for (let byte = 0; byte < 16; byte++) {
    const value = bytes[from + byte] as number;
    const to = stands[byte] as number;
    text[to] = digits[value >> 4] as number;
    text[to + 1] = digits[value & 15] as number;
  }
  return text.toString('latin1');
}
