import { actSaid, listed, said, type ThinlyCoveredDuty } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem, Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { policyThen } from './cure-outlook.ts';
import { isThrough } from './deputy-holdings.ts';
import { dutyConflict } from './duty-check.ts';
import type { RemovalOutlook } from './removal.ts';
import { type CoverTerms, cureOf, type Proposal, policyProposalOf } from './request-asked.ts';
import type { ResolvedInput } from './request-fields.ts';
import { judgeHolding, readGround } from './request-ground.ts';
import { databaseNow } from './store/clock-store.ts';
import { awayAt } from './store/leave-store.ts';
import { suspendedPeople } from './store/suspension-store.ts';
import { unattended } from './unattended.ts';

type Left = Pick<RemovalOutlook, 'thinlyCovered' | 'alsoLosing' | 'needing'>;
type Cover = NonNullable<ResolvedInput['cover']>;

/** Why what leaves duties to nobody may not be done without a plan; undefined when it may. */
export function coverProblem(
  thinlyCovered: readonly ThinlyCoveredDuty[],
  { cover }: { cover?: Cover | undefined },
): Problem | undefined {
  const left = unattended(thinlyCovered);
  if (cover || left.length === 0) return undefined;
  const told = left.map(({ item, unit, duty, remaining }) =>
    said('uncovered', { item, unit, duty: actSaid(duty), remaining }),
  );
  const duties = listed(told.slice(0, 3), ['；', '; ']);
  return new Problem('cover-plan-required', said('nobody-left', { duties }), {
    errors: told.map((message) => ({ path: '/coverPlan', message })),
  });
}

/**
 * What a revocation carries to those who decide: what it leaves thinly covered, and who covers it. Those named have to be there and
 * able to take the role over without a conflict, until the plan ends. Null when there is nothing to say. Throws
 * `not-active`, `suspended`, `on-leave`, `duty-conflict`, `invalid-request`, `invalid-period`.
 */
async function coverTerms(
  transaction: Transaction,
  policy: CentrePolicy,
  input: ResolvedInput,
  { thinlyCovered, alsoLosing }: Left,
  at: number,
): Promise<CoverTerms | null> {
  const { cover } = input;
  if (cover) await requireAble(transaction, policy, input, { ...cover, alsoLosing }, at);
  else if (thinlyCovered.length === 0) return null;
  const plan = cover && { by: cover.by.map(({ id }) => id), until: cover.until.toISOString(), note: cover.note };
  return { kind: 'cover', duties: [...thinlyCovered], plan: plan ?? null };
}

/**
 * What a request carries to those who decide, with what it takes away: of a revocation its cover, of a change of policy its cure with
 * the cover of that. Throws what `coverTerms` throws.
 */
export async function proposalOf(
  transaction: Transaction,
  policy: CentrePolicy,
  input: ResolvedInput,
  outlook: Left,
  at: number,
): Promise<Proposal | null> {
  const cure = cureOf(input);
  if (!cure) return input.proposal ?? coverTerms(transaction, policy, input, outlook, at);
  const { cover } = input;
  if (cover) await requireCovered(transaction, policyThen(policy, input), outlook.needing ?? [], cover, at);
  const plan = cover ? { by: cover.by.map(({ id }) => id), until: cover.until.toISOString(), note: cover.note } : null;
  return { ...policyProposalOf(input), cure: { ...cure, duties: outlook.thinlyCovered, plan } } as Proposal;
}

/** That each removal of a cure that needs it could be covered by somebody of its plan. Throws what `requireAble` throws. */
export async function requireCovered(
  transaction: Transaction,
  policy: CentrePolicy,
  needing: NonNullable<RemovalOutlook['needing']>,
  { by, until }: Pick<Cover, 'by' | 'until'>,
  at: number,
): Promise<void> {
  for (const { person, role, unit, alsoLosing } of needing) {
    const of = { beneficiary: { id: person }, role, unit };
    const refusals: unknown[] = [];
    for (const one of by)
      await requireAble(transaction, policy, of, { by: [one], until, alsoLosing }, at).catch((error) => {
        if (!(error instanceof Problem)) throw error;
        refusals.push(error);
      });
    if (refusals.length === by.length) throw refusals[0] ?? new Problem('cover-plan-required');
  }
}

/** Why a removal with what it leaves thinly covered would be refused at this moment; undefined when it would not. */
export async function coverRefusal(
  transaction: Transaction,
  policy: CentrePolicy,
  input: ResolvedInput,
  outlook: Left,
): Promise<Problem | undefined> {
  try {
    await proposalOf(transaction, policy, input, outlook, await databaseNow(transaction));
    return coverProblem(outlook.thinlyCovered, input);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** Throws what `coverTerms` throws. */
export async function requireAble(
  transaction: Transaction,
  policy: CentrePolicy,
  { beneficiary, role, unit }: Pick<ResolvedInput, 'role' | 'unit'> & { beneficiary: { id: string } },
  { by, until, alsoLosing }: Omit<Cover, 'note'> & Pick<Left, 'alsoLosing'>,
  at: number,
): Promise<void> {
  if (until.getTime() <= at) throw fieldProblem('invalid-period', '/coverPlan/until', said('in-the-past'));
  const ids = by.map(({ id }) => id);
  const ground = await readGround(transaction, policy, ids);
  const suspended = await suspendedPeople(transaction, policy.centre, ids);
  const away = await awayAt(transaction, policy.centre, at);
  for (const [index, { id, username, state }] of by.entries()) {
    const path = `/coverPlan/by/${index}`;
    if (id === beneficiary.id) throw fieldProblem('invalid-request', path, said('cover-is-beneficiary'));
    if (alsoLosing.has(id)) throw fieldProblem('invalid-request', path, said('cover-loses-too'));
    if (state !== 'active') throw fieldProblem('not-active', path, said('cover-left'));
    if (suspended.has(id)) throw fieldProblem('suspended', path, said('cover-suspended'));
    if (away.has(id)) throw fieldProblem('on-leave', path, said('cover-away'));
    const held = (ground.holdings.get(id) ?? []).filter(
      (one) => !isThrough(one) && one.role === role && one.unit === unit,
    );
    if (held.some((one) => one.from <= at && at < one.until)) continue;
    const proposed = { id: 'cover', person: id, role: role as string, unit, from: at, until: until.getTime() };
    const { blocking } = judgeHolding(policy, ground, proposed, at);
    if (blocking.length) throw dutyConflict(blocking.map((one) => ({ person: username ?? id, ...one })));
  }
}
