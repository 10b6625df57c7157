import type { ThinlyCoveredDuty } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding, StaffingLoss as Loss } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { cureOutlook } from './cure-outlook.ts';
import { presentAt } from './present-holdings.ts';
import { nothingLost, type Removal, type RemovalOutlook } from './removal.ts';
import { cureOf } from './request-asked.ts';
import type { ResolvedInput } from './request-fields.ts';
import { lossDocuments, lossesByEach } from './staffing-losses.ts';
import { databaseNow } from './store/clock-store.ts';
import { actingHoldings } from './store/grant-store.ts';
import { plannedTransfers } from './store/movement-store.ts';
import { pendingRemovals } from './store/request-store.ts';
import { partGrants } from './transfer-grants.ts';

/**
 * What each of some removals would leave behind, in their order: those before it, those of other requests under way, and what
 * planned transfers will end count as done. Else two, each of which leaves one person, would together leave nobody.
 */
export async function removalOutlooks(
  transaction: Transaction,
  policy: CentrePolicy,
  removals: readonly Removal[],
): Promise<RemovalOutlook[]> {
  if (removals.length === 0) return [];
  return outlooksAfter(transaction, policy, removals, await underWayBeside(transaction, policy, removals));
}

/** What other requests under way and planned transfers will take away beside these. */
async function underWayBeside(
  transaction: Transaction,
  policy: CentrePolicy,
  removals: readonly Removal[],
): Promise<Removal[]> {
  const asked = new Set(removals.map(keyOf));
  const underWay = [
    ...(await pendingRemovals(transaction, policy.centre)),
    ...(await plannedEnds(transaction, policy)),
  ];
  return underWay.filter((one) => !asked.has(keyOf(one)));
}

/**
 * What acts at `at`, and the ids of what of it these removals would end; where there are any, what is under way beside them counts
 * as done.
 */
export async function presentAndEnding(
  transaction: Transaction,
  policy: CentrePolicy,
  removals: readonly Removal[],
  at: number,
): Promise<{ present: Holding[]; removed: string[] }> {
  const gone = removals.length ? await underWayBeside(transaction, policy, removals) : [];
  const present = await presentWithout(transaction, policy, gone, at);
  const ending = new Set(removals.map(keyOf));
  return { present, removed: present.filter((held) => ending.has(keyOf(held))).map(({ id }) => id) };
}

async function presentWithout(
  transaction: Transaction,
  { centre }: CentrePolicy,
  gone: readonly Removal[],
  at: number,
): Promise<Holding[]> {
  const without = new Set(gone.map(keyOf));
  const present = await presentAt(transaction, centre, await actingHoldings(transaction, centre), at);
  return present.filter((held) => !without.has(keyOf(held)));
}

/** What would end if every planned transfer were done at this moment. */
async function plannedEnds(transaction: Transaction, policy: CentrePolicy): Promise<Removal[]> {
  const ends: Removal[] = [];
  for (const { person, from, to } of await plannedTransfers(transaction, policy.centre)) {
    const { ending } = await partGrants(transaction, policy, { id: person, ...from }, to);
    ends.push(...ending.map(({ role, unit }) => ({ person, role, unit })));
  }
  return ends;
}

/** The same if they took effect now, others under way or not: each is judged when its turn comes. */
export const removalsNow = (
  transaction: Transaction,
  policy: CentrePolicy,
  removals: readonly Removal[],
): Promise<RemovalOutlook[]> => outlooksAfter(transaction, policy, removals, []);

async function outlooksAfter(
  transaction: Transaction,
  policy: CentrePolicy,
  removals: readonly Removal[],
  pending: readonly Removal[],
): Promise<RemovalOutlook[]> {
  const at = await databaseNow(transaction);
  const left = await presentWithout(transaction, policy, pending, at);
  const held = Map.groupBy(left, keyOf);
  const idsOf = (removal: Removal): string[] => (held.get(keyOf(removal)) ?? []).map(({ id }: Holding) => id);
  const each = await lossesByEach(policy, left, removals.map(idsOf), at);
  const losing = Map.groupBy([...pending, ...removals], placeOf);
  const outlooks: RemovalOutlook[] = [];
  for (const [index, removal] of removals.entries()) {
    const losses = await lossDocuments(transaction, policy, each[index] ?? []);
    const others = (losing.get(placeOf(removal)) ?? []).map(({ person }) => person);
    outlooks.push({ losses, thinlyCovered: thinlyCoveredOf(each[index] ?? []), alsoLosing: new Set(others) });
  }
  return outlooks;
}

/** The same of what a request asks for; nothing unless it takes something away. */
export async function removalOutlookOf(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Pick<ResolvedInput, 'change' | 'beneficiary' | 'role' | 'unit' | 'proposal'>,
): Promise<RemovalOutlook> {
  if (cureOf(asked)) return cureOutlook(transaction, policy, asked, removalOutlooks);
  const removal = removalOf(asked);
  const [outlook] = removal ? await removalOutlooks(transaction, policy, [removal]) : [];
  return outlook ?? nothingLost;
}

export const removalOf = ({
  change,
  beneficiary,
  role,
  unit,
}: Pick<ResolvedInput, 'change' | 'beneficiary' | 'role' | 'unit'>): Removal | undefined =>
  change === 'revoke' && role !== null ? { person: beneficiary.id, role, unit } : undefined;

const keyOf = ({ person, role, unit }: Removal): string => [person, role, unit].join('\n');
const placeOf = ({ role, unit }: Removal): string => [role, unit].join('\n');

/** Where fewer who could do a duty stay, those who decide are told. */
const enough = 2;

/**
 * The duties that a removal leaves without a second person who could do them while the others are done, or that distinct people
 * can no longer fill, of what it leaves worse off.
 */
const thinlyCoveredOf = (losses: readonly Loss[]): ThinlyCoveredDuty[] =>
  losses.flatMap((loss) => {
    const short = loss.short.filter(({ holders }) => holders.length < enough);
    const left = new Map(short.map(({ duty, holders }) => [duty, holders.length]));
    if (fillsFewer(loss)) for (const duty of loss.unfilled) left.set(duty, 0);
    const { item, unit, after } = loss;
    return after.duties.flatMap(({ duty }) => {
      const remaining = left.get(duty);
      return remaining === undefined ? [] : [{ item, unit, duty, remaining }];
    });
  });

/** Not where another duty than before stays open in their stead. */
const fillsFewer = ({ before, after }: Loss): boolean => after.unfilled.length > (before?.unfilled.length ?? 0);
