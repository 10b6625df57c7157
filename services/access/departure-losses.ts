import type { DeparturePreview } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { presentAt } from './present-holdings.ts';
import { lossDocuments, lossesBy, type PlannedChange } from './staffing-losses.ts';

/** What a departure, leave or transfer would leave worse off, and of that the duties left with at most one person, one by one. */
export type DepartureLosses = Pick<DeparturePreview, 'losses' | 'staffing'>;

/** `holdings` as they are before the change, those of who leaves or that end among them. */
export async function changeLosses(
  transaction: Transaction,
  policy: CentrePolicy,
  holdings: readonly Holding[],
  change: PlannedChange,
): Promise<DepartureLosses> {
  const present = await presentAt(transaction, policy.centre, holdings, change.at);
  const losses = await lossDocuments(transaction, policy, await lossesBy(policy, present, change));
  const staffing = losses.flatMap(({ item, unit, short }) => short.map((duty) => ({ item, unit, ...duty })));
  return { losses, staffing };
}
