import { type ControlSettings, type ControlSettingsInput, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldsProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { askApproval } from '../approvals/ask.ts';
import { rootOf } from '../approvals/leadership.ts';
import { authorityOf, requireAuthority } from '../authority.ts';
import { type Difference, differences } from './differences.ts';
import { settingFaults } from './faults.ts';
import { settingsInForce } from './settings.ts';

/** What these settings would change. Throws Problem `not-permitted`, `invalid-request`. */
export async function previewSettings(
  transaction: Transaction,
  caller: PersonCaller,
  wanted: ControlSettings,
): Promise<{ version: number; differences: Difference[] }> {
  const authority = await authorityOf(transaction, caller);
  requireAuthority(authority, 'plan', 'inspection', rootOf(authority.units));
  const faults = settingFaults(wanted);
  if (faults.length) throw fieldsProblem('invalid-request', faults);
  const { version, settings } = await settingsInForce(transaction, caller.centre);
  return { version, differences: differences(settings, wanted) };
}

/**
 * Puts new settings to the leadership; gives the id of the approval. Whoever plans inspections over the whole centre may.
 * Throws Problem `not-permitted`, `invalid-request`, `changed-meanwhile` when others are in force than were looked at.
 */
export async function proposeSettings(
  transaction: Transaction,
  caller: PersonCaller,
  { version, settings, reason, trace }: ControlSettingsInput & { trace: Trace },
): Promise<string> {
  const now = await previewSettings(transaction, caller, settings);
  if (now.version !== version) throw new Problem('changed-meanwhile');
  if (now.differences.length === 0)
    throw fieldsProblem('invalid-request', [{ path: '/settings', message: said('nothing-differs') }]);
  const { units } = await authorityOf(transaction, caller);
  return askApproval(transaction, caller, {
    kind: 'control-settings',
    about: caller.centre,
    unit: rootOf(units),
    // What differs is shown to whoever decides.
    proposal: { version, settings, differences: now.differences },
    reason,
    trace,
  });
}
