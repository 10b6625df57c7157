import { said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import { fieldProblem, Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { idleProblem } from './cure.ts';
import { isThrough } from './deputy-holdings.ts';
import { judgeException } from './exception-judge.ts';
import { limitOf } from './grant-limit.ts';
import type { Judgement } from './judgement.ts';
import { reviewRequest } from './policy-change-review.ts';
import { postponementProblem } from './postponement.ts';
import { graceProblem, judgeReinstatement } from './reinstatement.ts';
import { type Asked, isPolicyChange, roleOf } from './request-asked.ts';
import type { ResolvedInput } from './request-fields.ts';
import { type Ground, judgeHolding, type Known, readGround } from './request-ground.ts';
import { whyNotGranted } from './retirement.ts';
import { suspendedPeople } from './store/suspension-store.ts';

const proposedId = 'proposed';
const day = 86_400_000;

/** The grant a request asks for, as the rules see it. */
export function proposedHolding(
  wanted: { person: string; role: string | null; unit: string; validFrom: Date | null; validUntil: Date | null },
  at: number,
): Holding {
  return {
    id: proposedId,
    person: wanted.person,
    role: roleOf(wanted),
    unit: wanted.unit,
    from: Math.max(wanted.validFrom?.getTime() ?? at, at),
    until: wanted.validUntil?.getTime() ?? Number.POSITIVE_INFINITY,
  };
}

const refusedWith = (problem: Problem): Judgement => ({ problem, blocking: [], observed: [] });
const none: Judgement = { blocking: [], observed: [] };

/** Whether what is asked for could take effect at this moment. */
export async function judgeInput(
  transaction: Transaction,
  policy: CentrePolicy,
  input: ResolvedInput,
  at: number,
): Promise<Judgement> {
  if (input.change === 'reinstate') {
    const late = await graceProblem(transaction, policy, input, at);
    if (late) return refusedWith(late);
  } else if (input.beneficiary.state !== 'active')
    return refusedWith(
      new Problem('not-active', said('has-left', { person: input.beneficiary.username ?? input.beneficiary.id })),
    );
  const judged = await judgeAsked(transaction, policy, input, input.beneficiary.id, at);
  const idle = judged.cure && idleProblem(judged.cure);
  return idle && !judged.problem ? { ...judged, problem: idle } : judged;
}

/** The same of a request for `person`, who is active, unless it is to make them so. `known`: what has been read about them already. */
export async function judgeAsked(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Asked,
  person: string,
  at: number,
  known?: Known,
): Promise<Judgement> {
  if (isPolicyChange(asked)) return reviewRequest(transaction, policy, asked, at);
  // In force already; what it confirms may be confirmed however things stand.
  if (asked.change === 'suspension') return none;
  if (asked.change === 'reinstate') return judgeReinstatement(transaction, policy, asked, person, at);
  if (asked.change === 'postpone-departure') {
    const problem = await postponementProblem(transaction, policy, asked, person);
    return problem ? refusedWith(problem) : none;
  }
  if (asked.validUntil && asked.validUntil.getTime() <= at)
    return refusedWith(fieldProblem('invalid-period', '/validUntil', said('in-the-past')));
  const suspended = known?.suspended ?? (await suspendedPeople(transaction, policy.centre, [person]));
  if (asked.change !== 'revoke' && suspended.has(person)) return refusedWith(new Problem('suspended'));
  if (asked.change === 'exception') return judgeException(transaction, policy, asked, person, at);
  return judgeGrant(policy, await readGround(transaction, policy, [person], known), asked, person, at);
}

/** The same of a grant, revocation or extension, against what has been read. */
export function judgeGrant(policy: CentrePolicy, ground: Ground, asked: Asked, person: string, at: number): Judgement {
  const same = (ground.holdings.get(person) ?? []).filter(
    (held) => held.role === asked.role && held.unit === asked.unit && !isThrough(held),
  );
  if (asked.change === 'revoke') return same.length ? none : refusedWith(new Problem('not-held'));
  const retired = whyNotGranted(policy, asked.role, asked.unit);
  if (retired) return refusedWith(retired);
  const proposed = asked.change === 'extend' ? extensionOf(same, asked, at) : proposedHolding({ ...asked, person }, at);
  if (proposed instanceof Problem) return refusedWith(proposed);
  if (same.some((held) => held.from < proposed.until && proposed.from < held.until))
    return refusedWith(new Problem('already-held'));
  const problem = tooLong(policy, asked, at);
  return problem ? refusedWith(problem) : judgeHolding(policy, ground, proposed, at);
}

/** The time that an extension adds to the grant it extends; the refusal where there is none to extend. */
function extensionOf(same: readonly Holding[], asked: Asked, at: number): Holding | Problem {
  const until = asked.validUntil?.getTime() as number;
  const extended = extendedBy(same, at);
  if (!extended) return new Problem('not-held', said('no-grant-to-extend'));
  if (extended.until >= until) return new Problem('already-held', said('lasts-already'));
  return { ...extended, id: proposedId, from: extended.until, until };
}

/** Which grant an extension widens: the one in force, else the next planned. */
export const extendedBy = (same: readonly Holding[], at: number): Holding | undefined =>
  same.filter(({ until }) => until > at).sort((a, b) => a.from - b.from)[0];

/** Without an end a grant is bound where the centre has set its own limit; elsewhere certification asks whether it is still needed. */
function tooLong(policy: CentrePolicy, { risk, validFrom, validUntil }: Asked, at: number): Problem | undefined {
  const { longestDays: days, own } = limitOf(policy, risk);
  if (!validUntil) return own ? needsEnd(risk, days) : undefined;
  if (validUntil.getTime() - Math.max(validFrom?.getTime() ?? at, at) <= days * day) return undefined;
  return new Problem('too-long', said('grant-longest', { risk, days }), {
    errors: [{ path: '/validUntil', message: said('days-from-start', { days }) }],
  });
}

const needsEnd = (risk: number, days: number): Problem =>
  new Problem('too-long', said('grant-needs-end', { risk, days }), {
    errors: [{ path: '/validUntil', message: said('days-from-start-needed', { days }) }],
  });
