import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ControlNotice, controlNoticeKinds } from '@zhiheng/contracts';
import { Button, Card, Space, Table } from 'antd';
import { Link } from 'react-router';
import { controlWaitingQuery, readControlNotices, seeControlNotice, seeControlNoticesThrough } from '../api/tasks.ts';
import { useSpeech } from '../app/language.tsx';
import { controlPath } from './control-links.ts';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { dueText } from './times.ts';
import { usePages } from './use-pages.ts';

const noticesKey = ['control-notices'];

/** What internal control tells me of. Nobody else sees it. */
export function ControlNotices() {
  const { say } = useSpeech();
  const queries = useQueryClient();
  const notices = usePages(noticesKey, (cursor) => readControlNotices({}, cursor));
  const onSuccess = () => {
    void queries.invalidateQueries({ queryKey: noticesKey });
    void queries.invalidateQueries({ queryKey: controlWaitingQuery.queryKey });
  };
  const one = useMutation({ mutationFn: seeControlNotice, onSuccess });
  const all = useMutation({ mutationFn: seeControlNoticesThrough, onSuccess });
  const newest = notices.data?.[0]?.id;
  const error = one.error ?? all.error;
  return (
    <Card
      size="small"
      extra={
        <Space>
          <Button size="small" disabled={!newest} loading={all.isPending} onClick={() => newest && all.mutate(newest)}>
            {say('notices.seeAll')}
          </Button>
        </Space>
      }
    >
      {error && <ProblemAlert error={error} />}
      <Loaded query={notices} empty={say('notices.empty')} isEmpty={(rows) => rows.length === 0}>
        {(rows) => (
          <>
            <ControlNoticesTable notices={rows} onSee={one.mutate} />
            <More {...notices} count={rows.length} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function ControlNoticesTable({ notices, onSee }: { notices: ControlNotice[]; onSee: (id: string) => void }) {
  const { say, pick } = useSpeech();
  return (
    <Table<ControlNotice>
      size="small"
      rowKey="id"
      aria-label={`${say('notices.title')} ${say('notices.control')}`}
      pagination={false}
      dataSource={notices}
      columns={[
        {
          title: say('notices.kind'),
          key: 'kind',
          render: (_, { kind, seenAt }) =>
            seenAt ? pick(controlNoticeKinds[kind]) : <strong>{pick(controlNoticeKinds[kind])}</strong>,
        },
        {
          title: say('notices.about'),
          key: 'about',
          render: (_, { id, about, seenAt }) => (
            <Link to={controlPath(about)} onClick={() => seenAt ?? onSee(id)}>
              {say('notices.open')}
            </Link>
          ),
        },
        { title: say('notices.due'), key: 'due', width: 160, render: (_, { dueAt }) => (dueAt ? dueText(dueAt) : '—') },
        { title: say('notices.at'), key: 'at', width: 160, render: (_, { at }) => <Moment at={at} /> },
        {
          title: say('actionsColumn'),
          key: 'actions',
          width: 110,
          render: (_, { id, seenAt }) =>
            seenAt ? (
              <span className="muted">{say('notices.seen')}</span>
            ) : (
              <Button size="small" onClick={() => onSee(id)}>
                {say('notices.see')}
              </Button>
            ),
        },
      ]}
    />
  );
}
