import { listed, noSuch, type SignInSettings, type SignInSettingsInput, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import {
  type Environment,
  type FieldFault,
  fieldProblem,
  fieldsProblem,
  type PersonCaller,
  Problem,
  type Trace,
} from '@zhiheng/http';
import { isRange } from './addresses.ts';
import { outsideNow } from './admission.ts';
import { settingsOf } from './sign-in-settings.ts';
import { append } from './store/log-store.ts';
import { unknownRoles } from './store/permission-store.ts';
import { putSettings } from './store/settings-store.ts';

/**
 * Sets how the centre lets people sign in, with an entry of what it was before. Throws Problem `invalid-request`,
 * `unknown-code`, `changed-meanwhile`, `would-lock-out` (whoever sets it could not sign in any more).
 */
export async function changeSettings(
  transaction: Transaction,
  caller: PersonCaller,
  { revision, reason, ...settings }: SignInSettingsInput,
  { trace, environment }: { trace: Trace; environment: Environment },
): Promise<void> {
  const { centre, person } = caller;
  requireSound(settings);
  await requireRoles(transaction, centre, settings);
  const before = await settingsOf(transaction, centre, environment.profile);
  if (!(await putSettings(transaction, centre, settings, { revision, by: person })))
    throw new Problem('changed-meanwhile');
  const { address } = trace;
  if (await outsideNow(transaction, settings, caller, { address, holidays: environment.holidays }))
    throw new Problem('would-lock-out');
  await append(transaction, centre, {
    ...trace,
    action: 'sign-in-settings.set',
    outcome: 'done',
    targetType: 'sign-in-settings',
    target: centre,
    reason,
    before: { ...before },
    after: { ...settings },
  });
}

/** What the schema cannot say. */
function requireSound({ password, hours, addresses }: SignInSettings): void {
  if (password.minLength < 12 && password.kinds < 3)
    throw fieldProblem('invalid-request', '/password/kinds', said('short-needs-kinds'));
  const faults: FieldFault[] = [
    ...hours.flatMap(({ from, until }, at) =>
      from < until ? [] : [{ path: `/hours/${at}/until`, message: said('ends-too-soon') }],
    ),
    ...addresses.flatMap(({ ranges }, at) =>
      ranges.every(isRange) ? [] : [{ path: `/addresses/${at}/ranges`, message: said('no-address-range') }],
    ),
  ];
  if (faults.length) throw fieldsProblem('invalid-request', faults);
}

async function requireRoles(transaction: Transaction, centre: string, { hours, addresses }: SignInSettings) {
  const named = [...new Set([...hours, ...addresses].map(({ role }) => role))];
  const unknown = await unknownRoles(transaction, centre, named);
  if (unknown.length) throw new Problem('unknown-code', listed(unknown.map((role) => noSuch('role', role))));
}
