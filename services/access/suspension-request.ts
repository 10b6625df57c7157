import { createHash } from 'node:crypto';
import type { ApprovalEvent, Organisation } from '@zhiheng/approvals';
import { newId, type Transaction } from '@zhiheng/database';
import type { Trace } from '@zhiheng/http';
import { entriesOf } from './approval-entries.ts';
import { orProblem } from './approval-problem.ts';
import { decidersOf, readOrganisation } from './organisation.ts';
import type { SuspensionTerms } from './request-asked.ts';
import { insertRequest } from './store/approval-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { append } from './store/log-store.ts';
import { usernamesOf } from './store/people-store.ts';
import type { StoredRequest } from './store/request-store.ts';
import { confirmationChains, openConfirmation } from './suspension-chain.ts';
import type { Ordering, Suspending } from './suspension-ordering.ts';

export interface Confirmation {
  of: Suspending;
  request: StoredRequest;
  events: readonly ApprovalEvent[];
  /** Usernames of who could confirm it. */
  confirmedBy: string[];
}

/**
 * The requests that confirm these suspensions, one a person: asked by who suspends, decided by neither of the two nor by anybody
 * who is suspended with them. Throws `no-approver`, `no-chain`.
 */
export async function openConfirmations(ordering: Ordering, all: readonly Suspending[]): Promise<Confirmation[]> {
  const { transaction, policy } = ordering;
  const at = await databaseNow(transaction);
  const organisation = without(await readOrganisation(transaction, policy), all, ordering.order.grants !== undefined);
  const opened = all.map((one) => confirmationOf(ordering, one, organisation, at));
  const deciders = opened.map(({ request }) => [...decidersOf(request, organisation, at)]);
  const names = await usernamesOf(transaction, policy.centre, deciders.flat());
  return opened.map((one, index) => ({
    ...one,
    confirmedBy: (deciders[index] ?? []).map((person) => names.get(person) ?? person).sort(),
  }));
}

export async function insertConfirmation(
  transaction: Transaction,
  centre: string,
  { request, events }: Confirmation,
  trace: Trace,
): Promise<void> {
  const { approval, change, risk, proposal } = request;
  await insertRequest(transaction, centre, request);
  await append(transaction, centre, [
    {
      ...trace,
      action: 'request.submitted',
      outcome: 'done',
      targetType: 'request',
      target: request.id,
      unit: request.unit,
      about: approval.beneficiary,
      reason: request.reason,
      after: {
        change,
        risk,
        suspension: (proposal as SuspensionTerms).suspension,
        stages: approval.stages.map(({ by }) => by),
      },
    },
    ...entriesOf(request, events, trace),
  ]);
}

function confirmationOf(
  { policy, caller, order }: Ordering,
  of: Suspending,
  organisation: Organisation,
  at: number,
): Omit<Confirmation, 'confirmedBy'> {
  const { id: suspension, person, grants } = of;
  const { unit } = person;
  const chains = confirmationChains(policy, policy.compiled.unitOf.get(unit)?.kind);
  const wanted = {
    id: newId(),
    change: 'suspension',
    requester: caller.person,
    beneficiary: person.id,
    unit,
    at,
  } as const;
  const { request: approval, events } = orProblem(() => openConfirmation(policy, chains, wanted, organisation));
  const proposal: SuspensionTerms = {
    kind: 'suspension',
    suspension,
    because: order.reason,
    scope: order.grants ? 'grants' : 'everything',
    keptUntil: order.keptUntil?.toISOString() ?? null,
    grants: grants.map(({ id, role, unit: where }) => ({ id, role, unit: where })),
  };
  const request: StoredRequest = {
    id: approval.id,
    change: 'suspension',
    approval,
    proposal,
    risk: 3,
    unit,
    reason: order.note,
    role: null,
    rule: null,
    validFrom: null,
    validUntil: null,
    closedAt: null,
    failure: null,
    beneficiaryName: person.name,
    beneficiaryUnit: unit,
    unitKind: policy.compiled.unitOf.get(unit)?.kind ?? null,
    submittedAt: new Date(at),
    idempotencyKey: null,
    digest: createHash('sha256').update(suspension).digest('hex'),
    reminded: approval.stages.map(() => null),
    attachments: [],
    decisionAttachments: {},
    bulk: null,
    informed: [],
  };
  return { of, request, events };
}

/** The organisation as it will be: without the suspended, as holders and as deputies, or without the posts that go. */
function without(organisation: Organisation, all: readonly Suspending[], named: boolean): Organisation {
  const people = new Set(all.map(({ person }) => person.id));
  const posts = new Set(all.flatMap(({ person, grants }) => grants.map((one) => keyOf({ ...one, person: person.id }))));
  return {
    ...organisation,
    holders: organisation.holders.filter((one) => (named ? !posts.has(keyOf(one)) : !people.has(one.person))),
    deputies: (organisation.deputies ?? []).filter(({ deputy }) => named || !people.has(deputy)),
  };
}

const keyOf = ({ person, role, unit }: { person: string; role: string; unit: string }): string =>
  [person, role, unit].join(' ');
