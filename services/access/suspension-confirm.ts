import type { Applying } from './applying.ts';
import { append } from './store/log-store.ts';
import type { SuspensionRow } from './store/suspension-store.ts';
import { endSuspendedGrants, listSuspensions, moveSuspension } from './store/suspension-store.ts';

/** An approved confirmation: what is suspended ends for good, or stays suspended until the date that was asked for. */
export async function confirmSuspension({ transaction, policy: { centre }, request, facts }: Applying): Promise<void> {
  const [suspension] = await listSuspensions(transaction, centre, { request: request.id, limit: 1 });
  const { id, person, unit, keptUntil } = suspension as SuspensionRow;
  const about = { ...facts, outcome: 'done', about: person, details: { suspension: id, request: request.id } } as const;
  const ended = keptUntil === null ? await endSuspendedGrants(transaction, centre, id, request.id) : [];
  await moveSuspension(transaction, centre, id, keptUntil === null ? 'removed' : 'kept');
  await append(transaction, centre, [
    {
      ...about,
      action: 'suspension.confirmed',
      targetType: 'suspension',
      target: id,
      unit,
      after: keptUntil === null ? { ended: ended.length } : { keptUntil: keptUntil.toISOString() },
    },
    ...ended.map(
      (grant) =>
        ({
          ...about,
          action: 'grant.ended',
          targetType: 'role',
          target: grant.role,
          unit: grant.unit,
          reason: 'suspension',
          before: { grant: grant.id, role: grant.role, unit: grant.unit },
        }) as const,
    ),
  ]);
}
