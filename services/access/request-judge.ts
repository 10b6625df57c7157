import type { Transaction } from '@zhiheng/database';
import type { explain, Holding } from '@zhiheng/duties';
import { fieldProblem, Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { conflictsOf } from './duty-check.ts';
import type { ResolvedInput } from './request-input.ts';
import { currentHoldings } from './store/grant-store.ts';

const proposedId = 'proposed';

/** The grant a request asks for, as the rules see it. */
export function proposedHolding(
  wanted: { person: string; role: string; unit: string; validFrom: Date | null; validUntil: Date | null },
  at: number,
): Holding {
  return {
    id: proposedId,
    person: wanted.person,
    role: wanted.role,
    unit: wanted.unit,
    from: Math.max(wanted.validFrom?.getTime() ?? at, at),
    until: wanted.validUntil?.getTime() ?? Number.POSITIVE_INFINITY,
  };
}

export interface Judgement {
  /** The refusal, other than a conflict of duties; undefined when there is none. */
  problem?: Problem;
  blocking: ReturnType<typeof explain>[];
  observed: ReturnType<typeof explain>[];
}

/** Whether what is asked for could take effect at this moment. */
export async function judgeInput(
  transaction: Transaction,
  policy: CentrePolicy,
  input: ResolvedInput,
  at: number,
): Promise<Judgement> {
  const none: Judgement = { blocking: [], observed: [] };
  if (input.beneficiary.state !== 'active')
    return { ...none, problem: new Problem('not-active', `${input.beneficiary.username} has left.`) };
  if (input.validUntil && input.validUntil.getTime() <= at)
    return { ...none, problem: fieldProblem('invalid-period', '/validUntil', 'the period lies in the past') };
  const holdings = await currentHoldings(transaction, policy.centre, [input.beneficiary.id]);
  const same = holdings.filter((held) => held.role === input.role && held.unit === input.unit);
  if (input.change === 'revoke') return same.length ? none : { ...none, problem: new Problem('not-held') };
  const proposed = proposedHolding({ ...input, person: input.beneficiary.id }, at);
  if (same.some((held) => held.from < proposed.until && proposed.from < held.until))
    return { ...none, problem: new Problem('already-held') };
  return conflictsOf(policy, holdings, proposed, at);
}
