import { setTimeout as pause } from 'node:timers/promises';
import type { LogVerification, VerificationResult } from '@zhiheng/contracts';
import type { Caller } from './api.ts';

/** Has the whole log verified and waits for what was found. */
export async function verifiedLog(caller: Caller): Promise<VerificationResult> {
  const asked = await caller.post<LogVerification>('/audit/v1/verifications', {});
  if (asked.status !== 202) throw new Error(`a verification is refused: ${asked.status} ${JSON.stringify(asked.body)}`);
  for (;;) {
    const { state, result, failure } = (await caller.get<LogVerification>(`/audit/v1/verifications/${asked.body.id}`))
      .body;
    if (result) return result;
    if (state !== 'queued' && state !== 'running') throw new Error(`the verification ended as ${state}: ${failure}`);
    await pause(50);
  }
}
