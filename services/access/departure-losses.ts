import type { DeparturePreview } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { presentAt } from './present-holdings.ts';
import type { ResolvedInput } from './request-input.ts';
import { lossDocuments, lossesBy, type PlannedChange } from './staffing-losses.ts';
import { databaseNow } from './store/clock-store.ts';
import { actingHoldings } from './store/grant-store.ts';

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

/** What the end of grants at this moment would leave worse off: of one person's role at one unit, as a request names it. */
export async function revocationLosses(
  transaction: Transaction,
  policy: CentrePolicy,
  revoked: { person: string; role: string; unit: string },
): Promise<DepartureLosses['losses']> {
  const holdings = await actingHoldings(transaction, policy.centre);
  const removed = holdings
    .filter(({ person, role, unit }) => person === revoked.person && role === revoked.role && unit === revoked.unit)
    .map(({ id }) => id);
  const at = await databaseNow(transaction);
  const present = await presentAt(transaction, policy.centre, holdings, at);
  return lossDocuments(transaction, policy, await lossesBy(policy, present, { at, removed }));
}

/** The same of what a request asks for; nothing unless it is a revocation. */
export async function revocationLossesOf(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Pick<ResolvedInput, 'change' | 'beneficiary' | 'role' | 'unit'>,
): Promise<DepartureLosses['losses']> {
  const { change, beneficiary, role, unit } = asked;
  if (change !== 'revoke' || role === null) return [];
  return revocationLosses(transaction, policy, { person: beneficiary.id, role, unit });
}
