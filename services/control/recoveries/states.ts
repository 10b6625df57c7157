/** How a recovery moves; the database draws the same (control.recovery_drawn). */
export const recoveryMoves = {
  /** Somebody is asked to order it. */
  opened: ['to-review'],
  'to-review': ['to-approve', 'opened', 'cancelled'],
  'to-approve': ['ordered', 'opened', 'cancelled'],
  /** It is owed. What is paid back, deducted or written off moves it on; a reversal moves it back. */
  ordered: ['settled'],
  settled: ['ordered'],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>;

export type RecoveryState = keyof typeof recoveryMoves;

/** The two that decide on an order, where each stands, and where their words lead. */
export const decisions = {
  review: { from: 'to-review', agree: 'to-approve' },
  approve: { from: 'to-approve', agree: 'ordered' },
} as const satisfies Record<string, { from: RecoveryState; agree: RecoveryState }>;
export type DecidingDuty = keyof typeof decisions;
export type Verdict = 'agree' | 'return' | 'cancel';

/** Where a verdict leads. */
export const moveOf = (duty: DecidingDuty, verdict: Verdict): RecoveryState =>
  verdict === 'agree' ? decisions[duty].agree : verdict === 'return' ? 'opened' : 'cancelled';
