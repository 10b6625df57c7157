import { ApprovalError } from '@zhiheng/approvals';
import { listed, type Said, said, thingSaid } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import type { Left } from './judgement.ts';
import { type Retirement, targetOf } from './request-asked.ts';
import { chainOf, riskWithChain } from './request-chain.ts';
import { whatIsLeft } from './retirement-left.ts';
import { confirmationChains } from './suspension-chain.ts';

/** What a retirement would leave behind, and why it is refused for that, if it is. */
export async function reviewRetirement(
  transaction: Transaction,
  policy: CentrePolicy,
  proposal: Retirement,
): Promise<{ left: Left[]; problem?: Problem }> {
  const left = await whatIsLeft(transaction, policy, proposal);
  const problem =
    proposal.kind === 'chain' && proposal.retired ? onlyChain(policy, proposal) : stillInUse(proposal, left);
  return { left, ...(problem ? { problem } : {}) };
}

function stillInUse(proposal: Retirement, left: readonly Left[]): Problem | undefined {
  const refusing = left.filter(({ refuses }) => refuses);
  if (refusing.length === 0) return undefined;
  const { kind, target } = targetOf(proposal);
  const told = refusing.map((one) => said('count-of', { kind: thingSaid(one.kind), count: one.count }));
  const held = refusing.some((one) => one.kind === 'suspended-grant');
  const still = said('still-left', { kind: thingSaid(kind), code: target, left: listed(told) });
  return new Problem('in-use', listed([still, ...(held ? [wayOut(proposal)] : [])], ['', ' ']));
}

/** What is to be done first about suspended grants. */
const wayOut = (proposal: Retirement): Said =>
  proposal.kind === 'unit' && proposal.into !== undefined
    ? said('suspended-in-both', { into: proposal.into })
    : said('still-suspended');

function onlyChain(policy: CentrePolicy, proposal: Extract<Retirement, { kind: 'chain' }>): Problem | undefined {
  const { target } = targetOf(proposal);
  const others = policy.chains.filter((chain) => targetOf({ kind: 'chain', chain }).target !== target);
  const still = new Set(passable({ ...policy, chains: others }));
  const lost = passable(policy).filter((way) => !still.has(way));
  return lost.length === 0 ? undefined : new Problem('only-chain', said('nothing-decides', { ways: listed(lost) }));
}

const byUnit = ['grant', 'revoke', 'extend'] as const;

/** Every kind of change, risk and kind of unit for which there is a chain: `change/risk/kind`. */
function passable({ chains, policy: { units } }: Pick<CentrePolicy, 'chains' | 'policy'>): string[] {
  const kinds = [...new Set(units.filter(({ retired }) => !retired).map(({ kind }) => kind))];
  const root = units.find(({ parent }) => parent === null)?.kind;
  const risks = [1, 2, 3] as const;
  const ways = [
    ...byUnit.flatMap((change) => risks.flatMap((risk) => kinds.map((kind) => ({ change, risk, chosen: risk, kind })))),
    ...kinds.map((kind) => ({ change: 'exception' as const, risk: 3, chosen: 3, kind })),
    ...risks.map((risk) => ({
      change: 'role-content' as const,
      risk,
      chosen: riskWithChain(chains, risk),
      kind: root,
    })),
    { change: 'rule' as const, risk: 3, chosen: 3, kind: root },
  ];
  return [
    ...ways.filter(({ change, chosen, kind }) => hasChain(chains, change, chosen, kind)),
    ...kinds
      .filter((kind) => confirmationChains({ chains }, kind).length > 0)
      .map((kind) => ({ change: 'suspension', risk: 3, kind })),
  ].map(({ change, risk, kind }) => `${change}/${risk}/${kind}`);
}

function hasChain(...wanted: Parameters<typeof chainOf>): boolean {
  try {
    chainOf(...wanted);
    return true;
  } catch (error) {
    if (error instanceof ApprovalError) return false;
    throw error;
  }
}
