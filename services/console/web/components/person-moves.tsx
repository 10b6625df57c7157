import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Leave, Transfer } from '@zhiheng/contracts';
import { Button, Card, Popconfirm, Table, Tag } from 'antd';
import { endLeave, leavesQuery } from '../api/leaves.ts';
import { cancelTransfer, transfersQuery } from '../api/movements.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Moment } from './moment.tsx';
import { useNames } from './names.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { periodText } from './times.ts';

const colours = { planned: 'blue', active: 'orange', ended: 'default', done: 'green', cancelled: 'default' } as const;

/** The leaves of somebody, with the way back before the end. Nothing while there was none. */
export function PersonLeaves({ person }: { person: string }) {
  const say = useSay();
  const { data: rows, error, refetch } = useQuery(leavesQuery(person));
  if (error) return <ProblemAlert error={error} onRetry={refetch} />;
  if (!rows || rows.length === 0) return null;
  return (
    <Card size="small" className="panel" title={say('leave.list')}>
      <Table<Leave>
        size="small"
        rowKey="id"
        aria-label={say('leave.list')}
        pagination={false}
        dataSource={rows}
        columns={[
          {
            title: say('validity'),
            key: 'period',
            render: (_, { from, until }) => periodText({ validFrom: from, validUntil: until }, say),
          },
          { title: say('reason'), key: 'reason', dataIndex: 'reason' },
          { title: say('leave.by'), key: 'by', render: (_, { orderedBy, client }) => orderedBy ?? client },
          {
            title: say('state'),
            key: 'state',
            render: (_, { state }) => <Tag color={colours[state]}>{say(`leave.state.${state}`)}</Tag>,
          },
          {
            title: say('actionsColumn'),
            key: 'actions',
            render: (_, { id, state }) =>
              state !== 'ended' && (
                <Undo
                  words={say(state === 'active' ? 'leave.return' : 'leave.takeBack')}
                  question={say('leave.endQuestion')}
                  undo={() => endLeave(id)}
                />
              ),
          },
        ]}
      />
    </Card>
  );
}

/** The transfers of somebody; one whose day has not come can be taken back. Nothing while there was none. */
export function PersonTransfers({ person }: { person: string }) {
  const say = useSay();
  const { unitName } = useNames();
  const { data: rows, error, refetch } = useQuery(transfersQuery(person));
  if (error) return <ProblemAlert error={error} onRetry={refetch} />;
  if (!rows || rows.length === 0) return null;
  const place = ({ unit, post }: Transfer['to']) => `${unitName(unit)} · ${post}`;
  return (
    <Card size="small" className="panel" title={say('transfer.list')}>
      <Table<Transfer>
        size="small"
        rowKey="id"
        aria-label={say('transfer.list')}
        pagination={false}
        dataSource={rows}
        columns={[
          { title: say('transfer.from'), key: 'from', render: (_, { from }) => place(from) },
          { title: say('transfer.to'), key: 'to', render: (_, { to }) => place(to) },
          { title: say('at'), key: 'at', render: (_, { at }) => <Moment at={at} /> },
          { title: say('reason'), key: 'reason', dataIndex: 'reason' },
          {
            title: say('state'),
            key: 'state',
            render: (_, { state }) => <Tag color={colours[state]}>{say(`transfer.state.${state}`)}</Tag>,
          },
          {
            title: say('actionsColumn'),
            key: 'actions',
            render: (_, { id, state }) =>
              state === 'planned' && (
                <Undo
                  words={say('leave.takeBack')}
                  question={say('transfer.cancelQuestion')}
                  undo={() => cancelTransfer(id)}
                />
              ),
          },
        ]}
      />
    </Card>
  );
}

/** Takes back after one question; for those who order such things. */
function Undo({ words, question, undo }: { words: string; question: string; undo: () => Promise<unknown> }) {
  const say = useSay();
  const me = useMe();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: undo,
    onSuccess: () => queries.invalidateQueries(),
  });
  if (!may(me, 'administer-accounts', 'account')) return null;
  return (
    <>
      <Popconfirm title={question} okText={say('confirm')} cancelText={say('cancel')} onConfirm={() => mutate()}>
        <Button size="small" loading={isPending}>
          {words}
        </Button>
      </Popconfirm>
      {error && <ProblemAlert error={error} />}
    </>
  );
}
