import type { SignalStream } from '@zhiheng/contracts';
import { Table, Tag } from 'antd';
import { useSay } from '../app/language.tsx';
import { DeadSignals } from './dead-signals.tsx';
import { Moment } from './moment.tsx';

/** Streams; one of which something was given up opens to it. */
export function SignalStreamsTable({ rows }: { rows: SignalStream[] }) {
  const say = useSay();
  return (
    <Table<SignalStream>
      size="small"
      rowKey="id"
      aria-label={say('signals.title')}
      pagination={false}
      dataSource={rows}
      expandable={{
        rowExpandable: ({ dead }) => dead > 0,
        expandedRowRender: ({ id }) => <DeadSignals stream={id} />,
      }}
      columns={[
        {
          title: say('signals.client'),
          key: 'client',
          render: (_, { client, description }) => (
            <>
              {client} {description !== null && <span className="muted">{description}</span>}
            </>
          ),
        },
        {
          title: say('signals.delivery'),
          key: 'delivery',
          render: (_, { delivery, receiver }) =>
            delivery === 'push' ? `${say('signals.push')} ${receiver ?? ''}` : say('signals.poll'),
        },
        {
          title: say('state'),
          key: 'status',
          render: (_, { status, statusReason }) => (
            <>
              <Tag color={status === 'enabled' ? 'green' : 'default'}>{say(`signals.${status}`)}</Tag>
              {statusReason !== null && <span className="muted">{statusReason}</span>}
            </>
          ),
        },
        { title: say('signals.waiting'), key: 'waiting', align: 'right', render: (_, { waiting }) => waiting },
        {
          title: say('signals.dead'),
          key: 'dead',
          align: 'right',
          render: (_, { dead }) => (dead > 0 ? <Tag color="red">{dead}</Tag> : 0),
        },
        {
          title: say('signals.deliveredAt'),
          key: 'delivered',
          render: (_, { deliveredAt, delivered }) =>
            deliveredAt === null ? (
              say('signals.never')
            ) : (
              <>
                <Moment at={deliveredAt} seconds /> <span className="muted">{`(${delivered})`}</span>
              </>
            ),
        },
        {
          title: say('signals.failure'),
          key: 'failure',
          render: (_, { failedAt, failure }) =>
            failedAt !== null && (
              <>
                <code>{failure}</code> <Moment at={failedAt} seconds />
              </>
            ),
        },
      ]}
    />
  );
}
