import { internalDoubtRules } from '@zhiheng/contracts';
import { Table } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { Lines } from './facts.tsx';
import { settingLabel, settingLines } from './setting-fields.ts';

export interface SettingDifference {
  path: string;
  before: unknown;
  after: unknown;
}

/** What is proposed beside what applies. */
export function SettingDifferences({ differences }: { differences: readonly SettingDifference[] }) {
  const { say, pick } = useSpeech();
  return (
    <Table<SettingDifference>
      size="small"
      rowKey="path"
      className="panel"
      aria-label={say('controlSettings.differences')}
      pagination={false}
      dataSource={[...differences]}
      columns={[
        {
          title: say('rules.field'),
          key: 'field',
          width: 240,
          render: (_, { path }) => {
            const label = settingLabel(path);
            return label ? say(label) : ruleLabel(path, pick);
          },
        },
        {
          title: say('rules.now'),
          key: 'before',
          render: (_, { path, before }) => <Lines lines={settingLines(path, before)} />,
        },
        {
          title: say('rules.proposed'),
          key: 'after',
          render: (_, { path, after }) => <Lines lines={settingLines(path, after)} />,
        },
      ]}
    />
  );
}

/** The rule that a path names, and its parameter; the path of anything else. */
function ruleLabel(path: string, pick: (words: { zh: string; en: string }) => string): string {
  const [, part, code, ...rest] = path.split('/');
  const rule = part === 'rules' ? internalDoubtRules.find((one) => one.code === code) : undefined;
  return rule ? [pick(rule.name), rest.at(-1)].join(' · ') : path;
}
