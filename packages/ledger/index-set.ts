const chunkBits = 65_536;

/** A set of indexes of a log: a bit each, in chunks, so that ten millions take a megabyte. */
export class IndexSet {
  readonly #chunks = new Map<number, Uint8Array>();

  /** False when it is there already. */
  add(index: number): boolean {
    const n = Math.floor(index / chunkBits);
    const chunk = this.#chunks.get(n) ?? new Uint8Array(chunkBits / 8);
    this.#chunks.set(n, chunk);
    const place = index % chunkBits;
    const [at, bit] = [place >> 3, 1 << (place & 7)];
    const fresh = ((chunk[at] as number) & bit) === 0;
    chunk[at] = (chunk[at] as number) | bit;
    return fresh;
  }
}
