import { useMutation } from '@tanstack/react-query';
import { controlNoticeKinds, type Webhook, type WebhookWithSecret } from '@zhiheng/contracts';
import { App, Button, Popconfirm, Select, Space, Table, Tag } from 'antd';
import { changeWebhook, endWebhook, retryWebhook, rotateWebhook, testWebhook } from '../api/webhooks.ts';
import { useSay, useSpeech } from '../app/language.tsx';
import { Moment } from './moment.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { WebhookDeliveries } from './webhook-deliveries.tsx';

interface WebhooksProps {
  rows: Webhook[];
  onSecret: (answer: WebhookWithSecret) => void;
  onDone: () => void;
}

const colours = { active: 'green', paused: 'gold', ended: 'default' } as const;

/** Webhooks; each opens to what was sent to it. */
export function WebhooksTable({ rows, onSecret, onDone }: WebhooksProps) {
  const say = useSay();
  return (
    <Table<Webhook>
      size="small"
      rowKey="id"
      aria-label={say('webhooks.title')}
      pagination={false}
      dataSource={rows}
      expandable={{ expandedRowRender: (webhook) => <Opened webhook={webhook} onDone={onDone} /> }}
      columns={[
        {
          title: say('webhooks.receiver'),
          key: 'receiver',
          render: (_, { receiver, description }) => (
            <>
              {receiver} <span className="muted">{description}</span>
            </>
          ),
        },
        {
          title: say('state'),
          key: 'state',
          render: (_, { state }) => <Tag color={colours[state]}>{say(`webhooks.${state}`)}</Tag>,
        },
        { title: say('webhooks.waiting'), key: 'waiting', align: 'right', render: (_, { waiting }) => waiting },
        {
          title: say('webhooks.dead'),
          key: 'dead',
          align: 'right',
          render: (_, { dead }) => (dead > 0 ? <Tag color="red">{dead}</Tag> : 0),
        },
        {
          title: say('webhooks.deliveredAt'),
          key: 'delivered',
          render: (_, { deliveredAt }) => (deliveredAt === null ? '—' : <Moment at={deliveredAt} seconds />),
        },
        {
          title: say('webhooks.failure'),
          key: 'failure',
          render: (_, { failures, failedAt, failure }) =>
            failures > 0 &&
            failedAt !== null && (
              <>
                <code>{failure}</code> <Moment at={failedAt} seconds />
              </>
            ),
        },
        {
          title: say('actionsColumn'),
          key: 'actions',
          render: (_, webhook) =>
            webhook.state !== 'ended' && <WebhookActs webhook={webhook} onSecret={onSecret} onDone={onDone} />,
        },
      ]}
    />
  );
}

function WebhookActs({
  webhook: { id, state, dead },
  onSecret,
  onDone,
}: Omit<WebhooksProps, 'rows'> & { webhook: Webhook }) {
  const say = useSay();
  const { message } = App.useApp();
  const rotated = useMutation({ mutationFn: () => rotateWebhook(id), onSuccess: onSecret });
  const acted = useMutation({ mutationFn: (act: () => Promise<unknown>) => act(), onSuccess: onDone });
  const error = rotated.error ?? acted.error;
  const test = async () => {
    await testWebhook(id);
    void message.success(say('webhooks.tested'));
  };
  const other = state === 'active' ? 'paused' : 'active';
  return (
    <Space wrap>
      {error && <ProblemAlert error={error} />}
      {state === 'active' && (
        <Button size="small" onClick={() => acted.mutate(test)}>
          {say('webhooks.test')}
        </Button>
      )}
      {dead > 0 && (
        <Button size="small" onClick={() => acted.mutate(() => retryWebhook(id))}>
          {say('webhooks.retry')}
        </Button>
      )}
      <Button size="small" onClick={() => acted.mutate(() => changeWebhook(id, { state: other }))}>
        {say(state === 'active' ? 'webhooks.pause' : 'webhooks.resume')}
      </Button>
      <Popconfirm title={say('webhooks.rotateWarning')} onConfirm={() => rotated.mutate()}>
        <Button size="small">{say('webhooks.rotate')}</Button>
      </Popconfirm>
      <Popconfirm title={say('webhooks.endWarning')} onConfirm={() => acted.mutate(() => endWebhook(id))}>
        <Button danger size="small">
          {say('webhooks.end')}
        </Button>
      </Popconfirm>
    </Space>
  );
}

/** Which events it wants, and what was sent to it. */
function Opened({ webhook: { id, kinds, state }, onDone }: { webhook: Webhook; onDone: () => void }) {
  const { say, pick } = useSpeech();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (wanted: Webhook['kinds']) => changeWebhook(id, { kinds: wanted }),
    onSuccess: onDone,
  });
  const options = (Object.keys(controlNoticeKinds) as Webhook['kinds']).map((value) => ({
    value,
    label: pick(controlNoticeKinds[value]),
  }));
  return (
    <>
      {error && <ProblemAlert error={error} />}
      <Select
        mode="multiple"
        aria-label={say('webhooks.kinds')}
        className="panel"
        style={{ width: '100%' }}
        optionFilterProp="label"
        value={kinds}
        options={options}
        loading={isPending}
        disabled={state === 'ended' || isPending}
        onChange={(wanted) => wanted.length > 0 && mutate(wanted)}
      />
      <WebhookDeliveries webhook={id} />
    </>
  );
}
