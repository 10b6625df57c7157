import { useQuery } from '@tanstack/react-query';
import type { Bulk } from '@zhiheng/contracts';
import { Card, Table, Tag } from 'antd';
import { Link, useParams } from 'react-router';
import { bulkQuery } from '../api/bulk.ts';
import { useSay } from '../app/language.tsx';
import { BulkDecision } from '../components/bulk-decision.tsx';
import { Loaded } from '../components/loaded.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { useRequestTitle } from '../components/request-title.ts';
import { RequestStateTag } from '../components/tags.tsx';
import { minuteText } from '../components/times.ts';

/** Requests that were submitted together, and deciding those that await me in one act. */
export function BulkPage() {
  const say = useSay();
  const { id = '' } = useParams();
  const query = useQuery(bulkQuery(id));
  return (
    <>
      <PageHeading
        title={say('bulk.one')}
        lead={
          query.data
            ? say('bulk.by', {
                person: query.data.requester,
                at: minuteText(query.data.submittedAt),
                reason: query.data.reason,
              })
            : ''
        }
      />
      <Card size="small">
        <Loaded query={query}>
          {({ lines }) => (
            <>
              <BulkDecision
                id={id}
                requests={lines.flatMap(({ request }) => (request?.may.decide ? [request.id] : []))}
              />
              <RequestsTable lines={lines} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function RequestsTable({ lines }: { lines: Bulk['lines'] }) {
  const say = useSay();
  const { unitName } = useNames();
  const titleOf = useRequestTitle();
  return (
    <Table<Bulk['lines'][number]>
      size="small"
      rowKey={({ line, request }) => `${line} ${request?.id}`}
      aria-label={say('bulk.lines')}
      pagination={false}
      dataSource={lines}
      columns={[
        { title: say('bulk.line'), key: 'line', width: 60, dataIndex: 'line' },
        { title: say('request.beneficiary'), key: 'who', render: (_, { request }) => request?.beneficiaryName ?? '—' },
        {
          title: say('change'),
          key: 'what',
          render: (_, { request, problem }) =>
            request ? <Link to={`/requests/${request.id}`}>{titleOf(request)}</Link> : problem?.title,
        },
        { title: say('unit'), key: 'unit', render: (_, { request }) => (request ? unitName(request.unit) : '—') },
        {
          title: say('state'),
          key: 'state',
          width: 100,
          render: (_, { request }) =>
            request ? <RequestStateTag state={request.state} /> : <Tag color="red">{say('bulk.refused')}</Tag>,
        },
      ]}
    />
  );
}
