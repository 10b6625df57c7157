import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Notice, noticeKinds } from '@zhiheng/contracts';
import { Badge, Button, Card, Space, Table, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { readNotices, seeNotice, seeNoticesThrough, waitingQuery } from '../api/notices.ts';
import { useSay, useSpeech } from '../app/language.tsx';
import { useControlWaiting, useWaiting } from '../app/waiting.ts';
import { ControlNotices } from '../components/control-notices.tsx';
import { ChoiceFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { NoticeLink } from '../components/notice-link.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { dueText } from '../components/times.ts';
import { usePages } from '../components/use-pages.ts';

const kinds = Object.keys(noticeKinds) as Notice['kind'][];
const noticesKey = ['notices'];

/** What I am told of, of permissions and of internal control. */
export function NoticesPage() {
  const say = useSay();
  const [query, setQuery] = useSearchParams();
  return (
    <Tabs
      activeKey={query.get('tab') ?? 'access'}
      onChange={(tab) => setQuery(tab === 'access' ? {} : { tab })}
      destroyOnHidden
      items={[
        {
          key: 'access',
          label: <Counted words={say('notices.access')} count={useWaiting().notices} />,
          children: <AccessNotices />,
        },
        {
          key: 'control',
          label: <Counted words={say('notices.control')} count={useControlWaiting().notices} />,
          children: <ControlNotices />,
        },
      ]}
    />
  );
}

function Counted({ words, count }: { words: string; count: number }) {
  return (
    <Badge count={count} size="small" offset={[8, 0]}>
      {words}
    </Badge>
  );
}

/** What is due, what has become of my requests. Nobody else sees it. */
function AccessNotices() {
  const { say, pick } = useSpeech();
  const [query, setQuery] = useSearchParams();
  const kind = kinds.find((one) => one === query.get('kind'));
  const unseen = query.get('unseen') === 'true';
  const notices = usePages([...noticesKey, kind, unseen], (cursor) =>
    readNotices({ kind, ...(unseen ? { seen: false } : {}) }, cursor),
  );
  const filter = (next: { kind?: string | undefined; unseen?: boolean }) => {
    const wanted = { kind, unseen, ...next };
    setQuery({ ...(wanted.kind ? { kind: wanted.kind } : {}), ...(wanted.unseen ? { unseen: 'true' } : {}) });
  };
  const { seeOne, seeAll, pending, error } = useSeeing();
  const newest = notices.data?.[0]?.id;
  return (
    <>
      <PageHeading
        title={say('notices.title')}
        lead={say('notices.lead')}
        extra={
          <Space>
            <Button onClick={() => void notices.refetch()}>{say('reload')}</Button>
            {!kind && (
              <Button disabled={!newest} loading={pending} onClick={() => newest && seeAll(newest)}>
                {say('notices.seeAll')}
              </Button>
            )}
          </Space>
        }
      />
      <Card size="small">
        <search className="filters">
          <ChoiceFilter
            label={say('notices.kind')}
            width={260}
            value={kind}
            onChange={(value) => filter({ kind: value })}
            options={kinds.map((one) => ({ value: one, label: pick(noticeKinds[one]) }))}
          />
          <ChoiceFilter
            label={say('state')}
            value={unseen ? 'unseen' : undefined}
            onChange={(value) => filter({ unseen: value === 'unseen' })}
            options={[{ value: 'unseen', label: say('notices.unseen') }]}
          />
        </search>
        {error && <ProblemAlert error={error} />}
        <Loaded query={notices} empty={say('notices.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <NoticesTable notices={rows} onSee={seeOne} />
              <More {...notices} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function useSeeing() {
  const queries = useQueryClient();
  const onSuccess = () => {
    void queries.invalidateQueries({ queryKey: noticesKey });
    void queries.invalidateQueries({ queryKey: waitingQuery.queryKey });
  };
  const one = useMutation({ mutationFn: seeNotice, onSuccess });
  const all = useMutation({ mutationFn: seeNoticesThrough, onSuccess });
  return { seeOne: one.mutate, seeAll: all.mutate, pending: all.isPending, error: one.error ?? all.error };
}

function NoticesTable({ notices, onSee }: { notices: Notice[]; onSee: (id: string) => void }) {
  const { pick } = useSpeech();
  const say = useSay();
  return (
    <Table<Notice>
      size="small"
      rowKey="id"
      aria-label={say('notices.title')}
      pagination={false}
      dataSource={notices}
      columns={[
        {
          title: say('notices.kind'),
          key: 'kind',
          render: (_, { kind, seenAt }) =>
            seenAt ? pick(noticeKinds[kind]) : <strong>{pick(noticeKinds[kind])}</strong>,
        },
        {
          title: say('notices.about'),
          key: 'about',
          render: (_, { id, about, seenAt }) => <NoticeLink about={about} onOpen={() => seenAt ?? onSee(id)} />,
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
