import type { Suspension } from '@zhiheng/contracts';
import type { SuspensionRow } from './store/suspension-store.ts';

export function suspensionDocument({ keptUntil, at, endedAt, effects, ...row }: SuspensionRow): Suspension {
  return {
    ...row,
    keptUntil: keptUntil?.toISOString() ?? null,
    at: at.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    effects: effects ?? { accounts: [], grants: [], decisionsReassigned: [], openCases: [] },
  };
}
