import { type Task, taskKinds } from '@zhiheng/contracts';
import { Card, Table, Tabs, Tag } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { readTasks } from '../api/tasks.ts';
import { useSpeech } from '../app/language.tsx';
import { controlPath } from '../components/control-links.ts';
import { DueCalendar } from '../components/due-calendar.tsx';
import { Loaded } from '../components/loaded.tsx';
import { yuanText } from '../components/money.ts';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { dueText } from '../components/times.ts';
import { usePages } from '../components/use-pages.ts';

/** What of internal control I have to do, as a list and by the day. */
export function TasksPage() {
  const { say } = useSpeech();
  const [query, setQuery] = useSearchParams();
  return (
    <>
      <PageHeading title={say('tasks.title')} lead={say('tasks.lead')} />
      <Tabs
        activeKey={query.get('tab') ?? 'list'}
        onChange={(tab) => setQuery(tab === 'list' ? {} : { tab })}
        destroyOnHidden
        items={[
          { key: 'list', label: say('tasks.list'), children: <TaskList /> },
          { key: 'calendar', label: say('tasks.calendar'), children: <DueCalendar /> },
        ]}
      />
    </>
  );
}

function TaskList() {
  const { say } = useSpeech();
  const tasks = usePages(['tasks'], readTasks);
  return (
    <Card size="small">
      <Loaded query={tasks} empty={say('tasks.empty')} isEmpty={(rows) => rows.length === 0}>
        {(rows) => (
          <>
            <TaskTable tasks={rows} />
            <More {...tasks} count={rows.length} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function TaskTable({ tasks }: { tasks: Task[] }) {
  const { say, pick } = useSpeech();
  return (
    <Table<Task>
      size="small"
      rowKey={({ kind, about }) => `${kind} ${about.id}`}
      aria-label={say('tasks.title')}
      pagination={false}
      dataSource={tasks}
      columns={[
        { title: say('tasks.kind'), key: 'kind', render: (_, { kind }) => pick(taskKinds[kind]) },
        {
          title: say('unit'),
          key: 'unit',
          render: (_, { unit, unitName }) => (unitName ? pick(unitName) : (unit ?? '—')),
        },
        { title: say('tasks.what'), key: 'what', render: (_, { facts }) => factsText(facts) },
        {
          title: say('tasks.due'),
          key: 'due',
          render: (_, { dueAt, overdue }) => (
            <>
              {dueAt ? dueText(dueAt) : '—'} {overdue && <Tag color="red">{say('tasks.overdue')}</Tag>}
            </>
          ),
        },
        {
          title: say('actionsColumn'),
          key: 'actions',
          width: 110,
          render: (_, { about }) => <Link to={controlPath(about)}>{say('tasks.go')}</Link>,
        },
      ]}
    />
  );
}

const factsText = ({ month, amountFen, code }: Task['facts']): string =>
  [month, amountFen === undefined ? undefined : yuanText(amountFen), code].filter(Boolean).join(' · ') || '—';
