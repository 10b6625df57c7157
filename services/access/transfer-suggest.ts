import type { TransferPreview } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { judgedHoldings } from './deputy-holdings.ts';
import { conflictsOf } from './duty-check.ts';
import { givenTo } from './post-template.ts';
import { whyNotGranted } from './retirement.ts';
import { databaseNow } from './store/clock-store.ts';
import { currentExceptions } from './store/exception-store.ts';
import type { Place } from './transfer-grants.ts';

type Suggested = TransferPreview['suggestedGrants'];

/** What the place is given and the person does not hold, each with what it would break together with what they do. */
export async function suggest(
  transaction: Transaction,
  policy: CentrePolicy,
  person: string,
  { unit, post }: Place,
): Promise<Suggested> {
  const at = await databaseNow(transaction);
  const held = await judgedHoldings(transaction, policy, [person]);
  const exceptions = await currentExceptions(transaction, policy.centre, [person]);
  const missing = (await givenTo(transaction, policy, post, unit)).filter(
    (given) =>
      !whyNotGranted(policy, given.role, given.unit) &&
      !held.some((one) => one.role === given.role && one.unit === given.unit),
  );
  return missing.map((given) => {
    const proposed = { id: 'proposed', person, ...given, from: at, until: Number.POSITIVE_INFINITY };
    return { ...given, conflicts: conflictsOf(policy, held, proposed, at, exceptions).blocking };
  });
}
