import type { Transaction } from '@zhiheng/database';
import { type Retry, sameAs } from './retry.ts';
import { type Kept, type KeyName, readKept } from './store/idempotency-store.ts';

/** The keys of a batch of steps: what was recorded under them before it, and what is within it. */
export class StepTries {
  readonly #known: Map<string, Pick<Kept, 'digest' | 'made'>>;
  /** What this batch records under a key. */
  readonly made: Kept[] = [];

  private constructor(kept: readonly Kept[]) {
    this.#known = new Map(kept.map((one) => [nameOf(one), one]));
  }

  /** Read under the cases' locks: a retry of a step in flight has waited for it. */
  static async read(
    transaction: Transaction,
    centre: string,
    requests: readonly { retry?: Retry }[],
  ): Promise<StepTries> {
    const retries = requests.flatMap(({ retry }) => retry ?? []);
    return new StepTries(retries.length ? await readKept(transaction, centre, retries) : []);
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
