import { type ControlSettingsInForce, type ControlSettingsVersion, controlDefaults, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { rootOf } from '../approvals/leadership.ts';
import { type Authority, authorityOf, oversees } from '../authority.ts';
import { pageApprovals } from '../store/approval-store.ts';
import { pageSettings, type SettingsRow } from '../store/settings-store.ts';
import { differences } from './differences.ts';
import { filled } from './filled.ts';

/** The settings in force. Those who oversee the centre and those who complete self-checks may see them. */
export async function readInForce(transaction: Transaction, caller: PersonCaller): Promise<ControlSettingsInForce> {
  const { centre } = caller;
  const authority = await sighted(transaction, caller);
  const [newest] = await pageSettings(transaction, centre, { limit: 0 });
  const [waiting] = await pageApprovals(transaction, centre, {
    kind: 'control-settings',
    state: 'pending',
    limit: 0,
  });
  return {
    ...versionOf(newest),
    pending: waiting?.id ?? null,
    mayPropose: authority.may('plan', 'inspection', rootOf(authority.units)),
  };
}

/** Every version that ever applied, newest first, each with what it changed. */
export async function readHistory(
  transaction: Transaction,
  caller: PersonCaller,
  page: { before?: number; limit: number },
): Promise<ControlSettingsVersion[]> {
  await sighted(transaction, caller);
  // One more than the page shows: what a version changed is told by the one before it.
  const rows = await pageSettings(transaction, caller.centre, { ...page, limit: page.limit + 1 });
  return rows.slice(0, page.limit + 1).map((row, index) => {
    const version = versionOf(row);
    return { ...version, differences: differences(versionOf(rows[index + 1]).settings, version.settings) };
  });
}

async function sighted(transaction: Transaction, caller: PersonCaller): Promise<Authority> {
  const authority = await authorityOf(transaction, caller);
  if (!oversees(authority) && authority.within('complete', 'self-check').size === 0)
    throw new Problem('not-permitted', said('complete-or-oversee'));
  return authority;
}

const versionOf = (row: SettingsRow | undefined) => ({
  version: row?.version ?? 0,
  settings: row ? filled(controlDefaults, row.settings) : controlDefaults,
  since: row?.since.toISOString() ?? null,
  proposedBy: row?.proposedBy ?? null,
  approvedBy: row?.approvedBy ?? null,
  reason: row?.reason ?? null,
  approval: row?.approval ?? null,
});
