import type { AccountSettings } from '@zhiheng/contracts';
import type { PersonCaller, Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { rootOf } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { unitsReviewed } from './duplicates.ts';
import { requireOver, securing } from './person-order.ts';
import { readAccountSettings, writeAccountSettings } from './store/account-settings-store.ts';
import { lockPeople } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { look } from './viewer.ts';

/** For who looks after accounts anywhere. Throws `not-permitted`. */
export const accountSettings = (desk: Desk, caller: PersonCaller): Promise<AccountSettings> =>
  look(desk, caller, (view) => {
    unitsReviewed(view);
    return readAccountSettings(view.transaction, view.centre);
  });

/** By who administers the security of the whole centre; the same again changes nothing. Throws `not-permitted`. */
export function setAccountSettings(
  desk: Desk,
  caller: PersonCaller,
  settings: AccountSettings,
  trace: Trace,
): Promise<AccountSettings> {
  const { centre, person } = caller;
  const facts = { ...trace, action: 'account-settings.set', targetType: 'centre', target: centre } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    await lockPeople(transaction, centre, [[person, 'key share']]);
    const policy = await policyOf(desk, transaction, centre);
    await requireOver(transaction, policy, caller, rootOf(policy), securing);
    const before = await writeAccountSettings(transaction, centre, settings, person);
    if (JSON.stringify(before) !== JSON.stringify(settings))
      await append(transaction, centre, { ...facts, outcome: 'done', before, after: settings });
    return settings;
  });
}
