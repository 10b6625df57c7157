import { type Retry, sameAs } from './retry.ts';
import type { Kept, KeyName } from './store/idempotency-store.ts';

/**
 * The keys of a batch of steps: what was recorded under them before it, and what is within it. That a round has one step of a
 * duty would not do instead: who returns a case twice for the same reason does the same in two rounds, and means both.
 */
export class StepTries {
  readonly #known: Map<string, Pick<Kept, 'digest' | 'made'>>;
  /** What this batch records under a key. */
  readonly made: Kept[] = [];

  /** `kept`: read under the cases' locks, so that a retry of a step in flight has waited for it. */
  constructor(kept: readonly Kept[]) {
    this.#known = new Map(kept.map((one) => [nameOf(one), one]));
  }

  /** The step that an earlier try has recorded. Throws `idempotency-mismatch`. */
  before(retry: Retry | undefined): string | undefined {
    const known = retry && this.#known.get(nameOf(retry));
    return known && sameAs(known, retry);
  }

  add(retry: Retry | undefined, made: string): void {
    if (!retry) return;
    const kept = { ...retry, made };
    this.#known.set(nameOf(retry), kept);
    this.made.push(kept);
  }
}

const nameOf = ({ caller, operation, key }: KeyName): string => JSON.stringify([caller, operation, key]);
