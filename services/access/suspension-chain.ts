import { ApprovalError, type Chain, type Organisation, type Outcome, open, type Wanted } from '@zhiheng/approvals';
import type { CentrePolicy } from './centre-policy.ts';
import { confirmationDays } from './suspension-deadline.ts';

/**
 * The chains by which a suspension at a kind of unit could be confirmed, the first choice first: the centre's own of the highest
 * risk; without one each stage of its chain for revocations of the highest risk, the highest post first. None takes longer
 * or ever expires: a missed deadline passes it on to the next post, and the suspension stays. Empty when the centre has neither.
 */
export function confirmationChains({ chains }: Pick<CentrePolicy, 'chains'>, unitKind: string | undefined): Chain[] {
  const own = highest(chains, 'suspension', unitKind);
  if (own) return [waiting(own)];
  const removal = highest(chains, 'revoke', unitKind);
  return (removal?.stages ?? [])
    .toReversed()
    .map((stage) => waiting({ change: 'suspension', risk: removal?.risk ?? 3, stages: [stage] }));
}

/** Opens the confirmation by the first chain that distinct people could go through. Throws ApprovalError. */
export function openConfirmation(
  { addWorkingDays }: Pick<CentrePolicy, 'addWorkingDays'>,
  chains: readonly Chain[],
  wanted: Wanted,
  organisation: Organisation,
): Outcome {
  let refused: unknown = new ApprovalError('no-chain', {
    zh: '停权和收回都没有审批链。',
    en: 'No chain is defined for suspensions or revocations.',
  });
  for (const chain of chains)
    try {
      return open(chain, wanted, organisation, addWorkingDays);
    } catch (error) {
      if (!(error instanceof ApprovalError)) throw error;
      refused = error;
    }
  throw refused;
}

const waiting = (chain: Chain): Chain => ({
  ...chain,
  stages: chain.stages.map((stage) => ({ ...stage, workingDays: confirmationDays, atEnd: 'wait' })),
});

function highest(chains: readonly Chain[], change: Chain['change'], unitKind: string | undefined): Chain | undefined {
  const fitting = chains.filter((one) => one.change === change && one.stages.length > 0);
  return [...fitting]
    .filter((one) => one.unitKind === undefined || one.unitKind === unitKind)
    .sort((a, b) => b.risk - a.risk || Number(b.unitKind !== undefined) - Number(a.unitKind !== undefined))[0];
}
