import type { SignInSettings, SignInSettingsInForce } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Profile } from '@zhiheng/http';
import { findSettings, settingsAt } from './store/settings-store.ts';

/**
 * What holds where a centre has set nothing. 等保三级 (GB/T 22239, 8.1.4.1) asks for passwords that are complex and changed
 * regularly; NIST SP 800-63B-4 for length and a list of known ones instead. The law binds, so both hold here: twelve
 * characters of three kinds, none of the list, changed every 90 days. A centre may lower the one, not leave the other out.
 */
const defaultSettings = (profile: Profile): SignInSettings => ({
  password: { minLength: 12, kinds: 3, history: 5, expiryDays: 90 },
  lockout: { failures: 5, accountFailures: 20, addressFailures: 100, windowMinutes: 15, lockMinutes: 15 },
  // The demo's visitors sign in twice without being asked; who works with the real thing should know of it.
  sessions: {
    idleMinutes: 30,
    absoluteHours: 8,
    oneSession: profile === 'production' ? 'ask' : 'end',
    binding: 'browser',
  },
  hours: [],
  addresses: [],
});

/** The centre's settings at this moment; what was kept before a setting was known gets its default. */
export async function settingsOf(transaction: Transaction, centre: string, profile: Profile): Promise<SignInSettings> {
  const { rows } = await settingsAt(centre).execute(transaction);
  return settingsFrom(rows, profile);
}

/** Of what `settingsAt` finds. */
export const settingsFrom = (
  [kept]: readonly { settings: Partial<SignInSettings> }[],
  profile: Profile,
): SignInSettings => filled(kept?.settings, profile);

export async function settingsInForce(
  transaction: Transaction,
  centre: string,
  profile: Profile,
): Promise<SignInSettingsInForce> {
  const kept = await findSettings(transaction, centre);
  return {
    ...filled(kept?.settings, profile),
    revision: kept?.revision ?? 0,
    changedAt: kept?.changedAt.toISOString() ?? null,
    changedBy: kept?.changedBy ?? null,
  };
}

function filled(kept: Partial<SignInSettings> | undefined, profile: Profile): SignInSettings {
  const defaults = defaultSettings(profile);
  return {
    password: { ...defaults.password, ...kept?.password },
    lockout: { ...defaults.lockout, ...kept?.lockout },
    sessions: { ...defaults.sessions, ...kept?.sessions },
    hours: kept?.hours ?? [],
    addresses: kept?.addresses ?? [],
  };
}
