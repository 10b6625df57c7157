import { type ControlSettings, controlDefaults } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { newestSettings } from '../store/settings-store.ts';
import { filled } from './filled.ts';

/** The settings of internal control that apply to the centre as the transaction sees it. */
export async function readSettings(transaction: Transaction, centre: string): Promise<ControlSettings> {
  return (await settingsInForce(transaction, centre)).settings;
}

/** The same with their version: 0 for the defaults. */
export async function settingsInForce(
  transaction: Transaction,
  centre: string,
): Promise<{ version: number; settings: ControlSettings }> {
  const stored = await newestSettings(transaction, centre);
  if (!stored) return { version: 0, settings: controlDefaults };
  return { version: stored.version, settings: filled(controlDefaults, stored.settings) };
}
