import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import type { JudgedConflict, Judgement } from './judgement.ts';
import { isPolicyChange } from './request-asked.ts';
import { readGround } from './request-ground.ts';
import { judgeAsked, judgeGrant } from './request-judge.ts';
import type { StoredRequest } from './store/request-store.ts';

/** What a request breaks; `further`: how many more there are than are told. */
interface Broken {
  conflicts: JudgedConflict[];
  further: number;
}

/** By request: what the pending ones would break if they took effect at this moment. */
export async function conflictsNow(
  transaction: Transaction,
  policy: CentrePolicy,
  requests: readonly StoredRequest[],
  at: number,
): Promise<Map<string, Broken>> {
  const found = new Map<string, Broken>();
  const pending = requests.filter(({ approval }) => approval.state === 'pending');
  const grants = pending.filter(({ change }) => change === 'grant' || change === 'extend');
  const people = [...new Set(grants.map(({ approval }) => approval.beneficiary))];
  const ground = people.length ? await readGround(transaction, policy, people) : undefined;
  for (const request of pending) {
    const { beneficiary } = request.approval;
    if (ground && grants.includes(request) && !isPast(request, at)) {
      found.set(request.id, brokenBy(judgeGrant(policy, ground, request, beneficiary, at)));
    } else if (isPolicyChange(request)) {
      found.set(request.id, brokenBy(await judgeAsked(transaction, policy, request, beneficiary, at)));
    }
  }
  return found;
}

const brokenBy = ({ blocking, observed, further }: Judgement): Broken => ({
  conflicts: [...blocking, ...observed],
  further: further ? further.blocking + further.observed : 0,
});

const isPast = ({ validUntil }: StoredRequest, at: number): boolean =>
  validUntil !== null && validUntil.getTime() <= at;
