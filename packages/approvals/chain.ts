import { ApprovalError } from './approval-error.ts';
import type { ApprovalRequest, Chain, Change, StageRule, Wanted } from './types.ts';
import { changeName } from './wording.ts';

/**
 * The chain for a change: the one for this kind of unit, else the one for every kind. A chain without stages would approve
 * by itself and counts as none.
 */
export function findChain(
  chains: readonly Chain[],
  change: Change,
  risk: number,
  unitKind: string | undefined,
): Chain | undefined {
  const fitting = chains.filter((chain) => chain.change === change && chain.risk === risk && chain.stages.length > 0);
  return (
    fitting.find((one) => one.unitKind !== undefined && one.unitKind === unitKind) ??
    fitting.find((one) => one.unitKind === undefined)
  );
}

/** The same. Throws ApprovalError `no-chain`. */
export function selectChain(
  chains: readonly Chain[],
  change: Change,
  risk: number,
  unitKind: string | undefined,
): Chain {
  const chain = findChain(chains, change, risk, unitKind);
  if (!chain)
    throw new ApprovalError('no-chain', {
      zh: `没有适用于“${changeName(change).zh}”、风险等级 ${risk} 的审批链。`,
      en: `No chain is defined for ${change} at risk ${risk}.`,
    });
  return chain;
}

/** The request before its first stage opens. Throws RangeError for a quorum or deadline that is no whole number from 1. */
export function draft(
  chain: Chain,
  { id, change, requester, onBehalfOf, beneficiary, concerned = [], unit }: Wanted,
): ApprovalRequest {
  if (chain.stages.length === 0)
    throw new ApprovalError('no-chain', {
      zh: '审批链至少要有一个环节。',
      en: 'A chain needs at least one stage.',
    });
  for (const rule of chain.stages) checkRule(rule);
  return {
    id,
    change,
    requester,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    beneficiary,
    ...(concerned.length ? { concerned } : {}),
    unit,
    state: 'pending',
    stages: chain.stages.map((rule, ordinal) => ({
      ordinal,
      rule,
      state: 'waiting',
      by: rule.by,
      escalated: false,
      decisions: [],
    })),
  };
}

/** A quorum of none would approve by silence. */
function checkRule({ quorum = 1, workingDays }: StageRule): void {
  for (const [name, count] of Object.entries({ quorum, workingDays })) {
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`${name} must be a whole number from 1, not ${count}`);
  }
}
