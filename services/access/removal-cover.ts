import type { ThinlyCoveredDuty } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { requireAble, requireCovered } from './cover-plan.ts';
import { cureOutlook, policyThen } from './cure-outlook.ts';
import type { Removal } from './removal.ts';
import { removalsNow } from './removal-losses.ts';
import { type CoverTerms, cureOf, roleOf } from './request-asked.ts';
import { findPerson } from './store/people-store.ts';
import { coveredRemovals, type Failure, type StoredRequest } from './store/request-store.ts';
import { unattended } from './unattended.ts';

/**
 * Why a removal may no longer take effect: it would leave a duty to nobody, since it was asked for others may have
 * gone, and no plan that still holds says who covers it. A plan that another removal took effect with covers its own duties here, too.
 */
export async function uncoveredNow(
  transaction: Transaction,
  policy: CentrePolicy,
  request: StoredRequest,
  at: number,
): Promise<Failure | null> {
  if (cureOf(request)) return cureUncoveredNow(transaction, policy, request, at);
  if (request.change !== 'revoke') return null;
  const { unit, proposal } = request;
  const removal = { person: request.approval.beneficiary, role: roleOf(request), unit };
  const [outlook] = await removalsNow(transaction, policy, [removal]);
  const left = unattended(outlook?.thinlyCovered ?? []);
  if (left.length === 0) return null;
  const holds = (of: Removal, terms: Pick<CoverTerms, 'plan'>) =>
    planHolds(transaction, policy, { of, terms, losing: removal.person }, at);
  if (proposal?.kind === 'cover' && (await holds(removal, proposal))) return null;
  const covered = new Set<string>();
  for (const { proposal: terms, ...of } of await coveredRemovals(transaction, policy.centre, at))
    if (await holds(of, terms)) for (const duty of terms.duties) covered.add(keyOf(duty));
  return left.every((duty) => covered.has(keyOf(duty))) ? null : { code: 'cover-plan-required' };
}

/** The same of all that ends with a change of policy, by what roles and items say then. */
async function cureUncoveredNow(
  transaction: Transaction,
  policy: CentrePolicy,
  request: StoredRequest,
  at: number,
): Promise<Failure | null> {
  const { needing = [] } = await cureOutlook(transaction, policy, request, removalsNow);
  const plan = cureOf(request)?.plan;
  if (needing.length === 0) return null;
  if (!plan) return { code: 'cover-plan-required' };
  const people = await Promise.all(plan.by.map((id) => findPerson(transaction, policy.centre, id)));
  const cover = { by: people.flatMap((one) => one ?? []), until: new Date(plan.until) };
  try {
    await requireCovered(transaction, policyThen(policy, request), needing, cover, at);
    return null;
  } catch (error) {
    if (error instanceof Problem) return { code: 'cover-plan-required' };
    throw error;
  }
}

const keyOf = ({ item, unit, duty }: ThinlyCoveredDuty): string => [item, unit, duty].join('\n');

/** Whether all whom a plan names could take over at this moment. `losing`: id of who is about to lose the same. */
async function planHolds(
  transaction: Transaction,
  policy: CentrePolicy,
  {
    of: { person, role, unit },
    terms: { plan },
    losing,
  }: { of: Removal; terms: Pick<CoverTerms, 'plan'>; losing: string },
  at: number,
): Promise<boolean> {
  if (!plan) return false;
  const people = await Promise.all(plan.by.map((id) => findPerson(transaction, policy.centre, id)));
  const by = people.flatMap((one) => one ?? []);
  const cover = { by, until: new Date(plan.until), alsoLosing: new Set([losing]) };
  try {
    await requireAble(transaction, policy, { beneficiary: { id: person }, role, unit }, cover, at);
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
