import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Reset, ResetHalf, ResetInput } from '@zhiheng/contracts';
import { Alert, Button, Card, Checkbox, Descriptions, Form, Input, Modal, Popconfirm, Space, Table } from 'antd';
import { useState } from 'react';
import { askReset, confirmReset, readResets, withdrawReset } from '../api/resets.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { usePages } from '../components/use-pages.ts';

/** Resets of credentials: asked for by one administrator, confirmed by another, each of whom hands over one code. */
export function ResetsPage() {
  const say = useSay();
  const queries = useQueryClient();
  const [half, setHalf] = useState<ResetHalf>();
  const resets = usePages(['resets'], readResets);
  const handed = (given?: ResetHalf) => {
    setHalf(given);
    void queries.invalidateQueries({ queryKey: ['resets'] });
  };
  return (
    <>
      <PageHeading title={say('resets.title')} lead={say('resets.lead')} />
      <Card size="small" className="panel" title={say('resets.ask')}>
        <AskForm onAsked={handed} />
      </Card>
      <Card size="small" title={say('resets.list')}>
        <Loaded query={resets} empty={say('resets.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <ResetsTable resets={rows} onDone={handed} />
              <More {...resets} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
      <Modal
        open={half !== undefined}
        title={say('resets.half')}
        okText={say('resets.handed')}
        cancelButtonProps={{ style: { display: 'none' } }}
        mask={{ closable: false }}
        onOk={() => setHalf(undefined)}
        onCancel={() => setHalf(undefined)}
      >
        <Alert type="warning" showIcon className="panel" title={say('resets.halfLead')} />
        <Descriptions column={1} size="small" bordered>
          <Descriptions.Item label={say('resets.code')}>
            <code>{half?.code}</code>
          </Descriptions.Item>
          <Descriptions.Item label={say('resets.link')}>
            <code style={{ overflowWrap: 'anywhere' }}>{half?.link}</code>
          </Descriptions.Item>
        </Descriptions>
      </Modal>
    </>
  );
}

interface Values {
  person: string;
  what: ('password' | 'factors')[];
  reason: string;
}

function AskForm({ onAsked }: { onAsked: (half: ResetHalf) => void }) {
  const say = useSay();
  const [form] = Form.useForm<Values>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (input: ResetInput) => askReset(input),
    onSuccess: (half) => {
      form.resetFields();
      onAsked(half);
    },
  });
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      disabled={isPending}
      initialValues={{ what: ['password'] }}
      onFinish={({ person, what, reason }) =>
        mutate({
          person: person.trim(),
          password: what.includes('password'),
          factors: what.includes('factors'),
          reason: reason.trim(),
        })
      }
    >
      <div className="pair">
        <Form.Item
          name="person"
          label={say('resets.person')}
          rules={[{ required: true, whitespace: true, message: say('resets.needPerson') }]}
        >
          <Input maxLength={64} autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="what" label={say('resets.what')} rules={[{ required: true, message: say('resets.needWhat') }]}>
          <Checkbox.Group
            options={(['password', 'factors'] as const).map((value) => ({ value, label: say(`resets.${value}`) }))}
          />
        </Form.Item>
      </div>
      <Form.Item
        name="reason"
        label={say('reason')}
        rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
      >
        <Input maxLength={500} />
      </Form.Item>
      {error && <ProblemAlert error={error} />}
      <Button type="primary" htmlType="submit" loading={isPending}>
        {say('resets.ask')}
      </Button>
    </Form>
  );
}

function ResetsTable({ resets, onDone }: { resets: Reset[]; onDone: (half?: ResetHalf) => void }) {
  const say = useSay();
  const { username } = useMe();
  const confirmed = useMutation({ mutationFn: confirmReset, onSuccess: onDone });
  const withdrawn = useMutation({ mutationFn: withdrawReset, onSuccess: () => onDone() });
  const error = confirmed.error ?? withdrawn.error;
  return (
    <>
      {error && <ProblemAlert error={error} />}
      <Table<Reset>
        size="small"
        rowKey="id"
        aria-label={say('resets.list')}
        pagination={false}
        dataSource={resets}
        columns={[
          { title: say('resets.person'), dataIndex: 'person' },
          {
            title: say('resets.what'),
            key: 'what',
            render: (_, { password, factors }) =>
              [password && say('resets.password'), factors && say('resets.factors')].filter(Boolean).join(' · '),
          },
          { title: say('reason'), dataIndex: 'reason' },
          {
            title: say('resets.askedBy'),
            key: 'asked',
            render: (_, { askedBy, askedAt }) => (
              <>
                {askedBy} <Moment at={askedAt} />
              </>
            ),
          },
          { title: say('resets.confirmedBy'), dataIndex: 'confirmedBy' },
          { title: say('resets.state'), key: 'state', render: (_, { state }) => say(`resets.state.${state}`) },
          {
            title: say('actionsColumn'),
            key: 'actions',
            render: (_, { id, state, askedBy, person }) => (
              <Space>
                {state === 'asked' && askedBy !== username && person !== username && (
                  <Popconfirm
                    title={say('resets.confirmQuestion', { person })}
                    okText={say('resets.confirm')}
                    cancelText={say('cancel')}
                    onConfirm={() => confirmed.mutate(id)}
                  >
                    <Button size="small">{say('resets.confirm')}</Button>
                  </Popconfirm>
                )}
                {(state === 'asked' || state === 'confirmed') && (
                  <Button size="small" onClick={() => withdrawn.mutate(id)}>
                    {say('resets.withdraw')}
                  </Button>
                )}
              </Space>
            ),
          },
        ]}
      />
    </>
  );
}
