import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { isPolicyChange } from './request-asked.ts';
import { readGround } from './request-ground.ts';
import { type JudgedConflict, judgeAsked, judgeGrant } from './request-judge.ts';
import type { StoredRequest } from './store/request-store.ts';

/** By request: what the pending ones would break if they took effect at this moment. */
export async function conflictsNow(
  transaction: Transaction,
  policy: CentrePolicy,
  requests: readonly StoredRequest[],
  at: number,
): Promise<Map<string, JudgedConflict[]>> {
  const found = new Map<string, JudgedConflict[]>();
  const pending = requests.filter(({ approval }) => approval.state === 'pending');
  const grants = pending.filter(({ change }) => change === 'grant' || change === 'extend');
  const people = [...new Set(grants.map(({ approval }) => approval.beneficiary))];
  const ground = people.length ? await readGround(transaction, policy, people) : undefined;
  for (const request of pending) {
    const { beneficiary } = request.approval;
    if (ground && grants.includes(request) && !isPast(request, at)) {
      const { blocking, observed } = judgeGrant(policy, ground, request, beneficiary, at);
      found.set(request.id, [...blocking, ...observed]);
    } else if (isPolicyChange(request)) {
      const { blocking, observed } = await judgeAsked(transaction, policy, request, beneficiary, at);
      found.set(request.id, [...blocking, ...observed]);
    }
  }
  return found;
}

const isPast = ({ validUntil }: StoredRequest, at: number): boolean =>
  validUntil !== null && validUntil.getTime() <= at;
