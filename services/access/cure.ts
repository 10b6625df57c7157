import { said } from '@zhiheng/contracts';
import type { Conflict, Holding } from '@zhiheng/duties';
import { fieldProblem, type Problem } from '@zhiheng/http';
import { grantOf, isThrough } from './deputy-holdings.ts';
import type { Removal } from './removal.ts';
import type { CureTerms } from './request-asked.ts';

/** What of a cure would end with its change. */
export interface Cure {
  ends: Removal[];
  /** Places of those that take part in no conflict that the change brings: they stay. */
  idle: number[];
  /** Ids of all that is no longer held then, deputies' posts through what ends among it. */
  ids: string[];
}

/** A change takes away only what it would else put in conflict: everything besides has its own way of removal. */
export function cureAmong({ removals }: CureTerms, holdings: readonly Holding[], conflicts: readonly Conflict[]): Cure {
  const inConflict = new Set(conflicts.flatMap(({ sides }) => sides.map(({ holding }) => grantOf(holding))));
  const own = Map.groupBy(
    holdings.filter((held) => !isThrough(held)),
    keyOf,
  );
  const idsOf = (removal: Removal) => (own.get(keyOf(removal)) ?? []).map(({ id }) => id);
  const isNeeded = (removal: Removal) => idsOf(removal).some((id) => inConflict.has(id));
  const ends = removals.filter(isNeeded);
  const ending = new Set(ends.flatMap(idsOf));
  return {
    ends,
    idle: removals.flatMap((removal, index) => (isNeeded(removal) ? [] : [index])),
    ids: holdings.filter(({ id }) => ending.has(grantOf(id))).map(({ id }) => id),
  };
}

/** Why it may not be asked for with its change; undefined where each of it is needed. */
export const idleProblem = ({ idle }: Cure): Problem | undefined =>
  idle[0] === undefined ? undefined : fieldProblem('invalid-request', `/cure/${idle[0]}`, said('cure-idle'));

const keyOf = ({ person, role, unit }: Removal): string => [person, role, unit].join(' ');
