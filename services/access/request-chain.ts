import { type Chain, type Change, findChain, selectChain } from '@zhiheng/approvals';

/**
 * The chain that a request goes through. A template goes the way of a role's content; an extension that of a grant where the
 * centre has no chain of its own for it at that kind of unit; a retirement put off that of an extension, a departure taken back that of a grant. Throws ApprovalError `no-chain`.
 */
export function chainOf(chains: readonly Chain[], change: Change, risk: number, unitKind: string | undefined): Chain {
  if (change === 'template') return selectChain(chains, 'role-content', risk, unitKind);
  // What somebody holds goes on for longer, or is theirs again.
  if (change === 'postpone-departure') return chainOf(chains, 'extend', risk, unitKind);
  if (change === 'reinstate') return selectChain(chains, 'grant', risk, unitKind);
  const own = findChain(chains, change, risk, unitKind);
  return own ?? selectChain(chains, change === 'extend' ? 'grant' : change, risk, unitKind);
}

/** The risk by which a role's content is decided on: its own, or the next higher for which the centre has a chain. */
export function riskWithChain(chains: readonly Chain[], own: number): 1 | 2 | 3 {
  const enough = ([1, 2, 3] as const).filter((one) => one >= own);
  return enough.find((one) => chains.some((chain) => chain.change === 'role-content' && chain.risk === one)) ?? 3;
}
