import type { ProblemDocument } from '@zhiheng/contracts';
import type { WordKey } from '../words/types.ts';

type AdviceKey = Extract<WordKey, `advice.${string}`>;

const byCode: Record<string, AdviceKey> = {
  'not-permitted': 'advice.not-permitted',
  'not-a-candidate': 'advice.not-permitted',
  'own-request': 'advice.no-approver',
  'duty-conflict': 'advice.duty-conflict',
  'not-pending': 'advice.not-pending',
  'already-decided': 'advice.already-decided',
  'too-many-requests': 'advice.too-many-requests',
  'no-approver': 'advice.no-approver',
  'already-held': 'advice.already-held',
  'not-held': 'advice.not-held',
  'in-use': 'advice.in-use',
  'not-found': 'advice.out-of-sight',
  'unknown-code': 'advice.out-of-sight',
};

/** What somebody can do about a problem. */
export function adviceOf({ code, status }: Pick<ProblemDocument, 'code'> & { status?: number }): AdviceKey | undefined {
  if (byCode[code]) return byCode[code];
  if (status === undefined) return undefined;
  if (status >= 500) return 'advice.retry';
  return status === 400 || status === 422 ? 'advice.input' : undefined;
}
