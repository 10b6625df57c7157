import type { RetainedMonth, Retention } from '@zhiheng/contracts';
import { Flex, Switch, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { readMonths } from '../api/retention.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { RemoveMonthButton } from './retention-removal.tsx';
import { usePages } from './use-pages.ts';

/** A month as the table shows it; without `kept` it is in the database alone. */
interface Row {
  month: string;
  dueAt: string;
  archivedFrom?: string;
  kept?: RetainedMonth;
}

/** Every month of the log and what has become of it: in the database, archived, removed by policy. */
export function RetentionMonths({ online }: { online: Retention['online'] }) {
  const say = useSay();
  const [due, setDue] = useState(false);
  const months = usePages(['retention-months', due], (cursor) => readMonths(due, cursor));
  return (
    <>
      <Flex gap={8} align="center" style={{ marginBottom: 8 }}>
        <Switch checked={due} onChange={setDue} aria-label={say('retention.onlyDue')} />
        <span>{say('retention.onlyDue')}</span>
        <span className="muted">{say('retention.monthsHint')}</span>
      </Flex>
      <Loaded query={months}>
        {(kept) => {
          const rows = rowsOf(due ? [] : online, kept);
          return (
            <>
              <MonthsTable rows={rows} />
              <More {...months} count={rows.length} />
            </>
          );
        }}
      </Loaded>
    </>
  );
}

/** A month that is on its way to the archive is in the database, too: it is told once. */
function rowsOf(online: Retention['online'], kept: readonly RetainedMonth[]): Row[] {
  const archived = new Set(kept.map(({ month }) => month));
  return [
    ...online.filter(({ month }) => !archived.has(month)),
    ...kept.map((one) => ({ month: one.month, dueAt: one.dueAt, kept: one })),
  ];
}

function MonthsTable({ rows }: { rows: Row[] }) {
  const say = useSay();
  return (
    <Table<Row>
      size="small"
      rowKey="month"
      aria-label={say('retention.months')}
      pagination={false}
      dataSource={rows}
      locale={{ emptyText: say('retention.noneDue') }}
      columns={[
        { title: say('retention.month'), key: 'month', dataIndex: 'month', width: 90 },
        { title: say('state'), key: 'state', width: 200, render: (_, row) => <State row={row} /> },
        {
          title: say('retention.indexes'),
          key: 'indexes',
          width: 170,
          render: (_, { kept }) =>
            kept ? say('retention.span', { first: kept.firstIndex, last: kept.lastIndex }) : '—',
        },
        {
          title: say('retention.entries'),
          key: 'entries',
          width: 80,
          align: 'right',
          render: (_, { kept }) => kept?.entries ?? '—',
        },
        {
          title: say('retention.dueAt'),
          key: 'due',
          width: 140,
          render: (_, { dueAt }) => <Moment at={dueAt} />,
        },
        { title: say('retention.removal'), key: 'removal', render: (_, { kept }) => kept && <Removal kept={kept} /> },
      ]}
    />
  );
}

const colours = { archiving: 'blue', archived: 'geekblue', removing: 'orange', removed: 'default' } as const;

function State({ row: { kept, archivedFrom } }: { row: Row }) {
  const say = useSay();
  if (!kept)
    return (
      <>
        <Tag color="green">{say('retention.state.online')}</Tag>
        {archivedFrom && (
          <div className="muted">
            {say('retention.archivedFrom')} <Moment at={archivedFrom} />
          </div>
        )}
      </>
    );
  return (
    <>
      <Tag color={colours[kept.state]}>{say(`retention.state.${kept.state}`)}</Tag>
      {kept.holds.length > 0 && <Tag color="gold">{say('retention.held', { count: kept.holds.length })}</Tag>}
      <div className="muted">
        <Moment at={kept.removedAt ?? kept.archivedAt} />
      </div>
      {kept.setAsideUntil && <SetAside until={kept.setAsideUntil} removed={kept.removal !== null} />}
    </>
  );
}

/** A month that left the log is not lost at once: until when, and what may be done till then. */
function SetAside({ until, removed }: { until: string; removed: boolean }) {
  const say = useSay();
  return (
    <div className="muted">
      <Tag color="cyan">{say('retention.setAside')}</Tag>
      {say('retention.setAsideUntil')} <Moment at={until} />
      <div>{say(removed ? 'retention.setAsideRemoved' : 'retention.setAsideArchived')}</div>
    </div>
  );
}

function Removal({ kept }: { kept: RetainedMonth }) {
  const say = useSay();
  const me = useMe();
  const { removal, due, state, holds, asked } = kept;
  if (removal)
    return may(me, 'read', 'entry') && <Link to={`/log?entry=${removal}`}>{say('retention.removalEntry')}</Link>;
  if (!due) return <span className="muted">{say('retention.notDue')}</span>;
  return (
    <Flex vertical gap={4} align="start">
      {asked && (
        <span>
          {say('retention.removalAsked', { who: asked.askedBy ?? '—' })} <Moment at={asked.askedAt} /> · {asked.reason}
        </span>
      )}
      {holds.length > 0 && <span className="muted">{say('retention.heldNow')}</span>}
      {state === 'archived' && may(me, 'retain', 'entry') && (holds.length === 0 || asked?.askedBy === me.username) && (
        <RemoveMonthButton kept={kept} />
      )}
    </Flex>
  );
}
