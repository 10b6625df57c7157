import { type Candidate, holdersOf, type Organisation, selectChain } from '@zhiheng/approvals';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { readOrganisation } from './organisation.ts';
import { type HeldRole, permissionsOf, unitsPermitting } from './permissions.ts';
import type { StoredHolding } from './store/certification-holding-store.ts';
import type { Rung } from './store/certification-store.ts';
import { databaseNow } from './store/clock-store.ts';

/**
 * Who reviews a holding of this risk, in turn: the posts of the chain that would take it away, each before whom it
 * escalates to, and at last whoever administers security. With no such chain, these alone.
 */
export function ladderFor(policy: CentrePolicy, risk: number, unitKind: string | undefined): Rung[] {
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

/** Active holders of every role that reviews anything, and who stands for them at this moment. */
export async function readReviewers(transaction: Transaction, policy: CentrePolicy): Promise<Organisation> {
  const roles = new Set(Object.values(laddersOf(policy)).flatMap((ladder) => ladder.map(({ by }) => by)));
  const { deputies = [], ...organisation } = await readOrganisation(transaction, policy, [...roles]);
  const at = await databaseNow(transaction);
  return { ...organisation, deputies: deputies.filter(({ from, until }) => from <= at && at < until) };
}

export interface Turn {
  rung: number;
  /** Who may decide now: reviewers for themselves, deputies for each whom they stand for. */
  voices: Candidate[];
  /** The same people, each once. */
  reviewers: string[];
}

type Reviewed = Pick<StoredHolding, 'holder' | 'granters' | 'ladder' | 'unit'>;

/**
 * The first rung from `from` on that has somebody who may review it: not the holder, and nobody who asked for the grant or
 * was heard on it. Undefined when there is none.
 */
export function turnFrom(holding: Reviewed, from: number, organisation: Organisation): Turn | undefined {
  for (let rung = from; rung < holding.ladder.length; rung++) {
    const voices = voicesOf(holding, holding.ladder[rung] as Rung, organisation);
    if (voices.length) return { rung, voices, reviewers: [...new Set(voices.map(({ person }) => person))] };
  }
  return undefined;
}

/** Whoever is concerned is silent, as a deputy and as the one stood for; whoever is away leaves it to their deputies. */
function voicesOf(holding: Reviewed, { by, of }: Rung, organisation: Organisation): Candidate[] {
  const { deputies = [], away } = organisation;
  const free = (person: string) => !isConcerned(holding, person);
  const posted = holdersOf(by, of, holding.unit, organisation).filter(free);
  const standIns = deputies.filter(
    ({ deputy, principal }) =>
      posted.includes(principal) && !posted.includes(deputy) && !away?.has(deputy) && free(deputy),
  );
  return [
    ...posted.filter((person) => !away?.has(person)).map((person) => ({ person })),
    ...standIns.map(({ deputy, principal }) => ({ person: deputy, onBehalfOf: principal })),
  ];
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
