import { createHash } from 'node:crypto';

// The definitions of RFC 9162, 2.1, each range hashed once: 2^10 sizes have half a million proofs, which naive.ts
// would take hours for. It shares nothing with the code under test, and is held against published roots in `every-size.test.ts`.

/** The definitions. */
export class Definitions {
  readonly #entries: readonly Uint8Array[];
  readonly #known = new Map<number, Uint8Array>();

  constructor(entries: readonly Uint8Array[]) {
    this.#entries = entries;
  }

  /** MTH(D[from:until]) */
  root(from: number, until: number): Uint8Array {
    const key = from * 2 ** 24 + until;
    let found = this.#known.get(key);
    if (!found) {
      found = this.#compute(from, until);
      this.#known.set(key, found);
    }
    return found;
  }

  #compute(from: number, until: number): Uint8Array {
    if (from === until) return digest();
    if (until - from === 1) return digest(Uint8Array.of(0), this.#entries[from]!);
    const middle = from + splitPoint(until - from);
    return digest(Uint8Array.of(1), this.root(from, middle), this.root(middle, until));
  }

  /** PATH(m, D[from:until]) */
  path(m: number, from: number, until: number): Uint8Array[] {
    if (until - from === 1) return [];
    const k = splitPoint(until - from);
    const middle = from + k;
    return m < k
      ? [...this.path(m, from, middle), this.root(middle, until)]
      : [...this.path(m - k, middle, until), this.root(from, middle)];
  }

  /** SUBPROOF(m, D[from:until], whole) */
  subproof(m: number, from: number, until: number, whole: boolean): Uint8Array[] {
    if (m === until - from) return whole ? [] : [this.root(from, until)];
    const k = splitPoint(until - from);
    const middle = from + k;
    return m <= k
      ? [...this.subproof(m, from, middle, whole), this.root(middle, until)]
      : [...this.subproof(m - k, middle, until, false), this.root(from, middle)];
  }
}

function digest(...parts: Uint8Array[]): Uint8Array {
  const state = createHash('sha256');
  for (const part of parts) state.update(part);
  return state.digest();
}

function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
