import { type CandidateReason, type CaseCandidate, type ConflictDocument, candidateReasons } from '@zhiheng/contracts';
import { isAbout } from '@zhiheng/duties';
import { Problem, type Trace } from '@zhiheng/http';
import { nextDuty } from './case-progress.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { covers } from './covers.ts';
import { mayDo } from './may-do.ts';
import { oversees, type Sight, unitsSeen } from './sight.ts';
import { type RecordedCase, withGrounds } from './step-grounds.ts';
import { judgeOrder, weighActor } from './step-judge.ts';
import { listRoleHolders, type RoleHolder } from './store/actor-store.ts';
import type { CaseRow } from './store/case-store.ts';
import { append } from './store/log-store.ts';
import type { View } from './viewer.ts';

export interface CandidatePage {
  /** Id of the last person of the page before. */
  after?: string;
  limit: number;
}

/**
 * Who holds the duty that a case waits for, of those whom the viewer sees, each judged as their step would be at this moment;
 * nobody where it waits for none. The first page is an entry, as a search is.
 */
export async function candidatesOn(
  { transaction, centre, policy, sight }: View,
  one: CaseRow,
  { after, limit }: CandidatePage,
  trace: Trace,
): Promise<CaseCandidate[]> {
  const { id, item: code, unit, reference } = one;
  if (after === undefined)
    await append(transaction, centre, {
      ...trace,
      ...{ action: 'decision.searched', outcome: 'done', targetType: 'case', target: reference },
      ...{ case: id, item: code, unit },
    });
  const item = policy.itemOf.get(code);
  const duty = item ? nextDuty(item, one) : null;
  if (duty === null) return [];
  const holders = await listRoleHolders(transaction, centre, {
    ...placesOf(policy, one, duty),
    seen: unitsSeen(sight),
    self: sight.self ?? null,
    after: after ?? null,
    limit,
  });
  const [recorded] = await withGrounds(transaction, policy, [one]);
  return holders.map((holder) => candidate(policy, recorded as RecordedCase, duty, holder, sight));
}

/** The roles that carry the duty on such an item, and the units from which they reach the case. */
function placesOf({ compiled, policy, ...rest }: CentrePolicy, { item, unit }: CaseRow, duty: string) {
  const reaching = policy.units.filter(({ code }) => covers({ compiled, policy, ...rest }, code, unit, item));
  const carrying = [...compiled.roles].filter(([, { permissions }]) =>
    permissions.some((permission) => permission.effect !== 'deny' && isAbout(permission, duty, item)),
  );
  return { roles: carrying.map(([role]) => role), at: reaching.map(({ code }) => code) };
}

function candidate(
  policy: CentrePolicy,
  { one, grounds }: RecordedCase,
  duty: string,
  holder: RoleHolder,
  sight: Sight,
): CaseCandidate {
  const { person, username, name, unit, post } = holder;
  const judge = (outcome: 'done' | 'returned') =>
    judgeOrder(policy, { case: one.id, duty, actor: username, outcome }, holder, one, grounds);
  const done = judge('done');
  return {
    ...{ duty, person, username, name, unit, post },
    may: !(done instanceof Problem),
    mayReturn: !(judge('returned') instanceof Problem),
    ...(done instanceof Problem
      ? told(policy, sight, holder, codeOf(policy, one, duty, holder, done), done.members.conflicts)
      : { reason: null, conflicts: [] }),
  };
}

/** Why somebody's step would be refused; where they are not permitted to, what of theirs falls short. */
function codeOf(
  policy: CentrePolicy,
  one: CaseRow,
  duty: string,
  holder: RoleHolder,
  { code }: Problem,
): CandidateReason {
  if (code !== 'not-permitted') return code as CandidateReason;
  const acts = mayDo(policy, holder.grants, duty, one.item, one.unit);
  if (!acts && mayDo(policy, holder.heldBack, duty, one.item, one.unit)) return 'suspended';
  return weighActor(policy, holder, duty, one).code;
}

/** What is a person's own business, not the case's. */
const personal: ReadonlySet<CandidateReason> = new Set(['on-leave', 'suspended', 'role-inactive']);

/**
 * Reasons as far as they are the viewer's business. What lies outside the case is told to who it is about and to machine
 * clients, which hear it with the refused step: to whom somebody is related, or what they did on other cases, is nobody else's.
 */
function told(
  { compiled }: CentrePolicy,
  sight: Sight,
  { person, unit }: RoleHolder,
  code: CandidateReason,
  conflicts: readonly ConflictDocument[] = [],
): Pick<CaseCandidate, 'reason' | 'conflicts'> {
  const ofCase = ({ rule, with: against }: ConflictDocument) =>
    compiled.ruleOf.get(rule)?.kind !== 'recusal' && against.every((step) => step.case === undefined);
  const isOwn = sight.self === undefined || sight.self === person;
  const shown = conflicts.filter((conflict) => isOwn || ofCase(conflict));
  const isElsewhere = conflicts.length > 0 && shown.length === 0;
  const isHidden = isElsewhere || (personal.has(code) && !oversees(sight, { id: person, unit }));
  const { zh, en } = candidateReasons[isHidden ? 'not-available' : code];
  return { reason: { code: isHidden ? 'not-available' : code, zh, en }, conflicts: shown };
}
