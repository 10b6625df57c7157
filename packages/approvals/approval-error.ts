import type { Text } from './wording.ts';

/** A subset of the problem codes of `@zhiheng/contracts`. */
export type ApprovalErrorCode =
  | 'already-decided'
  | 'comment-required'
  | 'no-approver'
  | 'no-chain'
  | 'not-a-candidate'
  | 'not-pending'
  | 'not-permitted'
  | 'own-request';

/** A move that the chain does not allow. Nothing has changed. */
export class ApprovalError extends Error {
  override readonly name = 'ApprovalError';
  readonly code: ApprovalErrorCode;
  readonly said: Text;
  /** Ordinal of the stage, with `no-approver` and `not-a-candidate`. */
  readonly stage?: number;

  constructor(code: ApprovalErrorCode, said: Text, stage?: number) {
    super(said.en);
    this.code = code;
    this.said = said;
    if (stage !== undefined) this.stage = stage;
  }
}
