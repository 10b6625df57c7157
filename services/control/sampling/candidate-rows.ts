import { rankOf } from '@zhiheng/sampling';
import { sha256 } from './platform-hash.ts';

/** Bytes of one: its ordinal, its id, its operator (zeros: nobody), the first of its rank. */
const width = 8 + 16 + 16 + 6;
const nobody = '0'.repeat(32);

/** Members as the server packs them: many of them are looked at by their bytes, and few become objects. */
export class CandidateRows {
  readonly #bytes: Buffer;
  readonly #hex: string;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#hex = bytes.toString('hex');
  }

  get size(): number {
    return this.#bytes.length / width;
  }

  ordinal(place: number): number {
    const at = place * width;
    return this.#bytes.readUInt32BE(at) * 2 ** 32 + this.#bytes.readUInt32BE(at + 4);
  }

  id(place: number): string {
    const at = 2 * (place * width + 8);
    return dashed(this.#hex.slice(at, at + 32));
  }

  /** How many of these places each operator did. */
  operators(places: readonly number[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const place of places) {
      const at = 2 * (place * width + 24);
      const operator = this.#hex.slice(at, at + 32);
      counts.set(operator, (counts.get(operator) ?? 0) + 1);
    }
    counts.delete(nobody);
    return new Map([...counts].map(([hex, count]) => [dashed(hex), count]));
  }

  /** The places of the first so many by rank, in no order; where what is kept of two ranks is the same, the whole ranks decide. */
  first(count: number, seed: Uint8Array): number[] {
    const places = Array.from({ length: this.size }, (_, place) => place);
    if (places.length <= count) return places;
    const keys = Float64Array.from(places, (place) => this.#bytes.readUIntBE(place * width + 40, 6));
    const last = count === 0 ? -1 : keys.toSorted()[count - 1];
    const within = places.filter((place) => (keys[place] as number) < (last as number));
    const alike = places.filter((place) => keys[place] === last);
    if (within.length + alike.length > count)
      alike.sort((a, b) => (this.#rank(seed, a) < this.#rank(seed, b) ? -1 : 1));
    return [...within, ...alike.slice(0, count - within.length)];
  }

  #rank(seed: Uint8Array, place: number): string {
    return rankOf(seed, this.id(place), sha256);
  }
}

const dashed = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
