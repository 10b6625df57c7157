import { useQueries } from '@tanstack/react-query';
import type { ConflictSummary } from '@zhiheng/contracts';
import { Alert, Button, Table, Tabs } from 'antd';
import { type ConflictFilters, conflictSummaryQuery, pastSummaryQuery, readConflictsFile } from '../api/analysis.ts';
import { useSpeech } from '../app/language.tsx';
import type { PlainKey } from '../words/types.ts';
import { DownloadButton } from './download-button.tsx';
import { Loaded } from './loaded.tsx';
import { RiskTag } from './tags.tsx';

type ConflictView = 'can' | 'did';
type By = 'rule' | 'unit' | 'person' | 'severity';
type Count = ConflictSummary['rules'][number];

const lists = [
  { by: 'rule', label: 'conflicts.byRule', of: 'rules' },
  { by: 'person', label: 'conflicts.byPerson', of: 'persons' },
  { by: 'unit', label: 'conflicts.byUnit', of: 'units' },
  { by: 'severity', label: 'conflicts.bySeverity', of: 'severities' },
] as const satisfies { by: By; label: PlainKey; of: string }[];

interface Props {
  filters: ConflictFilters;
  /** Leads to what a figure counts. */
  onFigure: (view: ConflictView, by: By, key: string) => void;
}

/** What people can do and what they did against the rules, side by side: each figure leads to what it counts. */
export function ConflictComparison({ filters, onFigure }: Props) {
  const { say } = useSpeech();
  const [held, past] = useQueries({ queries: [conflictSummaryQuery(filters), pastSummaryQuery(filters)] });
  return (
    <Loaded query={held}>
      {(can) => (
        <Loaded query={past}>
          {(did) => (
            <>
              <div className="heading">
                <span role="status">
                  {say('conflicts.besides', {
                    can: can.conflicts,
                    canPeople: can.people,
                    did: did.conflicts,
                    didPeople: did.people,
                  })}
                </span>
                <DownloadButton
                  label={say('ledger.excel')}
                  name={`${say('conflicts.title')}.xlsx`}
                  read={() => readConflictsFile(filters)}
                />
              </div>
              {!did.complete && <Alert type="warning" showIcon className="panel" title={say('conflicts.incomplete')} />}
              <Tabs
                size="small"
                items={lists.map(({ by, label, of }) => ({
                  key: by,
                  label: say(label),
                  children: (
                    <Besides
                      {...{ by, can: can[of], did: did[of] }}
                      label={say(label)}
                      onFigure={(view, key) => onFigure(view, by, key)}
                    />
                  ),
                }))}
              />
            </>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface Line {
  key: string;
  can: Count | undefined;
  did: Count | undefined;
}

interface BesidesProps {
  by: By;
  label: string;
  can: Count[];
  did: Count[];
  onFigure: (view: ConflictView, key: string) => void;
}

function Besides({ by, label, can, did, onFigure }: BesidesProps) {
  const { say, pick } = useSpeech();
  const figure = (view: ConflictView, of: 'conflicts' | 'people', title: string) => ({
    title,
    key: `${view} ${of}`,
    align: 'right' as const,
    width: 120,
    render: (_: unknown, line: Line) => {
      const count = line[view];
      if (!count) return <span className="muted">0</span>;
      const key = by === 'person' ? (count.username ?? count.key) : count.key;
      const about = say('conflicts.figure', { view: say(`conflicts.${view}`), count: count[of], of: nameOf(line) });
      return (
        <Button type="link" size="small" aria-label={about} onClick={() => onFigure(view, key)}>
          {count[of]}
        </Button>
      );
    },
  });
  const nameOf = ({ key, can: one, did: other }: Line): string => {
    const name = (one ?? other)?.name;
    return name ? pick(name) : by === 'severity' ? say('riskLevel', { level: Number(key) }) : key;
  };
  return (
    <Table<Line>
      size="small"
      rowKey="key"
      aria-label={label}
      pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      dataSource={besides(can, did)}
      columns={[
        {
          title: label,
          key: 'key',
          render: (_, line) =>
            by === 'severity' ? (
              <RiskTag risk={Number(line.key)} />
            ) : (
              <>
                {nameOf(line)}{' '}
                <span className="code muted">{by === 'person' ? (line.can ?? line.did)?.username : line.key}</span>
              </>
            ),
        },
        {
          title: say('conflicts.can'),
          children: [
            figure('can', 'conflicts', say('conflicts.count')),
            figure('can', 'people', say('conflicts.people')),
          ],
        },
        {
          title: say('conflicts.did'),
          children: [
            figure('did', 'conflicts', say('conflicts.count')),
            figure('did', 'people', say('conflicts.people')),
          ],
        },
      ]}
    />
  );
}

/** One line a key: in the order of what is held, then of what was only done. */
function besides(can: readonly Count[], did: readonly Count[]): Line[] {
  const [held, done] = [can, did].map((counts) => new Map(counts.map((count) => [count.key, count])));
  const keys = new Set([...can, ...did].map(({ key }) => key));
  return [...keys].map((key) => ({ key, can: held?.get(key), did: done?.get(key) }));
}
