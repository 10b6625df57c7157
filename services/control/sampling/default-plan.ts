import type { ControlSettings, SamplingPlan } from '@zhiheng/contracts';

/** Lower ends of the bands in which amounts are parted: 100, 1,000 and 10,000 yuan. */
const bandsFen = [10_000, 100_000, 1_000_000];

/** How the centre draws unless a plan says otherwise, as its settings have it. */
export function defaultPlan({ sampling: { rates, perOperatorLeast, certainty } }: ControlSettings): SamplingPlan {
  const quota = (risk: 1 | 2 | 3) => {
    const { share, least } = rates.find((rate) => rate.risk === risk) ?? { share: 1, least: 0 };
    return { per10000: Math.round(share * 10_000), least };
  };
  const certain: [boolean, SamplingPlan['certain'][number]][] = [
    [certainty.amountFen !== null, 'amount'],
    [certainty.openDoubt, 'doubt'],
    [certainty.exceptionOrTemporary, 'exception'],
    [certainty.leaversLastMonth, 'leaver'],
    [certainty.identityChangeDays !== null, 'identity-and-merge'],
    [certainty.staffOrRelative, 'relation'],
  ];
  return {
    strata: ['item'],
    bandsFen,
    method: 'share',
    quotas: { risk1: quota(1), risk2: quota(2), risk3: quota(3) },
    perOperator: perOperatorLeast,
    certain: certain.flatMap(([on, reason]) => (on ? [reason] : [])),
    certainFromFen: certainty.amountFen ?? 1_000_000,
    certainWithinDays: certainty.identityChangeDays ?? 30,
  };
}
