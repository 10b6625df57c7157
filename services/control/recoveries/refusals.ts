import { recoveryStates, said } from '@zhiheng/contracts';
import { violates } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import type { RecoveryRow } from '../store/recovery-store.ts';
import type { RecoveryState } from './states.ts';

/** Throws `moved-on` unless it stands at one of these. */
export function requireState({ state }: RecoveryRow, ...states: readonly RecoveryState[]): void {
  if (!states.includes(state)) throw new Problem('moved-on', said('recovery-state', { state: recoveryStates[state] }));
}

/** What the database refuses that was judged to be in order a moment before, or by another recovery's lock. */
export function refused(error: unknown): never {
  switch (violates(error)) {
    case 'recovery_never_above':
      throw new Problem('above-outstanding');
    case 'recovery_reference_once':
      throw new Problem('reference-used', said('recovery-reference'));
    case 'recovery_line_reversed_once':
      throw new Problem('already-recorded');
    case 'recovery_line_by_another':
    case 'recovery_distinct_people':
    case 'recovery_plan_by_two':
      throw new Problem('another-person', said('recovery-another'));
    case 'recovery_plan_of_rest':
      throw new Problem('plan-not-of-rest');
    case 'recovery_only_moves':
    case 'recovery_line_ordered':
    case 'recovery_plan_once':
      throw new Problem('moved-on');
  }
  throw error;
}
