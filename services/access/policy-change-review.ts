import { ApprovalError, preview } from '@zhiheng/approvals';
import type { Transaction } from '@zhiheng/database';
import { type CompiledPolicy, type Conflict, explain, judge, type Rule, reviewChange } from '@zhiheng/duties';
import { Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { judgedHoldings } from './deputy-holdings.ts';
import { lessExcepted, onAllItems } from './duty-check.ts';
import { readOrganisation } from './organisation.ts';
import { compileAfter, policyAfter } from './policy-change-check.ts';
import { type Asked, isRetirement, type PolicyProposal, policyProposalOf } from './request-asked.ts';
import type { JudgedConflict, Judgement } from './request-judge.ts';
import { takeOverOf } from './retirement.ts';
import { requireUsable } from './retirement-check.ts';
import { reviewRetirement } from './retirement-review.ts';
import { currentExceptions } from './store/exception-store.ts';
import { usernamesOf } from './store/people-store.ts';
import type { RuleStart } from './store/policy-change-store.ts';
import { judgeTemplate, requireTemplate } from './template-change.ts';
import { addWorkingDays } from './working-days.ts';

/** Of one list no more are told; how many more there are, is. */
const mostTold = 200;

/** What a change of policy would do to those who hold something. */
export interface PolicyReview {
  /** Who would break a rule that blocks: as long as there is anybody, the change is refused. */
  refused: Conflict[];
  observed: Conflict[];
  /** Who breaks a rule that is new and observes until none of them does any more. */
  adjusting: Conflict[];
  resolved: Conflict[];
  /** How a rule begins. */
  start?: RuleStart;
}

/** Weighs a proposal by what everybody holds at this moment, less what exceptions permit. */
export async function reviewProposal(
  transaction: Transaction,
  policy: CentrePolicy,
  proposal: PolicyProposal,
  at: number,
): Promise<{ review: PolicyReview; after: CompiledPolicy }> {
  const after = compileAfter(policyAfter(policy, proposal), proposal);
  const exceptions = await currentExceptions(transaction, policy.centre);
  const holdings = await judgedHoldings(transaction, policy);
  const takeOver = takeOverOf(proposal);
  const moves = takeOver && { from: takeOver.from, to: takeOver.into };
  const found = reviewChange(policy.compiled, after, holdings, onAllItems(exceptions), { from: at, moves });
  const less = (conflicts: Conflict[]) => lessExcepted(conflicts, exceptions);
  const review = {
    refused: less(found.refused),
    observed: less(found.observed),
    toAdjust: less(found.toAdjust),
    resolved: found.resolved,
  };
  for (const conflict of brokenByItself(policy, after, proposal, at))
    review[conflict.effect === 'block' ? 'refused' : 'observed'].push(conflict);
  return { review: settle(policy, proposal, review), after };
}

/** Stands for whoever it may be; no id of a person. */
const anybody = 'anybody';

/** What anybody would break who was given a new role, and nothing else: nobody holds it yet, and nobody ever could. */
function brokenByItself(policy: CentrePolicy, after: CompiledPolicy, proposal: PolicyProposal, at: number): Conflict[] {
  if (proposal.kind !== 'role' || policy.roleOf.has(proposal.role.code)) return [];
  const role = proposal.role.code;
  const unit = policy.policy.units.find(({ parent }) => parent === null)?.code as string;
  return judge(after, [{ id: role, person: anybody, role, unit, from: at, until: Number.POSITIVE_INFINITY }]);
}

type Found = Omit<PolicyReview, 'adjusting' | 'start'> & { toAdjust: Conflict[] };

/**
 * What becomes of those who break a rule that says something else than before. A new rule that is to block observes until they are
 * gone. One that blocked or observed already may not be turned on them: that is refused, lest a rule be weakened by
 * being changed.
 */
function settle({ compiled }: CentrePolicy, proposal: PolicyProposal, found: Found): PolicyReview {
  const { toAdjust, ...review } = found;
  if (proposal.kind !== 'rule' || proposal.retired) return { ...review, adjusting: [] };
  const { rule } = proposal;
  if (rule.effect === 'observe')
    return { ...review, observed: [...review.observed, ...toAdjust], adjusting: [], start: starting(rule.effect) };
  const before = compiled.ruleOf.get(rule.code);
  const isNew = before === undefined || (before.effect === 'observe' && !saysTheSame(before, rule));
  if (!isNew) return { ...review, refused: [...review.refused, ...toAdjust], adjusting: [], start: starting('block') };
  return { ...review, adjusting: toAdjust, start: toAdjust.length ? observing : starting('block') };
}

const observing: RuleStart = { effect: 'observe', blocksWhenClean: true };
const starting = (effect: Rule['effect']): RuleStart => ({ effect, blocksWhenClean: false });

/** Whether two rules forbid the same, whatever their names and effects, and in whatever order they say it. */
function saysTheSame(a: Rule, b: Rule): boolean {
  const essence = ({ name: _, source: __, effect: ___, ...rule }: Rule) => JSON.stringify(inOrder(rule));
  return essence(a) === essence(b);
}

/** Every list of a rule is a set. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => JSON.stringify(inOrder(one))).sort();
  return Object.entries(value)
    .map(([name, one]) => [name, inOrder(one)] as const)
    .sort(([x], [y]) => (x < y ? -1 : 1));
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
    const { review, after } = await reviewProposal(transaction, policy, proposal, at);
    const retiring = isRetirement(proposal) ? await reviewRetirement(transaction, policy, proposal) : undefined;
    const ends = isRetirement(proposal) && proposal.retired;
    const chain = proposal.kind === 'chain' && !ends ? proposal.chain : undefined;
    const problem = retiring?.problem ?? (chain && (await unusable(transaction, policy, chain, at)));
    const told = await inWords(transaction, policy, after, review);
    return { ...told, ...(retiring ? { left: retiring.left } : {}), ...(problem ? { problem } : {}) };
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
  { refused, observed, adjusting, resolved }: PolicyReview,
): Promise<Judgement> {
  const people = [refused, observed, adjusting, resolved].flat().map(({ person }) => person);
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
    adjusting: told(adjusting),
    resolved: told(resolved, compiled),
    further: {
      blocking: more(refused),
      observed: more(observed),
      adjusting: more(adjusting),
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
  const root = policy.policy.units.find(({ parent }) => parent === null)?.code as string;
  const stages = chain.stages.filter(({ of }) => of !== 'grant-unit');
  if (stages.length === 0) return undefined;
  const organisation = await readOrganisation(transaction, { ...policy, chains: [chain] });
  const nobody = { id: '', requester: '', beneficiary: '', unit: root };
  try {
    preview({ ...chain, stages }, { ...nobody, change: chain.change, at }, organisation, addWorkingDays);
    return undefined;
  } catch (error) {
    if (error instanceof ApprovalError) return new Problem(error.code, error.said);
    throw error;
  }
}
