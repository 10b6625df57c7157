import type { Applying } from './applying.ts';
import type { EntryFacts } from './entry-facts.ts';
import type { TakeOver } from './retirement.ts';
import { followGrant } from './store/adjustment-store.ts';
import { append } from './store/log-store.ts';
import { insertTransfer, keepTransferEffects, movePerson } from './store/movement-store.ts';
import { giveParts, type MovedGrant, moveGrants, peopleOf } from './store/takeover-store.ts';

const reason = 'reorganisation';

/**
 * One unit takes another over, in the transaction that retires it: its children and items, what is held there, and the people who
 * belong to it, each by a transfer of their own. Under the locks of all whom it moves.
 */
export async function takeOver(applying: Applying, { from, into }: TakeOver): Promise<void> {
  const { transaction, policy, request, facts } = applying;
  const { centre } = policy;
  await giveParts(transaction, centre, from, into);
  const moved = await moveGrants(transaction, centre, { from, into, request: request.id });
  for (const grant of moved) await followGrant(transaction, centre, grant);
  await append(
    transaction,
    centre,
    moved.flatMap((grant) => entriesOf(grant, { from, into }, request.id, facts)),
  );
  const ofPerson = Map.groupBy(moved, ({ person }) => person);
  for (const person of await peopleOf(transaction, centre, from))
    await movePersonTo(applying, person, { from, into }, ofPerson.get(person.id) ?? []);
}

const entriesOf = (
  { ended, begun, person, role, suspensions }: MovedGrant,
  { from, into }: TakeOver,
  request: string,
  facts: EntryFacts,
) => {
  const entry = { ...facts, targetType: 'role', target: role, about: person, outcome: 'done', reason } as const;
  return [
    {
      ...entry,
      action: 'grant.ended',
      unit: from,
      before: { grant: ended, role, unit: from },
      details: { request },
    } as const,
    ...begun.flatMap((grant) => [
      {
        ...entry,
        action: 'grant.started',
        unit: into,
        after: { grant, role, unit: into, request, insteadOf: ended },
      } as const,
      ...suspensions.map(
        (suspension) =>
          ({
            ...entry,
            action: 'grant.suspended',
            unit: into,
            before: { grant, role, unit: into },
            details: { suspension, request, insteadOf: ended },
          }) as const,
      ),
    ]),
  ];
};

async function movePersonTo(
  { transaction, policy, request, facts }: Applying,
  { id, post, username }: { id: string; post: string; username: string | null },
  { from, into }: TakeOver,
  moved: readonly MovedGrant[],
): Promise<void> {
  const { centre } = policy;
  const to = { unit: into, post };
  const transfer = await insertTransfer(transaction, centre, {
    ...{ person: id, from: { unit: from, post }, to, at: null, reason: request.reason },
    orderedBy: request.approval.requester,
    client: facts.client ?? 'access',
  });
  await movePerson(transaction, centre, id, to);
  await keepTransferEffects(transaction, centre, transfer, {
    grantsEnded: moved.map(({ ended, role }) => ({ id: ended, role, unit: from })),
    grantsKept: moved.flatMap(({ begun, role }) => begun.map((grant) => ({ id: grant, role, unit: into }))),
    requestsWithdrawn: [],
    decisionsReassigned: [],
    openCases: [],
  });
  await append(transaction, centre, {
    ...facts,
    action: 'person.transferred',
    outcome: 'done',
    targetType: 'person',
    target: username ?? id,
    about: id,
    unit: into,
    reason: request.reason,
    before: { unit: from, post },
    after: { ...to, transfer },
    details: { request: request.id, because: reason },
  });
}
