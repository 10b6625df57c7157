import { actSaid, type CertificationInput, noSuch, said, thingSaid } from '@zhiheng/contracts';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { type CentrePolicy, rootOf } from './centre-policy.ts';
import { laddersOf, mayOpen } from './certification.ts';
import { tellReviewers } from './certification-notices.ts';
import { type Desk, policyOf, requireActive } from './desk.ts';
import { codeOf } from './request-fields.ts';
import { keepMade, madeBefore, retryOf } from './retry.ts';
import { insertCertification } from './store/certification-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { heldNow } from './store/holder-store.ts';
import { lockPeople, lockPolicy } from './store/locks.ts';
import { append } from './store/log-store.ts';

/**
 * Opens a campaign over what is held or planned at this moment in a unit and below it. No grant begins or ends meanwhile:
 * the policy is locked as a whole. Gives its id, the same `key` again the same. Throws `not-permitted`, `unknown-code`,
 * `invalid-period`, `idempotency-mismatch`.
 */
export async function openCertification(
  desk: Desk,
  caller: PersonCaller,
  input: CertificationInput,
  trace: Trace,
  key?: string,
): Promise<string> {
  const { centre } = caller;
  const retry = retryOf(caller, 'certification', key, Object.entries(input).sort());
  const facts = { ...trace, action: 'certification.opened', targetType: 'certification', target: input.name } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const before = await madeBefore(transaction, centre, retry);
    if (before !== undefined) return before;
    await lockPolicy(transaction, centre, 'exclusive');
    await lockPeople(transaction, centre, [[caller.person, 'key share']]);
    await requireActive(transaction, caller);
    const policy = await policyOf(desk, transaction, centre);
    const root = rootOf(policy);
    const unit = input.unit === undefined ? root : codeOf(policy, 'unit', input.unit);
    if (!policy.compiled.unitOf.has(unit)) throw fieldProblem('unknown-code', '/unit', noSuch('unit', input.unit));
    if (!mayOpen(policy, await heldNow(transaction, centre, caller.person), unit))
      throw new Problem(
        'not-permitted',
        said('permission-unit', { action: actSaid('administer-security'), resource: thingSaid('role') }),
      );
    const dueAt = deadlineOf(policy, input, await databaseNow(transaction));
    const units = policy.policy.units
      .map(({ code }) => code)
      .filter((code) => policy.compiled.units.contains(unit, code));
    const { id, holdings } = await insertCertification(transaction, centre, {
      name: input.name,
      unit,
      risk: input.risk ?? null,
      openedBy: caller.person,
      dueAt: new Date(dueAt),
      furtherDays: input.furtherWorkingDays ?? 3,
      units,
      risks: Object.fromEntries(policy.policy.roles.map(({ code, risk }) => [code, risk])),
      ladders: laddersOf(policy),
    });
    await tellReviewers(transaction, policy, id, dueAt);
    await append(transaction, centre, {
      ...facts,
      outcome: 'done',
      target: id,
      unit,
      after: { name: input.name, risk: input.risk ?? null, holdings, dueAt: new Date(dueAt).toISOString() },
    });
    await keepMade(transaction, centre, retry, id);
    return id;
  });
}

/** Working days end as deadlines of approvals do: at 24:00 in Shanghai. */
function deadlineOf(
  { addWorkingDays }: CentrePolicy,
  { dueAt, dueInWorkingDays }: CertificationInput,
  now: number,
): number {
  if ((dueAt === undefined) === (dueInWorkingDays === undefined))
    throw fieldProblem('invalid-request', '/dueAt', said('due-or-working-days'));
  const due = dueAt === undefined ? addWorkingDays(now, dueInWorkingDays as number) : Date.parse(dueAt);
  if (Number.isNaN(due)) throw fieldProblem('invalid-request', '/dueAt', said('no-instant'));
  if (due <= now) throw fieldProblem('invalid-period', '/dueAt', said('in-the-past'));
  return due;
}
