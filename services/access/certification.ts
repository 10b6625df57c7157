import { holdersOf, type Organisation, selectChain } from '@zhiheng/approvals';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { type HeldRole, permissionsOf, unitsPermitting } from './permissions.ts';
import type { StoredHolding } from './store/certification-holding-store.ts';
import type { Rung } from './store/certification-store.ts';
import { activeHolders } from './store/holder-store.ts';

/**
 * Who reviews a holding of this risk, in turn: the posts of the chain that would take it away, each before whom it
 * escalates to, and at last whoever administers security. With no such chain, these alone.
 */
function ladderFor(policy: CentrePolicy, risk: number, unitKind: string | undefined): Rung[] {
  const rungs = new Map<string, Rung>();
  const add = (rung: Rung) => void (rungs.has(rung.by) || rungs.set(rung.by, rung));
  for (const { by, of, escalateTo } of stagesFor(policy, risk, unitKind)) {
    add({ by, of });
    if (escalateTo !== undefined) add({ by: escalateTo, of });
  }
  for (const by of securityRoles(policy)) add({ by, of: 'centre' });
  return [...rungs.values()];
}

function stagesFor({ chains }: CentrePolicy, risk: number, unitKind: string | undefined) {
  const known = chains.filter(({ change }) => change === 'revoke').some((chain) => chain.risk === risk);
  return known ? selectChain(chains, 'revoke', risk, unitKind).stages : [];
}

const securityRoles = ({ compiled }: CentrePolicy): string[] =>
  [...compiled.roles.values()]
    .filter(({ permissions }) =>
      permissions.some(
        ({ action, resource, effect = 'allow' }) =>
          action === 'administer-security' && resource === 'role' && effect === 'allow',
      ),
    )
    .map(({ role }) => role.code);

/** Ladders for every risk and kind of unit, under `risk/kind`. */
export function laddersOf(policy: CentrePolicy): Record<string, Rung[]> {
  const kinds = new Set(policy.policy.units.map(({ kind }) => kind));
  const pairs = [1, 2, 3].flatMap((risk) => [...kinds].map((kind) => [risk, kind] as const));
  return Object.fromEntries(pairs.map(([risk, kind]) => [`${risk}/${kind}`, ladderFor(policy, risk, kind)]));
}

/** Active holders of every role that reviews anything. */
export async function readReviewers(transaction: Transaction, policy: CentrePolicy): Promise<Organisation> {
  const roles = new Set(Object.values(laddersOf(policy)).flatMap((ladder) => ladder.map(({ by }) => by)));
  const units = policy.policy.units.map(({ code, parent, kind }) => ({ code, parent, kind }));
  return { units, holders: await activeHolders(transaction, policy.centre, [...roles]) };
}

export interface Turn {
  rung: number;
  /** Who may decide now. */
  reviewers: string[];
}

type Reviewed = Pick<StoredHolding, 'holder' | 'granters' | 'ladder' | 'unit'>;

/**
 * The first rung from `from` on that has somebody who may review it: not the holder, and nobody who asked for the grant or
 * was heard on it. Undefined when there is none.
 */
export function turnFrom(holding: Reviewed, from: number, organisation: Organisation): Turn | undefined {
  for (let rung = from; rung < holding.ladder.length; rung++) {
    const { by, of } = holding.ladder[rung] as Rung;
    const reviewers = holdersOf(by, of, holding.unit, organisation).filter((person) => !isConcerned(holding, person));
    if (reviewers.length) return { rung, reviewers };
  }
  return undefined;
}

/** Nobody reviews themselves, or what they granted. */
export const isConcerned = ({ holder, granters }: Pick<Reviewed, 'holder' | 'granters'>, person: string): boolean =>
  person === holder || granters.includes(person);

/** Whether they may open a campaign over this unit. */
export const mayOpen = (policy: CentrePolicy, held: readonly HeldRole[], unit: string): boolean =>
  unitsPermitting(policy, permissionsOf(policy, held), 'administer-security', 'role').has(unit);

/** Whether they may sign its result off: who answers for the unit, or another who administers its security. */
export const maySignOff = (policy: CentrePolicy, held: readonly HeldRole[], unit: string): boolean =>
  mayOpen(policy, held, unit) || unitsPermitting(policy, permissionsOf(policy, held), 'read', 'report').has(unit);
