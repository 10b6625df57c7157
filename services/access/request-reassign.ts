import { type Organisation, reassign } from '@zhiheng/approvals';
import type { DepartureEffects } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { entriesOf } from './approval-entries.ts';
import type { CentrePolicy } from './centre-policy.ts';
import type { EntryFacts } from './entry-facts.ts';
import { tellDeciders } from './notices.ts';
import { decidersOf, postsThrough, readOrganisation } from './organisation.ts';
import { updateApproval } from './store/approval-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { append } from './store/log-store.ts';
import { usernamesOf } from './store/people-store.ts';
import { listRequests, lockRequests, type StoredRequest } from './store/request-store.ts';
import { deadlinesOf } from './suspension-deadline.ts';

/** Pending requests whose open stage the person could decide, were they not on leave. */
export async function waitingFor(
  transaction: Transaction,
  policy: CentrePolicy,
  person: string,
): Promise<StoredRequest[]> {
  const organisation = asIfPresent(await readOrganisation(transaction, policy), [person]);
  const own = organisation.holders.filter((one) => one.person === person).map(({ role }) => role);
  // A deputy need hold no post of their own.
  const decidedBy = new Set([...own, ...postsThrough(organisation, person)]);
  if (decidedBy.size === 0) return [];
  const at = await databaseNow(transaction);
  const pending = await listRequests(transaction, policy.centre, { decidedBy: [...decidedBy] });
  return pending.filter((request) => decidersOf(request, organisation, at).has(person));
}

/** Pending requests whose open stage some of these people could decide, were they not on leave; each once, with those who could. */
export async function waitingForAny(
  transaction: Transaction,
  policy: CentrePolicy,
  people: readonly string[],
): Promise<{ request: StoredRequest; people: string[] }[]> {
  const organisation = asIfPresent(await readOrganisation(transaction, policy), people);
  const at = await databaseNow(transaction);
  const pending = await listRequests(transaction, policy.centre, { state: 'pending' });
  return pending.flatMap((request) => {
    const deciders = decidersOf(request, organisation, at);
    const theirs = people.filter((person) => deciders.has(person));
    return theirs.length ? [{ request, people: theirs }] : [];
  });
}

/** Whoever is on leave keeps the posts that their deputies speak for. */
export const asIfPresent = (organisation: Organisation, people: readonly string[]): Organisation => ({
  ...organisation,
  away: new Set([...(organisation.away ?? [])].filter((one) => !people.includes(one))),
});

/**
 * Hands on the stages that nobody could decide any more, whoever it was that could: under the centre's exclusive lock, once what
 * takes them away is written.
 */
export async function reassignUnstaffed(
  transaction: Transaction,
  policy: CentrePolicy,
  facts: EntryFacts,
  reason: 'post-lost' | 'deputy-ended' | 'reorganisation',
): Promise<void> {
  const unstaffed = await unstaffedRequests(transaction, policy);
  await lockRequests(
    transaction,
    policy.centre,
    unstaffed.map(({ id }) => id),
  );
  await reassignAll(transaction, policy, unstaffed, facts, reason);
}

/** Pending requests whose open stage nobody could decide at this moment. */
async function unstaffedRequests(transaction: Transaction, policy: CentrePolicy): Promise<StoredRequest[]> {
  const organisation = await readOrganisation(transaction, policy);
  const at = await databaseNow(transaction);
  const pending = await listRequests(transaction, policy.centre, { state: 'pending' });
  return pending.filter((request) => decidersOf(request, organisation, at).size === 0);
}

/**
 * Stages that waited for somebody who left, went away, was suspended or lost the post: others of the same post go on, else
 * the stage goes to the higher one. Under the centre's exclusive lock, so that no request is opened or moved meanwhile, and the requests' own.
 */
export async function reassignAll(
  transaction: Transaction,
  policy: CentrePolicy,
  requests: readonly StoredRequest[],
  facts: EntryFacts,
  reason: 'departure' | 'post-lost' | 'leave' | 'transfer' | 'suspension' | 'deputy-ended' | 'reorganisation',
): Promise<DepartureEffects['decisionsReassigned']> {
  if (requests.length === 0) return [];
  const { centre } = policy;
  const organisation = await readOrganisation(transaction, policy);
  const at = await databaseNow(transaction);
  const moved = requests.map((request) => {
    const { request: approval, events } = reassign(request.approval, organisation, at, deadlinesOf(policy, request));
    const to = [...decidersOf({ ...request, approval }, organisation, at)];
    return { request, approval, events, to, escalated: events.some(({ type }) => type === 'stage-escalated') };
  });
  const names = await usernamesOf(
    transaction,
    centre,
    moved.flatMap(({ to }) => to),
  );
  const reassigned: DepartureEffects['decisionsReassigned'] = [];
  for (const { request, approval, events, to: people, escalated } of moved) {
    await updateApproval(transaction, centre, approval);
    if (escalated) await tellDeciders(transaction, centre, 'request-escalated', { ...request, approval }, people);
    const stage = approval.stages.findIndex(({ state }) => state === 'open') + 1;
    const to = people.map((person) => names.get(person) ?? person);
    await append(transaction, centre, [
      ...entriesOf(request, events, facts, reason),
      {
        ...facts,
        action: 'request.reassigned',
        outcome: 'done',
        targetType: 'request',
        target: request.id,
        unit: request.unit,
        about: approval.beneficiary,
        reason,
        after: { stage, to, escalated },
      },
    ]);
    reassigned.push({ request: request.id, stage, to, escalated });
  }
  return reassigned;
}
