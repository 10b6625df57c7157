import type { SuspensionEffects, SuspensionReason } from '@zhiheng/contracts';
import { decidersOf, readOrganisation } from './organisation.ts';
import { asIfPresent, reassignAll, type waitingForAny } from './request-reassign.ts';
import { databaseNow } from './store/clock-store.ts';
import { raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { accountsOf, insertSuspension, setEffects, suspendAccounts } from './store/suspension-store.ts';
import type { Ordering, Suspending } from './suspension-ordering.ts';
import { type Confirmation, insertConfirmation } from './suspension-request.ts';

/** Whose sign-in goes, too: who may be somebody else, and who is to touch nothing. */
const withoutSignIn: readonly SuspensionReason[] = ['credential-compromised', 'under-investigation'];

/** The suspension with its request and marks, and the sign-in where it goes; gives the usernames that cannot sign in. */
export async function suspendOne(
  { transaction, policy: { centre }, caller, trace, order }: Ordering,
  confirmation: Confirmation,
  batch: string,
): Promise<string[]> {
  const { id, person, grants } = confirmation.of;
  const scope = order.grants ? 'grants' : 'everything';
  const signIn = scope === 'everything' && withoutSignIn.includes(order.reason);
  const accounts = signIn ? await accountsOf(transaction, centre, person.id) : [];
  await insertConfirmation(transaction, centre, confirmation, trace);
  await insertSuspension(transaction, centre, {
    id,
    person: person.id,
    reason: order.reason,
    note: order.note,
    scope,
    ofUnit: order.unit,
    keptUntil: order.keptUntil,
    request: confirmation.request.id,
    batch,
    accounts,
    by: caller.person,
    client: caller.client,
    grants: grants.map((grant) => grant.id),
  });
  return suspendAccounts(transaction, centre, accounts);
}

/** What waited for somebody who may decide it no more goes to others. By person, what they had. */
export async function reassignLost(
  { transaction, policy, trace }: Ordering,
  waiting: Awaited<ReturnType<typeof waitingForAny>>,
): Promise<Map<string, SuspensionEffects['decisionsReassigned']>> {
  const all = waiting.flatMap(({ people }) => people);
  const organisation = asIfPresent(await readOrganisation(transaction, policy), all);
  const at = await databaseNow(transaction);
  const waitedFor = new Map(waiting.map(({ request, people }) => [request.id, people]));
  const lost = waiting.filter(({ request, people }) => {
    const deciders = decidersOf(request, organisation, at);
    return people.some((person) => !deciders.has(person));
  });
  const requests = lost.map(({ request }) => request);
  const moved = new Map<string, SuspensionEffects['decisionsReassigned']>();
  for (const one of await reassignAll(transaction, policy, requests, trace, 'suspension'))
    for (const person of waitedFor.get(one.request) ?? []) moved.set(person, [...(moved.get(person) ?? []), one]);
  return moved;
}

/** The entries, what was done, and the news to every process. */
export async function record(
  { transaction, policy: { centre }, trace, order }: Ordering,
  { id, person, grants }: Suspending,
  effects: SuspensionEffects,
): Promise<void> {
  await setEffects(transaction, centre, id, effects);
  const about = { ...trace, outcome: 'done', about: person.id, unit: person.unit, reason: order.reason } as const;
  const details = { suspension: id };
  await append(transaction, centre, [
    {
      ...about,
      action: 'person.suspended',
      targetType: 'person',
      target: person.username ?? person.id,
      after: {
        suspension: id,
        scope: order.grants ? 'grants' : 'everything',
        note: order.note,
        ...(order.unit === null ? {} : { ofUnit: order.unit }),
        ...(order.keptUntil ? { keptUntil: order.keptUntil.toISOString() } : {}),
      },
      details: {
        grants: grants.length,
        decisionsReassigned: effects.decisionsReassigned.length,
        openCases: effects.openCases.length,
      },
    },
    ...effects.accounts.map(
      (target) =>
        ({
          ...about,
          action: 'account.suspended',
          targetType: 'account',
          target,
          details,
        }) as const,
    ),
    ...grants.map(
      (grant) =>
        ({
          ...about,
          action: 'grant.suspended',
          targetType: 'role',
          target: grant.role,
          unit: grant.unit,
          before: { grant: grant.id, role: grant.role, unit: grant.unit },
          details,
        }) as const,
    ),
  ]);
  // Told as of somebody who leaves where the sign-in goes: sessions end.
  await raiseEpoch(transaction, centre, { person: person.id, ...(effects.accounts.length ? { departed: true } : {}) });
}
