import type { StaffingLoss } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding, Item, StaffingLoss as Loss, Place, Policy } from '@zhiheng/duties';
import { analyst } from './analyst.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { isRetired, type TakeOver } from './retirement.ts';
import { peopleById } from './store/people-store.ts';

/** A change as it would be at `at`. */
export interface PlannedChange {
  at: number;
  /** Ids of people who will not be there, or no longer. */
  away?: readonly string[];
  /** Ids of grants that end. */
  removed?: readonly string[];
  /** What the policy would say, and the items that this touches. */
  policy?: { after: Policy; items: readonly string[]; takeOver?: TakeOver | undefined };
  /** Where an item is to be done, whether somebody has a grant there or not. */
  places?: readonly Place[];
}

/**
 * What a change would leave worse off, of items that it can touch: nobody left for a duty, fewer than two, somebody it comes to
 * depend on, or fewer who may be away at once. The broken first. Needs no database and no lock.
 */
export async function lossesBy(
  policy: CentrePolicy,
  holdings: readonly Holding[],
  { at, away = [], removed = [], policy: changed, places }: PlannedChange,
): Promise<Loss[]> {
  const [leaving, ending] = [new Set(away), new Set(removed)];
  const touched = itemsDoneBy(
    policy,
    holdings.filter(({ id, person }) => leaving.has(person) || ending.has(id)),
  );
  const items = [...new Set([...touched, ...(changed?.items ?? [])])];
  if (items.length === 0) return [];
  const input = { holdings, at, away, removed, policyAfter: changed?.after, moves: changed?.takeOver, items, places };
  return brokenFirst(await analyst.ask('staffingChange', policy.policy, input));
}

/** What each of some removals would leave worse off once those before it are done. `removals`: ids of grants. */
export async function lossesByEach(
  policy: CentrePolicy,
  holdings: readonly Holding[],
  removals: readonly (readonly string[])[],
  at: number,
): Promise<Loss[][]> {
  const heldOf = new Map(holdings.map((held) => [held.id, held]));
  const steps = removals.map((removed) => ({
    removed,
    items: itemsDoneBy(
      policy,
      removed.flatMap((id) => heldOf.get(id) ?? []),
    ),
  }));
  const items = new Set(steps.flatMap((step) => step.items));
  if (items.size === 0) return removals.map(() => []);
  const touches = memoised((role: string) => itemsHeldBy(policy, [{ role }]).some((item) => items.has(item)));
  const input = { holdings: holdings.filter(({ role }) => touches(role)), at, steps };
  return (await analyst.ask('removals', policy.policy, input)).map(brokenFirst);
}

const brokenFirst = (losses: Loss[]): Loss[] => losses.sort((a, b) => Number(b.broken) - Number(a.broken));

function memoised<T>(ask: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, ask(key));
    return known.get(key) as T;
  };
}

/** Losses as they are shown, people by username. `items`: new, or as they would be. */
export async function lossDocuments(
  transaction: Transaction,
  { centre, itemOf }: CentrePolicy,
  losses: readonly Loss[],
  items: readonly Item[] = [],
): Promise<StaffingLoss[]> {
  const people = await peopleById(transaction, centre, losses.flatMap(peopleOf));
  const called = (person: string): string => people.get(person)?.username ?? person;
  const known = new Map([...itemOf, ...items.map((item) => [item.code, item] as const)]);
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
        breaks: after.breaks.map((set) => set.map(called)),
        survives: after.survives,
      },
    };
  });
}

const peopleOf = ({ critical, short, after }: Loss): string[] => [
  ...critical,
  ...short.flatMap(({ holders }) => holders),
  ...after.critical,
  ...after.breaks.flat(),
  ...after.assignment.map(({ person }) => person),
];

/** Of what they reach, what is still done. */
const itemsDoneBy = (policy: CentrePolicy, held: readonly { role: string }[]): string[] =>
  itemsHeldBy(policy, held).filter((code) => !isRetired(policy, 'items', code));

/** Every item that the roles reach; a permission on cases without items reaches all. */
export function itemsHeldBy(
  { compiled, itemOf }: Pick<CentrePolicy, 'compiled' | 'itemOf'>,
  held: readonly { role: string }[],
): string[] {
  const codes = held.flatMap(({ role }) =>
    (compiled.roles.get(role)?.permissions ?? []).flatMap(
      ({ resource, items }) => items ?? (['case', 'all'].includes(resource) ? [...itemOf.keys()] : []),
    ),
  );
  return [...new Set(codes)];
}
