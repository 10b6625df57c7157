import type { PlainKey } from '../words/types.ts';

/** One number or switch of the settings of internal control, by its path, with its bounds as the service has them. */
export interface SettingField {
  path: readonly (string | number)[];
  label: PlainKey;
  kind: 'whole' | 'percent' | 'yuan' | 'switch';
  min?: number;
  max?: number;
  /** Empty: does not apply. */
  optional?: boolean;
}

const days = (path: readonly string[], label: PlainKey): SettingField => ({
  path,
  label,
  kind: 'whole',
  min: 1,
  max: 250,
});
const rates = [0, 1, 2].flatMap((index): SettingField[] => [
  { path: ['sampling', 'rates', index, 'share'], label: `controlSettings.share.${index}` as PlainKey, kind: 'percent' },
  {
    path: ['sampling', 'rates', index, 'least'],
    label: `controlSettings.least.${index}` as PlainKey,
    kind: 'whole',
    min: 0,
    max: 1000,
  },
]);
const certainty = (name: string, kind: SettingField['kind'], max?: number): SettingField => ({
  path: ['sampling', 'certainty', name],
  label: `controlSettings.${name}` as PlainKey,
  kind,
  ...(kind === 'switch' ? {} : { min: 1, optional: true }),
  ...(max === undefined ? {} : { max }),
});

/** The settings by their part; lists have fields of their own. */
export const settingFields: Record<'selfCheck' | 'sampling' | 'rectification' | 'doubts', readonly SettingField[]> = {
  selfCheck: [
    days(['selfCheck', 'dueWorkingDays'], 'controlSettings.dueWorkingDays'),
    days(['selfCheck', 'correctWorkingDays'], 'controlSettings.correctWorkingDays'),
    { path: ['selfCheck', 'dormantDays'], label: 'controlSettings.dormantDays', kind: 'whole', min: 1, max: 366 },
  ],
  sampling: [
    ...rates,
    {
      path: ['sampling', 'perOperatorLeast'],
      label: 'controlSettings.perOperatorLeast',
      kind: 'whole',
      min: 0,
      max: 100,
    },
    certainty('amountFen', 'yuan'),
    certainty('identityChangeDays', 'whole', 366),
    certainty('staffOrRelative', 'switch'),
    certainty('exceptionOrTemporary', 'switch'),
    certainty('openDoubt', 'switch'),
    certainty('leaversLastMonth', 'switch'),
  ],
  rectification: [
    days(['rectification', 'workingDays', 'suspected-fraud'], 'controlSettings.suspectedFraud'),
    days(['rectification', 'workingDays', 'violation'], 'controlSettings.violation'),
    days(['rectification', 'workingDays', 'error'], 'controlSettings.error'),
    days(['rectification', 'workingDays', 'control-gap'], 'controlSettings.controlGap'),
    days(['rectification', 'answerWorkingDays'], 'controlSettings.answerWorkingDays'),
    { path: ['rectification', 'repeatMonths'], label: 'controlSettings.repeatMonths', kind: 'whole', min: 1, max: 36 },
  ],
  doubts: [
    days(['doubts', 'verifyWorkingDays'], 'controlSettings.verifyWorkingDays'),
    {
      path: ['doubts', 'remindWorkingDays'],
      label: 'controlSettings.remindVerifier',
      kind: 'whole',
      min: 1,
      max: 60,
    },
    {
      path: ['doubts', 'stopWorkingDays'],
      label: 'controlSettings.stopWorkingDays',
      kind: 'whole',
      min: 1,
      max: 60,
    },
    { path: ['doubts', 'spotCheckShare'], label: 'controlSettings.spotCheckShare', kind: 'percent' },
    { path: ['doubts', 'spotCheckLeast'], label: 'controlSettings.spotCheckLeast', kind: 'whole', min: 0, max: 1000 },
  ],
};

const byPath = new Map(
  Object.values(settingFields)
    .flat()
    .map((field) => [`/${field.path.join('/')}`, field]),
);
const lists: Record<string, PlainKey> = {
  '/selfCheck/questions': 'controlSettings.questions',
  '/selfCheck/remindWorkingDays': 'controlSettings.remindWorkingDays',
  '/selfCheck/escalation': 'controlSettings.escalation',
  '/sampling/rates': 'controlSettings.rates',
  '/rectification/escalation': 'controlSettings.escalation',
  '/doubts/escalation': 'controlSettings.escalation',
  '/doubts/byRule': 'controlSettings.byRule',
  '/doubts/stopItems': 'controlSettings.stopItems',
  '/reports/figures': 'controlSettings.figures',
  '/reports/tables': 'controlSettings.tables',
};

/** The words of what differs; what has none is called by its path. */
export const settingLabel = (path: string): PlainKey | undefined => byPath.get(path)?.label ?? lists[path];

/** A value as it is read, a line each. */
export function settingLines(path: string, value: unknown): string[] {
  const field = byPath.get(path);
  if (value === null || value === undefined) return ['—'];
  if (field?.kind === 'percent') return [`${Number(value) * 100}%`];
  if (field?.kind === 'yuan') return [`${Number(value) / 100}`];
  if (Array.isArray(value)) return value.map((one) => lineOf(one));
  return [lineOf(value)];
}

function lineOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { text, ...rest } = value as { text?: { zh?: string } };
  const others = Object.entries(rest).map(([key, each]) => `${key}: ${String(each)}`);
  return [text?.zh, ...others].filter(Boolean).join(' · ');
}
