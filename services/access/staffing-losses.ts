import type { StaffingLoss } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding, Item, StaffingLoss as Loss, Policy } from '@zhiheng/duties';
import { analyst } from './analyst.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { peopleById } from './store/people-store.ts';

/** A change as it would be at `at`. */
export interface PlannedChange {
  at: number;
  /** Ids of people who will not be there, or no longer. */
  away?: readonly string[];
  /** Ids of grants that end. */
  removed?: readonly string[];
  newItems?: readonly Item[];
}

/**
 * What a change would leave worse off, of items that it can touch: nobody left for a duty, fewer than two, or somebody
 * it comes to depend on. The broken first. Needs no database and no lock.
 */
export async function lossesBy(
  policy: CentrePolicy,
  holdings: readonly Holding[],
  { at, away = [], removed = [], newItems = [] }: PlannedChange,
): Promise<Loss[]> {
  const [leaving, ending] = [new Set(away), new Set(removed)];
  const touched = itemsHeldBy(
    policy,
    holdings.filter(({ id, person }) => leaving.has(person) || ending.has(id)),
  );
  const items = [...touched, ...newItems.map(({ code }) => code)];
  if (items.length === 0) return [];
  const policyAfter = newItems.length > 0 ? withItems(policy, newItems) : undefined;
  const input = { holdings, at, away, removed, policyAfter, items };
  const losses = await analyst.ask('staffingChange', policy.policy, input);
  return losses.sort((a, b) => Number(b.broken) - Number(a.broken));
}

export const withItems = ({ policy }: CentrePolicy, newItems: readonly Item[]): Policy => ({
  ...policy,
  items: [...policy.items, ...newItems],
});

/** Losses as they are shown, people by username. `newItems`: of the policy as it would be. */
export async function lossDocuments(
  transaction: Transaction,
  { centre, itemOf }: CentrePolicy,
  losses: readonly Loss[],
  newItems: readonly Item[] = [],
): Promise<StaffingLoss[]> {
  const people = await peopleById(transaction, centre, losses.flatMap(peopleOf));
  const called = (person: string): string => people.get(person)?.username ?? person;
  const known = new Map([...itemOf, ...newItems.map((item) => [item.code, item] as const)]);
  return losses.map(({ item, unit, broken, unfilled, critical, short, before, after }) => {
    const { name, risk } = known.get(item) as Pick<StaffingLoss, 'name' | 'risk'>;
    return {
      ...{ item, name, unit, risk, broken, unfilled },
      critical: critical.map(called),
      short: short.map(({ duty, holders }) => ({ duty, remaining: holders.map(called) })),
      before: before ? { feasible: before.feasible, survives: before.survives } : null,
      after: {
        feasible: after.feasible,
        assignment: after.assignment.map(({ duty, person }) => ({
          ...{ duty, person },
          username: people.get(person)?.username ?? null,
          name: people.get(person)?.name ?? '',
        })),
        unfilled: after.unfilled,
        critical: after.critical.map(called),
        survives: after.survives,
      },
    };
  });
}

const peopleOf = ({ critical, short, after }: Loss): string[] => [
  ...critical,
  ...short.flatMap(({ holders }) => holders),
  ...after.critical,
  ...after.assignment.map(({ person }) => person),
];

/** Every item that the roles reach; a permission on cases without items reaches all. */
export function itemsHeldBy(policy: CentrePolicy, held: readonly { role: string }[]): string[] {
  const codes = held.flatMap(({ role }) =>
    (policy.compiled.roles.get(role)?.permissions ?? []).flatMap(
      ({ resource, items }) => items ?? (['case', 'all'].includes(resource) ? [...policy.itemOf.keys()] : []),
    ),
  );
  return [...new Set(codes)];
}
