import { retirementOf } from '@zhiheng/calendar';
import { type RequestInput, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem, Problem } from '@zhiheng/http';
import type { Applying } from './applying.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { keepRetirement } from './planned-departures.ts';
import type { Asked, PostponementTerms } from './request-asked.ts';
import { personNamed, type ResolvedInput } from './request-fields.ts';
import { readBirth, writeBirth } from './store/birth-store.ts';
import { grantsNow } from './store/holder-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';
import { openPlan } from './store/planned-departure-store.ts';

/** A request that somebody retires later, with every name resolved. Throws a Problem that names the field. */
export async function resolvePostponement(
  transaction: Transaction,
  policy: CentrePolicy,
  input: RequestInput,
): Promise<ResolvedInput> {
  const beneficiary = await personNamed(transaction, policy, '/beneficiary', input.beneficiary as string);
  const planned = await openPlan(transaction, policy.centre, beneficiary.id);
  if (planned?.source !== 'retirement')
    throw fieldProblem(
      'invalid-request',
      '/beneficiary',
      said('no-retirement-planned', { person: nameOf(beneficiary) }),
    );
  return {
    change: 'postpone-departure',
    beneficiary,
    role: null,
    unit: beneficiary.unit,
    rule: null,
    proposal: { kind: 'postponement', planned: planned.id, day: input.untilDay as string },
    risk: await riskHeld(transaction, policy, beneficiary.id),
    validFrom: null,
    validUntil: null,
    reason: input.reason,
  };
}

/** Why it could not take effect now: it lets what is held go on, and so is decided on by who would grant the riskiest of it. */
export async function postponementProblem(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Asked,
  person: string,
): Promise<Problem | undefined> {
  const { day, planned: id } = termsOf(asked);
  const planned = await openPlan(transaction, policy.centre, person);
  if (planned?.id !== id || planned.source !== 'retirement') return new Problem('not-found', said('plan-changed'));
  if (planned.due) return new Problem('already-departed');
  const birth = await readBirth(transaction, policy.centre, person);
  if (!birth) return new Problem('not-found', said('plan-changed'));
  const { latest } = retirementOf(birth.born, birth.category);
  if (day <= planned.day || day > latest)
    return fieldProblem('invalid-period', '/untilDay', said('postponed-between', { from: planned.day, until: latest }));
  if ((await riskHeld(transaction, policy, person)) > asked.risk) return new Problem('tier-changed');
  return undefined;
}

/** Puts an approved postponement into effect; a day that came meanwhile was judged before. */
export async function postpone({ transaction, policy, request, facts }: Applying): Promise<void> {
  const { centre } = policy;
  const person = (await findPerson(transaction, centre, request.approval.beneficiary)) as PersonRow;
  const birth = await readBirth(transaction, centre, person.id);
  if (!birth) throw new Error(`Request ${request.id} was judged to put off a retirement that is not there.`);
  await writeBirth(transaction, centre, person.id, { ...birth, chosen: termsOf(request).day, postponedBy: request.id });
  await keepRetirement(transaction, policy, person, { person: null, client: facts.client ?? 'access' }, facts);
}

/** The risk of the riskiest role that the person holds; of nothing the lowest. */
async function riskHeld(
  transaction: Transaction,
  { centre, roleOf }: CentrePolicy,
  person: string,
): Promise<1 | 2 | 3> {
  const held = await grantsNow(transaction, centre, person);
  return Math.max(1, ...held.map(({ role }) => roleOf.get(role)?.risk ?? 1)) as 1 | 2 | 3;
}

function termsOf({ proposal }: Pick<Asked, 'proposal'>): PostponementTerms {
  if (proposal?.kind !== 'postponement') throw new TypeError('The request puts nothing off.');
  return proposal;
}

const nameOf = ({ id, username }: PersonRow): string => username ?? id;
