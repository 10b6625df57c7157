import type { VerificationState } from '@zhiheng/contracts';
import type { Owner } from '../exports/job.ts';
import type { Verification } from './verify-log.ts';

/** A verification of a whole log as it is kept. */
export interface VerificationRun {
  id: string;
  owner: Owner;
  correlationId: string | null;
  since: string | null;
  state: VerificationState;
  failure: string | null;
  size: number | null;
  reached: number;
  continuation: string | null;
  result: Verification | null;
  attempts: number;
  createdAt: Date;
  finishedAt: Date | null;
}
