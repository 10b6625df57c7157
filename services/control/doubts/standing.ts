import { actSaid, type DoubtAct, said, thingSaid } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { leads } from '../approvals/leadership.ts';
import { type Authority, authorityOf, oversees } from '../authority.ts';
import { recoveryItem } from '../recoveries/who.ts';
import { readItemOwner } from '../store/directory-store.ts';
import type { DoubtRow, Sight } from '../store/doubt-store.ts';

/** The item on which people hold the duties of verification. */
const item = 'doubt-verification';

/** What somebody may do about doubts by what they hold; whether they may with one doubt is for `acts.ts`. */
export interface Standing {
  verifies(unit: string): boolean;
  readonly reviews: boolean;
  readonly approves: boolean;
  /** Assigns, and follows up what was confirmed. */
  readonly plans: boolean;
  readonly recovers: boolean;
  /** Units whose doubts they see; null: all. */
  readonly sees: Sight;
  /** Units they answer for: of their doubts they see those whose benefit they are to stop. */
  readonly answers: ReadonlySet<string>;
  /** Leads the centre. */
  readonly leads: boolean;
}

function standingFrom(authority: Authority, owner: string | undefined, recoverer: string | undefined): Standing {
  const holds = (duty: string) => owner !== undefined && authority.holds(duty, item, owner);
  // Verification is the work of the section that owns it: who verifies there does so for the whole centre.
  const everywhere = holds('inspect') || (owner !== undefined && authority.may('verify', 'doubt', owner));
  const within = authority.within('verify', 'doubt');
  const [reviews, approves] = [holds('review'), holds('approve')];
  const recovers = recoverer !== undefined && authority.holds('handle', recoveryItem, recoverer);
  const all = everywhere || reviews || approves || recovers || oversees(authority);
  return {
    verifies: (unit) => everywhere || within.has(unit),
    reviews,
    approves,
    plans: authority.within('plan', 'inspection').size > 0,
    recovers,
    sees: all ? null : [...within],
    answers: authority.within('answer', 'finding'),
    leads: leads(authority),
  };
}

/** Throws Problem `not-permitted` for one who sees no doubts at all. */
export async function standingOf(transaction: Transaction, caller: PersonCaller): Promise<Standing> {
  const authority = await authorityOf(transaction, caller);
  const ownerOf = (one: string) => readItemOwner(transaction, caller.centre, one);
  return standingFrom(authority, await ownerOf(item), await ownerOf(recoveryItem));
}

/** As `standingOf`, of somebody who sees some. Throws Problem `not-permitted`. */
export const standingWithSight = async (transaction: Transaction, caller: PersonCaller): Promise<Standing> =>
  requireSight(await standingOf(transaction, caller));

/** As `standingWithSight`, of somebody who verifies. */
export async function requireVerifying(transaction: Transaction, caller: PersonCaller): Promise<Standing> {
  const standing = await standingWithSight(transaction, caller);
  const units = standing.sees ?? [''];
  if (!units.some((unit) => standing.verifies(unit))) throw lacking('verify', 'doubt');
  return standing;
}

export function requireSight(standing: Standing): Standing {
  if (standing.sees?.length === 0) throw lacking('verify', 'doubt');
  return standing;
}

export const lacking = (action: string, resource: string): Problem =>
  new Problem('not-permitted', said('permission', { action: actSaid(action), resource: thingSaid(resource) }));

/** Throws Problem `not-permitted` for one whose permissions are not for this act. */
export function requirePermitted(standing: Standing, act: DoubtAct, doubt: Pick<DoubtRow, 'state' | 'unit'>): void {
  const [permitted, action, resource] = permission(standing, act, doubt);
  if (!permitted) throw lacking(action, resource);
}

export const isPermitted = (standing: Standing, act: DoubtAct, doubt: Pick<DoubtRow, 'state' | 'unit'>): boolean =>
  permission(standing, act, doubt)[0];

function permission(
  standing: Standing,
  act: DoubtAct,
  { state, unit }: Pick<DoubtRow, 'state' | 'unit'>,
): [permitted: boolean, action: string, resource: string] {
  const { reviews, approves, plans, recovers } = standing;
  const verifies = standing.verifies(unit);
  switch (act) {
    case 'assign':
      return [plans || verifies, 'plan', 'inspection'];
    case 'review':
    case 'pass':
    case 'reopen':
      return [reviews, 'review', 'case'];
    case 'approve':
    case 'order-stop':
      return [approves, 'approve', 'case'];
    case 'return':
      return state === 'concluded' ? [reviews, 'review', 'case'] : [approves, 'approve', 'case'];
    case 'confirm-stop':
      return [standing.answers.has(unit) || standing.leads, 'answer', 'finding'];
    case 'recover':
      return [recovers || approves || plans, 'handle', 'case'];
    case 'rectify':
    case 'transfer':
    case 'close':
      return [plans || approves, 'plan', 'inspection'];
    default:
      return [verifies, 'verify', 'doubt'];
  }
}
