import { approvalKinds, approvalStates, type ControlApproval } from '@zhiheng/contracts';
import { Card, Segmented, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { readApprovals } from '../api/control-settings.ts';
import { useSpeech } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { usePages } from '../components/use-pages.ts';

/** What of internal control is put to the leadership, and what became of it. */
export function ControlApprovalsPage() {
  const { say, pick } = useSpeech();
  const [shown, show] = useState<'pending' | 'all'>('pending');
  const state = shown === 'pending' ? shown : undefined;
  const approvals = usePages<ControlApproval, Awaited<ReturnType<typeof readApprovals>>>(
    ['control-approvals', shown],
    (cursor) => readApprovals(state, cursor),
  );
  return (
    <>
      <PageHeading title={say('controlApprovals.title')} lead={say('controlApprovals.lead')} />
      <Card size="small">
        <Segmented
          className="panel"
          value={shown}
          onChange={show}
          options={[
            { value: 'pending' as const, label: say('controlApprovals.pending') },
            { value: 'all' as const, label: say('all') },
          ]}
        />
        <Loaded query={approvals} empty={say('controlApprovals.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <Table<ControlApproval>
                size="small"
                rowKey="id"
                aria-label={say('controlApprovals.title')}
                pagination={false}
                dataSource={rows}
                columns={[
                  {
                    title: say('controlApprovals.kind'),
                    key: 'kind',
                    render: (_, { id, kind }) => (
                      <Link to={`/control-approvals/${id}`}>{pick(approvalKinds[kind])}</Link>
                    ),
                  },
                  { title: say('reason'), dataIndex: 'reason' },
                  { title: say('controlApprovals.askedBy'), dataIndex: 'askedBy' },
                  { title: say('at'), key: 'at', render: (_, { askedAt }) => <Moment at={askedAt} /> },
                  { title: say('state'), key: 'state', render: (_, { state: now }) => <ApprovalTag state={now} /> },
                  {
                    title: say('controlApprovals.decidedBy'),
                    key: 'by',
                    render: (_, { decidedBy }) => decidedBy ?? '—',
                  },
                ]}
              />
              <More {...approvals} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

const colours: Record<ControlApproval['state'], string> = {
  pending: 'blue',
  approved: 'green',
  rejected: 'red',
  withdrawn: 'default',
};

export function ApprovalTag({ state }: { state: ControlApproval['state'] }) {
  const { pick } = useSpeech();
  return <Tag color={colours[state]}>{pick(approvalStates[state])}</Tag>;
}
