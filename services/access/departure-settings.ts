import type { DepartureSettings } from '@zhiheng/contracts';
import type { PersonCaller, Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { rootOf } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { requireOver, securing } from './person-order.ts';
import { reinstateDays, setReinstateDays } from './store/departure-store.ts';
import { lockPeople, lockPolicy } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { look } from './viewer.ts';

export const departureSettings = (desk: Desk, caller: PersonCaller): Promise<DepartureSettings> =>
  look(desk, caller, async ({ transaction, centre }) => ({ reinstateDays: await reinstateDays(transaction, centre) }));

/** Decided by who administers the security of the whole centre. Throws `not-permitted`. */
export function setDepartureSettings(
  desk: Desk,
  caller: PersonCaller,
  wanted: DepartureSettings,
  trace: Trace,
): Promise<DepartureSettings> {
  const { centre, person } = caller;
  const entry = { ...trace, action: 'departure-settings.set', targetType: 'centre', target: centre } as const;
  return act(desk.database, centre, { ...entry, outcome: 'denied' }, async (transaction) => {
    // Whoever asks for a return at this moment holds it shared.
    await lockPolicy(transaction, centre, 'exclusive');
    await lockPeople(transaction, centre, [[person, 'key share']]);
    const policy = await policyOf(desk, transaction, centre);
    await requireOver(transaction, policy, caller, rootOf(policy), securing);
    const before = { reinstateDays: await reinstateDays(transaction, centre) };
    if (before.reinstateDays === wanted.reinstateDays) return wanted;
    await setReinstateDays(transaction, centre, wanted.reinstateDays);
    await append(transaction, centre, { ...entry, outcome: 'done', before, after: wanted });
    return wanted;
  });
}
