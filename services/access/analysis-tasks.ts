import {
  type CompiledPolicy,
  type Conflict,
  compilePolicy,
  type Exception,
  type Holding,
  type Place,
  type Policy,
  type StaffingLoss,
  type StaffingOptions,
  scan,
  scanCeilings,
  staffing,
  staffingChange,
} from '@zhiheng/duties';
import { type PackedStaffing, pack } from './packed-staffing.ts';

export interface ScanInput {
  holdings: readonly Holding[];
  exceptions: readonly Exception[];
}

export interface StaffingInput {
  holdings: readonly Holding[];
  options: StaffingOptions;
}

/** A change that is thought of at `at`: who leaves or is away, which grants go, which policy comes instead. */
export interface StaffingChangeInput {
  holdings: readonly Holding[];
  at: number;
  away: readonly string[];
  /** Ids of grants. */
  removed: readonly string[];
  policyAfter?: Policy | undefined;
  /** Where grants at this unit go. */
  moves?: { from: string; into: string } | undefined;
  /** Only these items. */
  items?: readonly string[] | undefined;
  /** Looked at beside where somebody has a grant. */
  places?: readonly Place[] | undefined;
}

/** Removals one after another, each with the ids of its grants. */
export interface RemovalsInput {
  holdings: readonly Holding[];
  at: number;
  steps: readonly { removed: readonly string[]; items: readonly string[] }[];
}

/** How many may be away after a change, whoever they are, is told up to two. */
const resiliency = 2;

/**
 * What takes long in a large centre: plain data in, plain data out, so that another thread can do it. Conflicts are
 * static ones and ceilings.
 */
export const analyses = {
  scan: (policy: CompiledPolicy, { holdings, exceptions }: ScanInput): Conflict[] => [
    ...scan(policy, holdings, exceptions),
    ...scanCeilings(policy, holdings, exceptions),
  ],
  staffing: (policy: CompiledPolicy, { holdings, options }: StaffingInput): PackedStaffing =>
    pack(staffing(policy, holdings, options)),
  staffingChange: (policy: CompiledPolicy, input: StaffingChangeInput): StaffingLoss[] => {
    const { holdings, at, away, removed, policyAfter, moves, items, places } = input;
    const gone = new Set(removed);
    const before = { policy, holdings, at };
    const kept = holdings.filter(({ id }) => !gone.has(id));
    const after = {
      policy: policyAfter === undefined ? policy : compilePolicy(policyAfter),
      holdings: kept.map((held) => (moves && held.unit === moves.from ? { ...held, unit: moves.into } : held)),
      at,
      away,
    };
    return staffingChange(before, after, { resiliency, items, places });
  },
  /** What each removal makes worse when those before it are done. */
  removals: (policy: CompiledPolicy, { holdings, at, steps }: RemovalsInput): StaffingLoss[][] => {
    let left = holdings;
    return steps.map(({ removed, items }) => {
      const gone = new Set(removed);
      const before = { policy, holdings: left, at };
      left = left.filter(({ id }) => !gone.has(id));
      return staffingChange(before, { policy, holdings: left, at }, { resiliency, items });
    });
  },
};

export type AnalysisName = keyof typeof analyses;
export type InputOf<N extends AnalysisName> = Parameters<(typeof analyses)[N]>[1];
export type OutputOf<N extends AnalysisName> = ReturnType<(typeof analyses)[N]>;
