import { type ControlSettings, controlDefaults } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { newestSettings } from '../store/settings-store.ts';
import { filled } from './filled.ts';

/** The settings of internal control that apply to the centre as the transaction sees it. */
export async function readSettings(transaction: Transaction, centre: string): Promise<ControlSettings> {
  const stored = await newestSettings(transaction, centre);
  return stored ? filled(controlDefaults, stored.settings) : controlDefaults;
}
