import type { ControlSettings } from '@zhiheng/contracts';
import { Problem } from '@zhiheng/http';
import type { CarryOut } from '../approvals/carry-out.ts';
import { append } from '../store/log-store.ts';
import { insertSettings } from '../store/settings-store.ts';
import { differences } from './differences.ts';
import { settingsInForce } from './settings.ts';

/** Puts approved settings in force. Throws Problem `changed-meanwhile` when they were proposed over others than those in force. */
export const applySettings: CarryOut = async (transaction, { approval, approver, trace }) => {
  const { centre } = approver;
  const proposed = approval.proposal as { version: number; settings: ControlSettings };
  const { version, settings } = await settingsInForce(transaction, centre);
  if (proposed.version !== version) throw new Problem('changed-meanwhile');
  await insertSettings(transaction, centre, {
    version: version + 1,
    settings: proposed.settings,
    approval: approval.id,
  });
  const changed = differences(settings, proposed.settings);
  await append(transaction, centre, [
    {
      action: 'control-settings.changed',
      outcome: 'done',
      ...trace,
      targetType: 'control-settings',
      target: centre,
      unit: approval.unit,
      details: { approval: approval.id, version: version + 1 },
      before: Object.fromEntries(changed.map(({ path, before }) => [path, before])),
      after: Object.fromEntries(changed.map(({ path, after }) => [path, after])),
    },
  ]);
};
