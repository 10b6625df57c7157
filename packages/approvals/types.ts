/** What a request would change. */
export type Change =
  | 'grant'
  | 'revoke'
  | 'extend'
  | 'exception'
  | 'role-content'
  | 'rule'
  | 'template'
  | 'suspension'
  | 'postpone-departure'
  | 'reinstate';

/**
 * Whom a stage looks for. `grant-unit`: holders at the request's unit, or at its nearest ancestor where anybody holds the
 * role. `centre`: holders anywhere in the centre. `parent`: holders at a unit of kind `parent-liaison` or at the root.
 */
export type Of = 'grant-unit' | 'centre' | 'parent';

export interface StageRule {
  /** Code of the role whose holders decide. */
  readonly by: string;
  readonly of: Of;
  /** Working days to decide in, counted anew after an escalation. */
  readonly workingDays: number;
  /** Code of the role that decides when `by` cannot, or has let the deadline pass. */
  readonly escalateTo?: string;
  /** How many distinct people must approve; 1 when absent. */
  readonly quorum?: number;
  /**
   * What a missed deadline does; `escalate` when absent and there is `escalateTo`, else `expire`. `wait`: it escalates where it
   * can, and never expires: the stage stays open, with a deadline anew.
   */
  readonly atEnd?: 'escalate' | 'expire' | 'wait';
}

/** Which stages a change of this risk goes through, in order; without `unitKind` for every kind of unit. */
export interface Chain {
  readonly change: Change;
  readonly risk: number;
  readonly unitKind?: string;
  readonly stages: readonly StageRule[];
}

/** One voice; a deputy's counts for `onBehalfOf` as well. */
export interface Decision {
  readonly person: string;
  readonly onBehalfOf?: string;
  readonly decision: 'approve' | 'reject';
  readonly comment?: string;
  /** Milliseconds. */
  readonly at: number;
}

export interface Stage {
  /** From 0, in the chain's order. */
  readonly ordinal: number;
  readonly rule: StageRule;
  readonly state: 'waiting' | 'open' | 'approved' | 'rejected' | 'closed';
  /** The role that decides now: the rule's `by`, after an escalation its `escalateTo`. */
  readonly by: string;
  readonly escalated: boolean;
  /** Milliseconds; absent until the stage opens. */
  readonly openedAt?: number;
  /** The first instant (milliseconds) that is too late; absent until the stage opens. */
  readonly dueAt?: number;
  readonly decisions: readonly Decision[];
}

/** `approved` awaits its effect; `pending` and `approved` are the only states that still move. */
export type RequestState = 'pending' | 'approved' | 'applied' | 'rejected' | 'withdrawn' | 'expired' | 'failed';

export interface ApprovalRequest {
  readonly id: string;
  readonly change: Change;
  readonly requester: string;
  /** For whom the requester asked, as their deputy: heard by asking, as the requester is. */
  readonly onBehalfOf?: string;
  readonly beneficiary: string;
  /** Whom it takes something from beside: no more heard on it than the beneficiary. */
  readonly concerned?: readonly string[];
  /** Code of the unit that the change is about. */
  readonly unit: string;
  readonly state: RequestState;
  readonly stages: readonly Stage[];
}

/** What a request is opened from. */
export interface Wanted
  extends Pick<ApprovalRequest, 'id' | 'change' | 'requester' | 'onBehalfOf' | 'beneficiary' | 'concerned' | 'unit'> {
  /** The instant (milliseconds) it is asked at. */
  readonly at: number;
}

/** Who could decide at one moment: active people only. Read anew for another moment, never changed once handed in. */
export interface Organisation {
  readonly units: readonly { readonly code: string; readonly parent: string | null; readonly kind: string }[];
  /** Grants in force, of at least every role that the chain names. */
  readonly holders: readonly { readonly person: string; readonly role: string; readonly unit: string }[];
  /** Who may act for whom, over half-open periods [from, until) in milliseconds. */
  readonly deputies?: readonly Deputy[];
  /** Holders and deputies who are away, and silent until they return: a holder's deputies speak for them meanwhile. */
  readonly away?: ReadonlySet<string>;
}

export interface Deputy {
  readonly deputy: string;
  readonly principal: string;
  readonly from: number;
  readonly until: number;
}

/** Somebody who may decide; `onBehalfOf` when only as the deputy of a holder. */
export interface Candidate {
  readonly person: string;
  readonly onBehalfOf?: string;
}

/** The deadline `days` working days after an instant, both in milliseconds; `@zhiheng/calendar` has one. */
export type AddWorkingDays = (from: number, days: number) => number;

/** What happened, in order. `stage` is an ordinal, instants are milliseconds. */
export type ApprovalEvent =
  | {
      readonly type: 'stage-opened';
      readonly stage: number;
      readonly by: string;
      readonly at: number;
      readonly dueAt: number;
    }
  | {
      readonly type: 'stage-escalated';
      readonly stage: number;
      readonly from: string;
      readonly to: string;
      readonly because: 'no-approver' | 'overdue';
      readonly at: number;
      readonly dueAt: number;
    }
  /** A deadline of a stage that waits was missed; it stays where it is. */
  | {
      readonly type: 'stage-overdue';
      readonly stage: number;
      readonly by: string;
      readonly at: number;
      readonly dueAt: number;
    }
  /** The stage is open and lacks people who could complete it; it waits, and expires at its end. */
  | { readonly type: 'stage-unstaffed'; readonly stage: number; readonly at: number }
  | { readonly type: 'stage-reassigned'; readonly stage: number; readonly to: readonly string[]; readonly at: number }
  | { readonly type: 'decided'; readonly stage: number; readonly decision: Decision }
  | { readonly type: 'stage-approved'; readonly stage: number }
  | { readonly type: 'approved' }
  | { readonly type: 'rejected'; readonly stage: number }
  | { readonly type: 'withdrawn'; readonly by: string; readonly at: number }
  | { readonly type: 'expired'; readonly stage: number; readonly at: number }
  | { readonly type: 'applied' }
  | { readonly type: 'failed'; readonly reasons: readonly string[] };

/** The request after a move, and what the move consisted of. The request handed in stays as it was. */
export interface Outcome {
  readonly request: ApprovalRequest;
  readonly events: readonly ApprovalEvent[];
}
