import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SignInSession } from '@zhiheng/contracts';
import { Button, Popconfirm, Table, Tag } from 'antd';
import { endOwnSession, readOwnSessions } from '../api/sign-ins.ts';
import { useSay } from '../app/language.tsx';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { usePages } from './use-pages.ts';

/** Where I am signed in; each can be ended from here. */
export function OwnSessions() {
  const say = useSay();
  const queries = useQueryClient();
  const sessions = usePages(['own-sessions'], readOwnSessions);
  const { mutate, isPending, error } = useMutation({
    mutationFn: endOwnSession,
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['own-sessions'] }),
  });
  return (
    <Loaded query={sessions} empty={say('mySignIns.none')} isEmpty={(rows) => rows.length === 0}>
      {(rows) => (
        <>
          {error && <ProblemAlert error={error} />}
          <Table<SignInSession>
            size="small"
            rowKey="id"
            aria-label={say('mySignIns.sessions')}
            pagination={false}
            dataSource={rows}
            columns={[
              { title: say('mySignIns.since'), dataIndex: 'startedAt', render: (at: string) => <Moment at={at} /> },
              { title: say('mySignIns.seen'), dataIndex: 'seenAt', render: (at: string) => <Moment at={at} /> },
              { title: say('mySignIns.ends'), dataIndex: 'endsAt', render: (at: string) => <Moment at={at} /> },
              { title: say('mySignIns.address'), dataIndex: 'address' },
              { title: say('mySignIns.browser'), dataIndex: 'browser', render: (name: string | null) => name ?? '—' },
              {
                render: (_, { id, current }) =>
                  current ? (
                    <Tag color="blue">{say('mySignIns.current')}</Tag>
                  ) : (
                    <Popconfirm
                      title={say('mySignIns.endSure')}
                      okText={say('mySignIns.end')}
                      cancelText={say('cancel')}
                      onConfirm={() => mutate(id)}
                    >
                      <Button size="small" danger loading={isPending}>
                        {say('mySignIns.end')}
                      </Button>
                    </Popconfirm>
                  ),
              },
            ]}
          />
          {sessions.hasNextPage && <More {...sessions} count={rows.length} />}
        </>
      )}
    </Loaded>
  );
}
