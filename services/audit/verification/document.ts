import type { LogVerification } from '@zhiheng/contracts';
import type { VerificationRun } from './run.ts';

/** As whoever may read the whole log sees it. */
export function verificationDocument(run: VerificationRun): LogVerification {
  const { id, state, failure, owner, size, reached, createdAt, finishedAt, result } = run;
  return {
    id,
    state,
    failure,
    askedBy: owner.person === null ? owner.client : owner.username,
    progress: state === 'done' ? 1 : size ? Math.min(1, reached / size) : 0,
    reached,
    size,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    result,
  };
}
