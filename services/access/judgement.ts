import type { LeftBehind, PolicyWarning } from '@zhiheng/contracts';
import type { explain } from '@zhiheng/duties';
import type { Problem } from '@zhiheng/http';
import type { Cure } from './cure.ts';
import type { Counted } from './store/retirement-store.ts';

/** What hangs on what is to retire, of one kind. */
export type Left = Omit<LeftBehind, 'some'> & Counted;

/** A broken rule; `person` (username) where it is not the beneficiary who would break it. */
export type JudgedConflict = ReturnType<typeof explain> & { person?: string };

export interface Judgement {
  /** The refusal, other than a conflict of duties; undefined when there is none. */
  problem?: Problem;
  blocking: JudgedConflict[];
  observed: JudgedConflict[];
  /** Of a new rule that is to block: what is held against it already, and is to be given up. */
  settling?: JudgedConflict[];
  /** Of a change of policy: what would end with it. */
  cure?: Cure;
  /** Of a change of policy: what nobody would break any more. */
  resolved?: JudgedConflict[];
  /** How many more there are of each list than it tells; a change of policy may hit any number of people. */
  further?: Record<'blocking' | 'observed' | 'adjusting' | 'resolved', number>;
  /** Of a change of policy: what it had better not say. */
  warnings?: PolicyWarning[];
  /** Of a retirement: what would still hang on it. */
  left?: Left[];
}
