import type { Applying } from './applying.ts';
import { decidingRoles } from './organisation.ts';
import type { Removal } from './removal.ts';
import { reassignAll, waitingFor } from './request-reassign.ts';
import { endGrants } from './store/grant-store.ts';
import { append } from './store/log-store.ts';
import { lockRequests } from './store/request-store.ts';

/**
 * Ends what somebody holds, by an approved request and under their lock. A deciding post that is taken away leaves stages behind: under
 * the centre's lock, which such a request took alone.
 */
export async function endHeld(
  { transaction, policy, request, facts }: Applying,
  { person, role, unit }: Removal,
): Promise<void> {
  const waiting = decidingRoles(policy).includes(role) ? await waitingFor(transaction, policy, person) : [];
  const others = waiting.filter(({ id }) => id !== request.id);
  await lockRequests(
    transaction,
    policy.centre,
    others.map(({ id }) => id),
  );
  const ended = await endGrants(transaction, policy.centre, person, { by: 'request', request: request.id, role, unit });
  await append(
    transaction,
    policy.centre,
    ended.map(
      ({ id }) =>
        ({
          ...facts,
          targetType: 'role',
          target: role,
          unit,
          about: person,
          outcome: 'done',
          action: 'grant.ended',
          before: { grant: id, role, unit },
          details: { request: request.id },
        }) as const,
    ),
  );
  await reassignAll(transaction, policy, others, facts, 'post-lost');
}
