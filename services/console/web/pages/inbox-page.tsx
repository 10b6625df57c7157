import type { Request } from '@zhiheng/contracts';
import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { readRequests } from '../api/requests.ts';
import { useSay } from '../app/language.tsx';
import { DecisionDrawer } from '../components/decision-drawer.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { useRequestTitle } from '../components/request-title.ts';
import { RiskTag } from '../components/tags.tsx';
import { dueText } from '../components/times.ts';
import { usePages } from '../components/use-pages.ts';

/** What awaits my decision. */
export function InboxPage() {
  const say = useSay();
  const inbox = usePages(['requests', 'inbox'], (cursor) => readRequests({ candidate: 'me' }, cursor));
  const [open, setOpen] = useState<string>();
  return (
    <>
      <PageHeading
        title={say('inbox.title')}
        lead={say('inbox.lead')}
        extra={<Button onClick={() => void inbox.refetch()}>{say('reload')}</Button>}
      />
      <Card size="small">
        <Loaded query={inbox} empty={say('inbox.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <InboxTable requests={rows} onOpen={setOpen} />
              <More {...inbox} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
      <DecisionDrawer id={open} onClose={() => setOpen(undefined)} />
    </>
  );
}

function InboxTable({ requests, onOpen }: { requests: Request[]; onOpen: (id: string) => void }) {
  const say = useSay();
  const { unitName } = useNames();
  const titleOf = useRequestTitle();
  return (
    <Table<Request>
      size="small"
      rowKey="id"
      aria-label={say('inbox.title')}
      pagination={false}
      dataSource={requests}
      columns={[
        {
          title: say('change'),
          key: 'change',
          render: (_, request) => (
            <>
              {titleOf(request)} <RiskTag risk={request.risk} />
              {request.bulk && (
                <div>
                  <Link to={`/bulk/${request.bulk}`}>{say('inbox.bulk')}</Link>
                </div>
              )}
            </>
          ),
        },
        {
          title: say('request.beneficiary'),
          key: 'beneficiary',
          render: (_, { beneficiary, beneficiaryName }) => `${beneficiaryName} (${beneficiary})`,
        },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
        { title: say('request.requester'), key: 'requester', dataIndex: 'requester' },
        {
          title: say('inbox.due'),
          key: 'due',
          render: (_, { stages }) => {
            const due = stages.find(({ state }) => state === 'open')?.dueAt;
            return due ? dueText(due) : '—';
          },
        },
        {
          title: say('actionsColumn'),
          key: 'actions',
          width: 90,
          render: (_, { id }) => (
            <Button size="small" type="primary" onClick={() => onOpen(id)}>
              {say('inbox.open')}
            </Button>
          ),
        },
      ]}
    />
  );
}
