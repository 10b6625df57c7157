import type { HeldConflict, Staffing } from '@zhiheng/contracts';

export interface MatrixFilters {
  unit?: string | undefined;
  risk?: number | undefined;
  person?: string | undefined;
  onlyProblems: boolean;
}

/** What somebody breaks, by item; `*` stands for rules that are about no item. */
export type ConflictsOf = ReadonlyMap<string, readonly HeldConflict[]>;

export const duties = ['handle', 'review', 'approve', 'pay', 'reconcile', 'inspect'] as const;

const keyOf = (person: string, item: string): string => `${person} ${item}`;

/** Conflicts by person and item. */
export function indexConflicts(conflicts: readonly HeldConflict[]): ConflictsOf {
  const index = new Map<string, HeldConflict[]>();
  for (const held of conflicts) {
    const { items } = held.conflict;
    for (const item of items.length ? items : ['*']) {
      const key = keyOf(held.person, item);
      index.set(key, [...(index.get(key) ?? []), held]);
    }
  }
  return index;
}

export const conflictsAt = (index: ConflictsOf, person: string, item: string): HeldConflict[] => [
  ...(index.get(keyOf(person, item)) ?? []),
  ...(index.get(keyOf(person, '*')) ?? []),
];

const hasSingle = ({ duties: held }: Staffing): boolean => held.some(({ holders }) => holders.length < 2);

/** The rows that fit the filters. */
export function fittingRows(rows: readonly Staffing[], index: ConflictsOf, filters: MatrixFilters): Staffing[] {
  const { unit, risk, person, onlyProblems } = filters;
  return rows.filter((row) => {
    const holders = row.duties.flatMap((duty) => duty.holders);
    if (unit && row.unit !== unit) return false;
    if (risk && row.risk !== risk) return false;
    if (person && !holders.some(({ username, name }) => username?.includes(person) || name.includes(person)))
      return false;
    if (!onlyProblems) return true;
    return !row.feasible || hasSingle(row) || conflictingHolders(row, index).length > 0;
  });
}

const conflictingHolders = ({ item, duties: held }: Staffing, index: ConflictsOf): string[] =>
  held
    .flatMap(({ holders }) => holders.map(({ person }) => person))
    .filter((person) => conflictsAt(index, person, item).length > 0);

export interface MatrixFigures {
  rows: number;
  infeasible: number;
  single: number;
  conflicts: number;
}

export const figuresOf = (rows: readonly Staffing[], index: ConflictsOf): MatrixFigures => ({
  rows: rows.length,
  infeasible: rows.filter(({ feasible }) => !feasible).length,
  single: rows.flatMap(({ duties: held }) => held).filter(({ holders }) => holders.length === 1).length,
  conflicts: new Set(rows.flatMap((row) => conflictingHolders(row, index))).size,
});
