import { type RequestInput, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import { fieldProblem, Problem } from '@zhiheng/http';
import type { Applying } from './applying.ts';
import { returned } from './arrivals.ts';
import type { CentrePolicy } from './centre-policy.ts';
import type { Judgement } from './judgement.ts';
import type { Asked, ReinstatementTerms } from './request-asked.ts';
import { personNamed, type ResolvedInput } from './request-fields.ts';
import { judgeHolding, readGround } from './request-ground.ts';
import { whyNotGranted } from './retirement.ts';
import { type DepartureRow, leftSuspended, listDepartures, reinstateDays } from './store/departure-store.ts';
import { insertGrant } from './store/grant-store.ts';
import { append } from './store/log-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';

const day = 86_400_000;

/** A request that takes a departure back, with every name resolved. Throws a Problem that names the field. */
export async function resolveReinstatement(
  transaction: Transaction,
  policy: CentrePolicy,
  input: RequestInput,
): Promise<ResolvedInput> {
  const beneficiary = await personNamed(transaction, policy, '/beneficiary', input.beneficiary as string);
  const departure = await lastDeparture(transaction, policy.centre, beneficiary.id);
  if (beneficiary.state === 'active' || !departure)
    throw new Problem('already-active', said('not-left-or-back', { person: beneficiary.username ?? beneficiary.id }));
  const ended = departure.effects.grantsEnded;
  for (const [index, id] of (input.grants ?? []).entries())
    if (!ended.some((grant) => grant.id === id))
      throw fieldProblem('unknown-code', `/grants/${index}`, said('no-grant-of-departure'));
  const grants = ended
    .filter(({ id }) => input.grants?.includes(id) ?? true)
    .map(({ id, role, unit, from = null, until = null }) => ({ id, role, unit, from, until }));
  const riskiest = grants.toSorted((a, b) => riskOf(policy, b.role) - riskOf(policy, a.role))[0];
  return {
    change: 'reinstate',
    beneficiary,
    role: null,
    unit: riskiest?.unit ?? beneficiary.unit,
    rule: null,
    proposal: { kind: 'reinstatement', departure: departure.id, grants },
    risk: riskiest ? riskOf(policy, riskiest.role) : 1,
    validFrom: null,
    validUntil: null,
    reason: input.reason,
  };
}

/** Whether it is still time to ask for it; what was asked for in time may be approved later. */
export async function graceProblem(
  transaction: Transaction,
  policy: CentrePolicy,
  { beneficiary }: ResolvedInput,
  at: number,
): Promise<Problem | undefined> {
  const days = await reinstateDays(transaction, policy.centre);
  const departure = await lastDeparture(transaction, policy.centre, beneficiary.id);
  if (departure && at < departure.at.getTime() + days * day) return undefined;
  return new Problem('grace-over', said('reinstate-within', { days }));
}

/** Whether the departure may be taken back now, by what all that is to begin anew breaks together. */
export async function judgeReinstatement(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Asked,
  person: string,
  at: number,
): Promise<Judgement> {
  const problem = await reinstatementProblem(transaction, policy, asked, person);
  if (problem) return { problem, blocking: [], observed: [] };
  const read = await readGround(transaction, policy, [person]);
  // Exceptions of before end with the return; whatever is to begin is judged with what goes before it in the list.
  const held: Holding[] = [];
  const ground = { ...read, exceptions: new Map(), holdings: new Map([...read.holdings, [person, held]]) };
  const judged: Judgement = { blocking: [], observed: [] };
  for (const proposed of beginning(asked, person, at)) {
    const { blocking, observed } = judgeHolding(policy, ground, proposed, at);
    judged.blocking.push(...blocking);
    judged.observed.push(...observed);
    held.push(proposed);
  }
  return judged;
}

async function reinstatementProblem(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Asked,
  person: string,
): Promise<Problem | undefined> {
  const { departure: id, grants } = termsOf(asked);
  const one = (await findPerson(transaction, policy.centre, person)) as PersonRow;
  const departure = await lastDeparture(transaction, policy.centre, person);
  const name = one.username ?? one.id;
  if (one.state === 'active' || departure?.id !== id)
    return new Problem('already-active', said('not-left-or-back', { person: name }));
  if (departure.kind === 'deceased')
    return new Problem('already-departed', said('on-record-as-deceased', { person: name }));
  if (await leftSuspended(transaction, policy.centre, person)) return new Problem('suspended');
  if (policy.compiled.unitOf.get(one.unit)?.retired) return new Problem('retired');
  for (const { role, unit } of grants) {
    const retired = whyNotGranted(policy, role, unit);
    if (retired) return retired;
    if (riskOf(policy, role) > asked.risk) return new Problem('tier-changed');
  }
  return undefined;
}

/** Puts an approved reinstatement into effect: a new account under the same username, and the grants anew. */
export async function reinstate(applying: Applying): Promise<void> {
  const { transaction, policy, request, facts, at } = applying;
  const { centre } = policy;
  const one = (await findPerson(transaction, centre, request.approval.beneficiary)) as PersonRow;
  const by = { endedBy: facts.person ?? null, client: facts.client ?? 'access' };
  const { rehire, account } = await returned(transaction, policy, one, {
    ...{ unit: one.unit, post: one.post, username: one.username as string },
    ...{ reason: request.reason, by, request: request.id },
    facts,
  });
  const scope = { ...facts, about: one.id, outcome: 'done' } as const;
  await append(transaction, centre, {
    ...scope,
    action: 'person.reinstated',
    targetType: 'person',
    target: one.username ?? one.id,
    unit: one.unit,
    reason: request.reason,
    before: { state: 'departed', departure: termsOf(request).departure },
    after: { state: 'active', account, rehire, request: request.id },
  });
  for (const { role, unit, from, until } of beginning(request, one.id, at)) {
    const period = { from: from > at ? new Date(from) : null, until: Number.isFinite(until) ? new Date(until) : null };
    const grant = await insertGrant(transaction, centre, {
      person: one.id,
      role,
      unit,
      ...period,
      request: request.id,
    });
    await append(transaction, centre, {
      ...scope,
      action: 'grant.started',
      targetType: 'role',
      target: role,
      unit,
      after: { grant, role, unit, from: period.from ?? 'now', until: period.until, request: request.id },
    });
  }
}

/** What would have ended by itself by now does not begin again. */
const beginning = (asked: Pick<Asked, 'proposal'>, person: string, at: number): Holding[] =>
  termsOf(asked)
    .grants.map(({ id, role, unit, from, until }) => ({
      ...{ id, person, role, unit },
      from: Math.max(from === null ? at : Date.parse(from), at),
      until: until === null ? Number.POSITIVE_INFINITY : Date.parse(until),
    }))
    .filter(({ until, from }) => until > from);

async function lastDeparture(
  transaction: Transaction,
  centre: string,
  person: string,
): Promise<DepartureRow | undefined> {
  const [last] = await listDepartures(transaction, centre, { person, limit: 1 });
  return last;
}

const riskOf = ({ roleOf }: CentrePolicy, role: string): 1 | 2 | 3 => roleOf.get(role)?.risk ?? 3;

function termsOf({ proposal }: Pick<Asked, 'proposal'>): ReinstatementTerms {
  if (proposal?.kind !== 'reinstatement') throw new TypeError('The request takes no departure back.');
  return proposal;
}
