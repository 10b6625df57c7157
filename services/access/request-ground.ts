import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { heldThrough, judgedHoldings } from './deputy-holdings.ts';
import { conflictsOf } from './duty-check.ts';
import type { JudgedConflict, Judgement } from './judgement.ts';
import { decidingRoles } from './organisation.ts';
import { currentDeputies, type DeputyRow } from './store/deputy-store.ts';
import { currentExceptions, type HeldException } from './store/exception-store.ts';
import { usernamesOf } from './store/people-store.ts';

/** All that proposed holdings of some people are judged against, read at once. */
export interface Ground {
  /** By person, what they hold as deputies included; also of those who stand for them. */
  holdings: ReadonlyMap<string, readonly Holding[]>;
  exceptions: ReadonlyMap<string, readonly HeldException[]>;
  /** By principal. */
  deputyships: ReadonlyMap<string, readonly DeputyRow[]>;
  names: ReadonlyMap<string, string>;
}

/** What an act has read about somebody under its locks, and does not read again. */
export interface Known {
  /** Deputyships that they are a side of. */
  deputies: readonly DeputyRow[];
  /** All of whose holdings are suspended. */
  suspended: ReadonlySet<string>;
}

export async function readGround(
  transaction: Transaction,
  policy: CentrePolicy,
  people: readonly string[],
  known?: Pick<Known, 'deputies'>,
): Promise<Ground> {
  const { centre } = policy;
  const tied = known?.deputies ?? (await currentDeputies(transaction, centre, people));
  const deputyships = tied.filter(({ principal }) => people.includes(principal));
  const deputies = deputyships.map(({ deputy }) => deputy);
  const everybody = [...new Set([...people, ...deputies])];
  const exceptions = await currentExceptions(transaction, centre, everybody);
  // Whoever stands for somebody here may stand for others besides: asked only where there is anybody.
  const held = await judgedHoldings(transaction, policy, everybody, deputies.length ? undefined : tied);
  return {
    holdings: Map.groupBy(held, ({ person }) => person),
    exceptions: Map.groupBy(exceptions, ({ person }) => person),
    deputyships: Map.groupBy(deputyships, ({ principal }) => principal),
    names: await usernamesOf(transaction, centre, deputies),
  };
}

/** What a holding would break with all else that its person holds, and through them those who stand for them. */
export function judgeHolding(policy: CentrePolicy, ground: Ground, proposed: Holding, at: number): Judgement {
  const { person, role } = proposed;
  const deputyships = decidingRoles(policy).includes(role) ? (ground.deputyships.get(person) ?? []) : [];
  const judged = Map.groupBy([proposed, ...heldThrough(policy, deputyships, [proposed])], (held) => held.person);
  const all: Judgement = { blocking: [], observed: [] };
  for (const [one, wanted] of judged) {
    const holdings = ground.holdings.get(one) ?? [];
    const { blocking, observed } = conflictsOf(policy, holdings, wanted, at, ground.exceptions.get(one));
    const named = (conflict: JudgedConflict) =>
      one === person ? conflict : { ...conflict, person: ground.names.get(one) ?? one };
    all.blocking.push(...blocking.map(named));
    all.observed.push(...observed.map(named));
  }
  return all;
}
