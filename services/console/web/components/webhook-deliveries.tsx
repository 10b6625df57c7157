import { controlNoticeKinds, type WebhookDelivery } from '@zhiheng/contracts';
import { Table, Tag } from 'antd';
import { readWebhookDeliveries } from '../api/webhooks.ts';
import { useSpeech } from '../app/language.tsx';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { usePages } from './use-pages.ts';

const colours = { pending: 'gold', delivered: 'green', dead: 'red' } as const;

/** What was, or is to be, sent to one, newest first. */
export function WebhookDeliveries({ webhook }: { webhook: string }) {
  const { say, pick } = useSpeech();
  const deliveries = usePages(['webhooks', webhook], (cursor) => readWebhookDeliveries(webhook, cursor));
  return (
    <Loaded query={deliveries} empty={say('webhooks.noDeliveries')} isEmpty={(rows) => rows.length === 0}>
      {(rows) => (
        <>
          <Table<WebhookDelivery>
            size="small"
            rowKey="id"
            aria-label={say('webhooks.deliveries')}
            pagination={false}
            dataSource={rows}
            columns={[
              {
                title: say('webhooks.event'),
                key: 'event',
                render: (_, { kind }) => (kind === 'test' ? say('webhooks.testEvent') : pick(controlNoticeKinds[kind])),
              },
              { title: say('webhooks.at'), key: 'at', render: (_, { at }) => <Moment at={at} seconds /> },
              {
                title: say('state'),
                key: 'state',
                render: (_, { state }) => <Tag color={colours[state]}>{say(`webhooks.${state}`)}</Tag>,
              },
              { title: say('webhooks.attempts'), key: 'attempts', render: (_, { attempts }) => attempts },
              { title: say('webhooks.failure'), key: 'failure', render: (_, { failure }) => <code>{failure}</code> },
              {
                title: say('webhooks.nextAt'),
                key: 'next',
                render: (_, { nextAt }) => (nextAt === null ? '—' : <Moment at={nextAt} seconds />),
              },
            ]}
          />
          <More {...deliveries} count={rows.length} />
        </>
      )}
    </Loaded>
  );
}
