export { ApprovalError, type ApprovalErrorCode } from './approval-error.ts';
export { candidates } from './candidates.ts';
export { selectChain } from './chain.ts';
export { decide } from './decide.ts';
export { markApplied, markFailed, withdraw } from './finish.ts';
export { open, type PlannedStage, preview } from './open.ts';
export { escalate } from './overdue.ts';
export { reassign } from './reassign.ts';
export type * from './types.ts';
