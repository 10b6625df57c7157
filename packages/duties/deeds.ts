import type { PriorStep, Relation, Step } from './step-types.ts';
import type { Effect, Instant, Text } from './types.ts';

/** A step as it was done; `returned`: the case was sent back by it. */
type RecordedStep = Step & { at: Instant; returned?: boolean | undefined };

/** A case as it was done. */
export interface RecordedCase {
  /** Its id or reference. */
  case: string;
  item: string;
  unit: string;
  channel?: string | undefined;
  /** The same for cases of the same subject, whatever it is; absent: about nobody in particular. */
  subject?: string | undefined;
  steps: readonly RecordedStep[];
  /** Who of those who did its steps is the subject, or has declared a relation to it. */
  related?: ReadonlyMap<string, Relation> | undefined;
}

/**
 * What one person did against a rule: on one case, or for one subject if the rule is within a subject; or against what the item
 * binds together, on one case.
 */
export interface Deed {
  rule: string;
  name: Text;
  source: string;
  effect: Effect;
  person: string;
  /** In order of their first step among `steps`, as are the items and units. */
  cases: string[];
  items: string[];
  units: string[];
  /**
   * The steps that break the rule and those that they do not go with, in order of time: the person's own, and where duties are
   * bound together those of who did the others.
   */
  steps: PriorStep[];
  /** Only for recusal rules. */
  related?: Relation;
  /** Only of duties bound together: whether they were when they were done, or came to be later. */
  binding?: 'broken' | 'later';
  /** Indices into the rule's `of` that the steps are. */
  selectors: number[];
  /** The first and the last step. */
  from: Instant;
  until: Instant;
}
