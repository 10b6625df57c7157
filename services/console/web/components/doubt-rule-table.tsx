import { Table, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import type { DoubtRule } from '../api/doubt-rules.ts';
import { useSpeech } from '../app/language.tsx';
import { minuteText } from './times.ts';

/** What each rule looks for, by which figures, what it last found and how many of its doubts wait. */
export function DoubtRuleTable({ rules }: { rules: DoubtRule[] }) {
  const { say, pick } = useSpeech();
  return (
    <Table<DoubtRule>
      size="small"
      rowKey="code"
      aria-label={say('doubtRules.title')}
      pagination={{ pageSize: 30, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      dataSource={rules}
      columns={[
        {
          title: say('doubtRules.rule'),
          key: 'rule',
          width: 420,
          render: (_, { name, looksFor, lacks, on }) => (
            <>
              <strong>{pick(name)}</strong> {!on && <Tag>{say('doubtRules.off')}</Tag>}
              <div className="muted">{pick(looksFor)}</div>
              {lacks && (
                <Typography.Text type="warning">
                  {say('doubtRules.lacks')}
                  {pick(lacks)}
                </Typography.Text>
              )}
            </>
          ),
        },
        {
          title: say('doubtRules.severity'),
          key: 'severity',
          dataIndex: 'severity',
          filters: [3, 2, 1].map((value) => ({ text: String(value), value })),
          onFilter: (value, { severity }) => severity === value,
        },
        {
          title: say('doubtRules.parameters'),
          key: 'parameters',
          width: 260,
          render: (_, rule) => <Shown rule={rule} />,
        },
        {
          title: say('doubtRules.lastRun'),
          key: 'lastRun',
          render: (_, { lastRun }) =>
            lastRun ? (
              <>
                {lastRun.finishedAt ? minuteText(lastRun.finishedAt) : say(`doubtRules.state.${lastRun.state}`)}
                <div className="muted">{say('doubtRules.foundOf', { found: lastRun.found, fresh: lastRun.fresh })}</div>
              </>
            ) : (
              '—'
            ),
        },
        {
          title: say('doubtRules.open'),
          key: 'open',
          render: (_, { code, doubts, open }) => <Link to={`/doubts?rule=${code}`}>{`${open} / ${doubts}`}</Link>,
        },
      ]}
    />
  );
}

function Shown({ rule: { parameters } }: { rule: DoubtRule }) {
  return (
    <>
      {Object.entries(parameters).map(([name, value]) => (
        <div key={name}>
          <code>{name}</code> {Array.isArray(value) ? value.join(', ') || '—' : String(value)}
        </div>
      ))}
    </>
  );
}
