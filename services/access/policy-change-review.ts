import { ApprovalError, preview } from '@zhiheng/approvals';
import type { Transaction } from '@zhiheng/database';
import { type ChangeReview, type CompiledPolicy, type Conflict, explain, judge, reviewChange } from '@zhiheng/duties';
import { Problem } from '@zhiheng/http';
import { type CentrePolicy, rootOf } from './centre-policy.ts';
import { type Cure, cureAmong } from './cure.ts';
import { judgedHoldings } from './deputy-holdings.ts';
import { lessExcepted, onAllItems } from './duty-check.ts';
import { beyondLimit } from './grant-limit.ts';
import type { JudgedConflict, Judgement } from './judgement.ts';
import { readOrganisation } from './organisation.ts';
import { compileAfter, policyAfter } from './policy-change-check.ts';
import { warningsBy } from './policy-warnings.ts';
import { type Asked, cureOf, isRetirement, type PolicyProposal, policyProposalOf } from './request-asked.ts';
import { takeOverOf } from './retirement.ts';
import { requireUsable } from './retirement-check.ts';
import { reviewRetirement } from './retirement-review.ts';
import { currentExceptions } from './store/exception-store.ts';
import { usernamesOf } from './store/people-store.ts';
import { reviewStranded } from './stranded-cases.ts';
import { judgeTemplate, requireTemplate } from './template-change.ts';

/** Of one list no more are told; how many more there are, is. */
const mostTold = 200;

/** Weighs a proposal by what everybody holds at this moment, less what exceptions permit. */
export async function reviewProposal(
  transaction: Transaction,
  policy: CentrePolicy,
  proposal: PolicyProposal,
  at: number,
): Promise<{ review: ChangeReview; after: CompiledPolicy; cure: Cure | undefined }> {
  const after = compileAfter(policyAfter(policy, proposal), proposal);
  const exceptions = await currentExceptions(transaction, policy.centre);
  const holdings = await judgedHoldings(transaction, policy);
  const takeOver = takeOverOf(proposal);
  const moves = takeOver && { from: takeOver.from, to: takeOver.into };
  const weigh = (ids: readonly string[]) =>
    reviewChange(policy.compiled, after, holdings, onAllItems(exceptions), { from: at, moves, cure: ids });
  const uncured = weigh([]);
  const terms = cureOf({ proposal });
  const cure = terms && cureAmong(terms, holdings, [...uncured.refused, ...uncured.settling]);
  const found = cure?.ids.length ? weigh(cure.ids) : uncured;
  const less = (conflicts: Conflict[]) => lessExcepted(conflicts, exceptions);
  const review = {
    refused: less(found.refused),
    observed: less(found.observed),
    settling: less(found.settling),
    resolved: found.resolved,
  };
  for (const conflict of brokenByItself(policy, after, proposal, at))
    review[conflict.effect === 'block' ? 'refused' : 'observed'].push(conflict);
  return { review, after, cure };
}

/** Stands for whoever it may be; no id of a person. */
const anybody = 'anybody';

/** What anybody would break who was given a new role, and nothing else: nobody holds it yet, and nobody ever could. */
function brokenByItself(policy: CentrePolicy, after: CompiledPolicy, proposal: PolicyProposal, at: number): Conflict[] {
  if (proposal.kind !== 'role' || policy.roleOf.has(proposal.role.code)) return [];
  const role = proposal.role.code;
  const unit = rootOf(policy);
  return judge(after, [{ id: role, person: anybody, role, unit, from: at, until: Number.POSITIVE_INFINITY }]);
}

/** A request to change the policy, as any request is judged. */
export async function reviewRequest(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Asked,
  at: number,
): Promise<Judgement> {
  const proposal = policyProposalOf(asked);
  try {
    requireUsable(policy, proposal);
    if (proposal.kind === 'template') {
      requireTemplate(policy, proposal.template);
      return judgeTemplate(policy, proposal.template, at);
    }
    const { review, after, cure } = await reviewProposal(transaction, policy, proposal, at);
    const retiring = isRetirement(proposal) ? await reviewRetirement(transaction, policy, proposal) : undefined;
    const ends = isRetirement(proposal) && proposal.retired;
    const chain = proposal.kind === 'chain' && !ends ? proposal.chain : undefined;
    const stranded = await reviewStranded(transaction, policy, proposal);
    const problem =
      retiring?.problem ?? stranded?.problem ?? (chain && (await unusable(transaction, policy, chain, at)));
    const told = await inWords(transaction, policy, after, review);
    const warnings = ends ? [] : warningsBy(after, proposal);
    const left =
      proposal.kind === 'limit' ? await beyondLimit(transaction, policy, proposal.limit) : (retiring ?? stranded)?.left;
    return {
      ...told,
      warnings,
      ...(cure ? { cure } : {}),
      ...(left ? { left } : {}),
      ...(problem ? { problem } : {}),
    };
  } catch (error) {
    // What was sound when it was asked for may no longer be: a role it inherits from is not what it was.
    if (error instanceof Problem) return { problem: error, blocking: [], observed: [] };
    throw error;
  }
}

async function inWords(
  transaction: Transaction,
  { centre, compiled }: CentrePolicy,
  after: CompiledPolicy,
  { refused, observed, settling, resolved }: ChangeReview,
): Promise<Judgement> {
  const people = [refused, observed, settling, resolved].flat().map(({ person }) => person);
  const names = await usernamesOf(
    transaction,
    centre,
    people.filter((person) => person !== anybody),
  );
  const more = (conflicts: readonly Conflict[]): number => Math.max(0, conflicts.length - mostTold);
  const told = (conflicts: readonly Conflict[], by = after): JudgedConflict[] =>
    conflicts.slice(0, mostTold).map((conflict) => ({
      ...explain(conflict, by),
      ...(conflict.person === anybody ? {} : { person: names.get(conflict.person) ?? conflict.person }),
    }));
  return {
    blocking: told(refused),
    observed: told(observed),
    settling: told(settling),
    resolved: told(resolved, compiled),
    further: {
      blocking: more(refused),
      observed: more(observed),
      adjusting: more(settling),
      resolved: more(resolved),
    },
  };
}

/** A chain that nobody could go through would leave the centre without a way to change: tried from its root. */
async function unusable(
  transaction: Transaction,
  policy: CentrePolicy,
  chain: Parameters<typeof preview>[0],
  at: number,
): Promise<Problem | undefined> {
  const root = rootOf(policy);
  const stages = chain.stages.filter(({ of }) => of !== 'grant-unit');
  if (stages.length === 0) return undefined;
  const organisation = await readOrganisation(transaction, { ...policy, chains: [chain] });
  const nobody = { id: '', requester: '', beneficiary: '', unit: root };
  try {
    preview({ ...chain, stages }, { ...nobody, change: chain.change, at }, organisation, policy.addWorkingDays);
    return undefined;
  } catch (error) {
    if (error instanceof ApprovalError) return new Problem(error.code, error.said);
    throw error;
  }
}
