import type { ConflictSummary } from '@zhiheng/contracts';
import { Button, Table, Tabs } from 'antd';
import { useSpeech } from '../app/language.tsx';
import type { PlainKey } from '../words/types.ts';
import { RiskTag } from './tags.tsx';

type Count = ConflictSummary['rules'][number];
type By = 'rule' | 'unit' | 'person' | 'severity';

const lists = [
  { by: 'rule', label: 'conflicts.byRule', of: 'rules' },
  { by: 'unit', label: 'conflicts.byUnit', of: 'units' },
  { by: 'person', label: 'conflicts.byPerson', of: 'persons' },
  { by: 'severity', label: 'conflicts.bySeverity', of: 'severities' },
] as const satisfies { by: By; label: PlainKey; of: keyof ConflictSummary }[];

/** Conflicts counted by rule, unit, person and severity, the gravest first; each count leads to its own. */
export function ConflictCounts({
  summary,
  onOnly,
}: {
  summary: Pick<ConflictSummary, (typeof lists)[number]['of']>;
  onOnly: (by: By, key: string) => void;
}) {
  const { say } = useSpeech();
  return (
    <Tabs
      size="small"
      items={lists.map(({ by, label, of }) => ({
        key: by,
        label: `${say(label)} (${summary[of].length})`,
        children: <CountsTable by={by} label={say(label)} counts={summary[of]} onOnly={(key) => onOnly(by, key)} />,
      }))}
    />
  );
}

interface CountsProps {
  by: By;
  label: string;
  counts: Count[];
  onOnly: (key: string) => void;
}

function CountsTable({ by, label, counts, onOnly }: CountsProps) {
  const { say, pick } = useSpeech();
  const number = (key: 'conflicts' | 'people' | 'blocking' | 'observed', title: string) => ({
    title,
    key,
    dataIndex: key,
    align: 'right' as const,
    width: 90,
  });
  return (
    <Table<Count>
      size="small"
      rowKey="key"
      aria-label={label}
      pagination={{ pageSize: 5, showSizeChanger: false, hideOnSinglePage: true }}
      dataSource={counts}
      columns={[
        {
          title: label,
          key: 'key',
          render: (_, { key, name, username }) =>
            by === 'severity' ? (
              <RiskTag risk={Number(key)} />
            ) : (
              <>
                {name ? pick(name) : key} <span className="code muted">{by === 'person' ? username : key}</span>
              </>
            ),
        },
        { title: say('conflicts.severity'), key: 'severity', render: (_, { severity }) => <RiskTag risk={severity} /> },
        number('conflicts', say('conflicts.count')),
        number('people', say('conflicts.people')),
        number('blocking', say('conflicts.blocking')),
        number('observed', say('conflicts.observed')),
        {
          title: say('actionsColumn'),
          key: 'only',
          width: 110,
          render: (_, { key, username }) => (
            <Button size="small" onClick={() => onOnly(by === 'person' ? (username ?? key) : key)}>
              {say('conflicts.only')}
            </Button>
          ),
        },
      ]}
    />
  );
}
