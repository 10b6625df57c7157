import type { Effect, Exception, Instant, Text } from './types.ts';

/** Who did which duty in which round of a case: 1, and one more each time it was returned. */
export interface Step {
  person: string;
  duty: string;
  round: number;
}

/** A step on another case of the same subject. */
export interface PriorStep extends Step {
  /** The case it was done on, by id or reference as given. */
  case: string;
  item: string;
  at: Instant;
  /** The channel of that case; absent: any of its item's. */
  channel?: string | undefined;
}

/** Who a case is about to the person: themself, or somebody they have declared a relation to. */
export type Relation = 'self' | 'relation';

/** What is known of the person and the subject of the case. The subject itself is compared outside and never seen here. */
export interface SubjectHistory {
  /** Steps on other cases of the subject, through whichever account; those of other people are left out of account. */
  priorSteps: readonly PriorStep[];
  /** Absent: no relation. */
  related?: Relation | undefined;
}

/** A step about to be recorded, and those already recorded on the case. */
export interface StepAttempt {
  case: { item: string; unit: string; channel?: string };
  duty: string;
  person: string;
  steps: readonly Step[];
  /** Absent: the case is about nobody in particular, and no rule about subjects binds it. */
  subject?: SubjectHistory | undefined;
}

export interface StepOptions {
  readonly exceptions?: readonly Exception[] | undefined;
  /**
   * When the step is recorded. Exceptions count only if this is given and they cover it; without it no prior step is too
   * long ago for a rule within a subject.
   */
  readonly at?: Instant | undefined;
}

/** A case or recusal rule that the step would break. */
export interface StepConflict {
  rule: string;
  name: Text;
  source: string;
  effect: Effect;
  person: string;
  duty: string;
  /** The case's item, then those of `prior`. */
  items: string[];
  /** The person's own earlier steps on this case that it does not go with. */
  steps: Step[];
  /** The person's own steps on other cases of the subject that it does not go with; only for rules within a subject. */
  prior: PriorStep[];
  /** Only for recusal rules. */
  related?: Relation;
  /** Indices into the rule's `of` that the person would have done. */
  selectors: number[];
}
