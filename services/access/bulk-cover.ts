import type { BulkInput, RequestInput } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import type { BulkWish } from './bulk-lines.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { nothingLost, type Removal, type RemovalOutlook } from './removal.ts';
import { removalOf, removalOutlooks } from './removal-losses.ts';
import { resolveInput } from './request-input.ts';
import { unattended } from './unattended.ts';

/** What the removals among lines leave behind, each with those before it done. */
export class RemovalsTogether {
  readonly #outlooks: ReadonlyMap<string, RemovalOutlook>;
  readonly #plan: BulkInput['coverPlan'];

  private constructor(outlooks: ReadonlyMap<string, RemovalOutlook>, plan: BulkInput['coverPlan']) {
    this.#outlooks = outlooks;
    this.#plan = plan;
  }

  /** A line that names what does not exist removes nothing. */
  static async of(
    transaction: Transaction,
    policy: CentrePolicy,
    wishes: readonly BulkWish[],
    plan: BulkInput['coverPlan'],
  ): Promise<RemovalsTogether> {
    const found = new Map<string, Removal>();
    for (const wish of wishes) {
      if (!('input' in wish)) continue;
      const removal = await removalBy(transaction, policy, wish.input);
      // The same line twice is refused the second time.
      if (removal && !found.has(named(wish.input))) found.set(named(wish.input), removal);
    }
    const outlooks = await removalOutlooks(transaction, policy, [...found.values()]);
    return new RemovalsTogether(
      new Map([...found.keys()].map((key, index) => [key, outlooks[index] ?? nothingLost])),
      plan,
    );
  }

  of(input: RequestInput): RemovalOutlook {
    return this.#outlooks.get(named(input)) ?? nothingLost;
  }

  /** The line with the plan of its own, or else, where it needs one, the plan of the whole. */
  covered(input: RequestInput): RequestInput {
    const needed = unattended(this.of(input).thinlyCovered).length > 0;
    return needed && this.#plan && !input.coverPlan ? { ...input, coverPlan: this.#plan } : input;
  }
}

const named = ({ change, beneficiary, role, unit }: RequestInput): string =>
  JSON.stringify([change, beneficiary, role, unit]);

async function removalBy(
  transaction: Transaction,
  policy: CentrePolicy,
  input: RequestInput,
): Promise<Removal | undefined> {
  if (input.change !== 'revoke') return undefined;
  try {
    const { coverPlan: _, ...removal } = input;
    return removalOf(await resolveInput(transaction, policy, removal));
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
