import { type Hash, sha256 } from '@zhiheng/ledger';
import type { Member, Plan } from './plan.ts';
import { quotasOf } from './quotas.ts';
import { Smallest } from './smallest.ts';
import type { Frame, Place } from './tally.ts';

/** Why one is in: it had to be, its money met a point, it was among the first of its stratum, or of its operator. */
export type Why = 'must' | 'money' | 'stratum' | 'operator';

/** What is looked at of a member when it is drawn. */
export type Drawable = Pick<Member, 'id' | 'operator' | 'amountFen' | 'must'>;

/** One that was drawn, as far as it stands in a sample. */
export interface Chosen {
  ordinal: number;
  member: Pick<Member, 'id'>;
  why: Why;
}

export interface Drawn extends Chosen {
  member: Drawable;
}

/** The place of a member in its stratum: SHA-256(seed ‖ the 16 bytes of its id), ascending. */
export function rankOf(seed: Uint8Array, id: string, hash: Hash = sha256): string {
  const input = new Uint8Array(seed.length + 16);
  input.set(seed);
  input.set(bytesOf(id), seed.length);
  return hexOf(hash(input));
}

/** The point at which the money of a draw begins: SHA-256(seed ‖ "money") as a number, modulo the interval. */
export function moneyStart(seed: Uint8Array, intervalFen: number, hash: Hash = sha256): number {
  const word = new TextEncoder().encode('money');
  const input = new Uint8Array(seed.length + word.length);
  input.set(seed);
  input.set(word, seed.length);
  return Number(BigInt(`0x${hexOf(hash(input))}`) % BigInt(intervalFen));
}

/** Whether one of the points start, start + interval, … lies in `[from, from + amount)`. */
export const meetsMoney = (from: number, amountFen: number, startFen: number, intervalFen: number): boolean => {
  const past = from - startFen;
  const next = past <= 0 ? startFen : startFen + Math.ceil(past / intervalFen) * intervalFen;
  return next < from + amountFen;
};

interface Ranked {
  ordinal: number;
  member: Drawable;
  rank: string;
}
const byRank = (a: Ranked, b: Ranked) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.ordinal - b.ordinal);

/**
 * Draws while the members are gone over once, in any order; it keeps as many as will be drawn and no more. Whoever has looked for them already
 * may add only those that can be in: all that have to be and that money meets, of each stratum at least its first, of each operator its first.
 */
export class Drawing {
  readonly #plan: Plan;
  readonly #seed: Uint8Array;
  readonly #hash: Hash;
  readonly #start: number;
  readonly #certain: Drawn[] = [];
  readonly #strata: Map<string, Smallest<Ranked>>;
  readonly #operators: Map<string, Smallest<Ranked>>;

  constructor(plan: Plan, frame: Frame, seed: Uint8Array, hash: Hash = sha256) {
    this.#plan = plan;
    this.#seed = seed;
    this.#hash = hash;
    this.#start = plan.intervalFen === undefined ? 0 : moneyStart(seed, plan.intervalFen, hash);
    this.#strata = new Map(
      [...quotasOf(plan, frame.strata)].map(([stratum, quota]) => [stratum, new Smallest(quota, byRank)]),
    );
    this.#operators = new Map(
      [...frame.operators.keys()].map((operator) => [operator, new Smallest(plan.perOperator, byRank)]),
    );
  }

  add(ordinal: number, member: Drawable, { stratum, moneyFrom }: Place): void {
    if (member.must.length > 0) {
      this.#certain.push({ ordinal, member, why: 'must' });
      return;
    }
    if (this.#met(member, moneyFrom)) {
      this.#certain.push({ ordinal, member, why: 'money' });
      return;
    }
    const ranked = { ordinal, member, rank: rankOf(this.#seed, member.id, this.#hash) };
    if (stratum !== null) this.#strata.get(stratum)?.add(ranked);
    if (member.operator !== null) this.#operators.get(member.operator)?.add(ranked);
  }

  /** Everything that is in, by its place in the population. */
  sample(): Drawn[] {
    const drawn = this.#withoutOperators();
    const within = new Set(drawn.map(({ ordinal }) => ordinal));
    for (const [operator, missing] of this.missing(drawn)) {
      const first = this.#operators.get(operator)?.values() ?? [];
      const more = first.filter(({ ordinal }) => !within.has(ordinal)).slice(0, missing);
      drawn.push(...more.map(({ ordinal, member }) => ({ ordinal, member, why: 'operator' as const })));
    }
    return drawn.sort((a, b) => a.ordinal - b.ordinal);
  }

  /** Of which operators how many are missing so far. */
  missing(drawn: readonly Drawn[] = this.#withoutOperators()): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { member } of drawn)
      if (member.operator !== null) counts.set(member.operator, (counts.get(member.operator) ?? 0) + 1);
    const short = [...this.#operators.keys()].flatMap((operator): [string, number][] => {
      const missing = this.#plan.perOperator - (counts.get(operator) ?? 0);
      return missing > 0 ? [[operator, missing]] : [];
    });
    return new Map(short);
  }

  #withoutOperators(): Drawn[] {
    const ofStrata = [...this.#strata.values()].flatMap((kept) =>
      kept.values().map(({ ordinal, member }) => ({ ordinal, member, why: 'stratum' as const })),
    );
    return [...this.#certain, ...ofStrata];
  }

  #met({ amountFen }: Drawable, moneyFrom: number | null): boolean {
    const { intervalFen } = this.#plan;
    if (moneyFrom === null || amountFen === null || intervalFen === undefined) return false;
    return meetsMoney(moneyFrom, amountFen, this.#start, intervalFen);
  }
}

/** What is hashed of a sample, one line a member in the order of the population. */
export const sampleLine = ({ ordinal, member, why }: Chosen): string => JSON.stringify([ordinal, member.id, why]);

const hexOf = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += pairs[byte];
  return text;
};
const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function bytesOf(id: string): Uint8Array {
  const hex = id.replaceAll('-', '');
  const bytes = new Uint8Array(16);
  for (let place = 0; place < 16; place++) bytes[place] = Number.parseInt(hex.slice(2 * place, 2 * place + 2), 16);
  return bytes;
}
