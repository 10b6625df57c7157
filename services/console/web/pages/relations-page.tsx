import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Relation, RelationInput } from '@zhiheng/contracts';
import { Alert, App, Button, Card, Form, Input, Popconfirm, Select, Table } from 'antd';
import { declareRelation, readRelations, withdrawRelation } from '../api/relations.ts';
import { useSay } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { usePages } from '../components/use-pages.ts';

const kinds = [
  'self',
  'spouse',
  'parent',
  'child',
  'sibling',
  'grandparent',
  'grandchild',
  'in-law',
  'other',
] as const satisfies RelationInput['relation'][];

/** Whom I may not act for: declared here, and from then on shown to nobody. */
export function RelationsPage() {
  const say = useSay();
  const relations = usePages(['relations'], readRelations);
  return (
    <>
      <PageHeading title={say('relations.title')} lead={say('relations.lead')} />
      <Card size="small" className="panel" title={say('relations.declare')}>
        <DeclareForm />
      </Card>
      <Card size="small" title={say('relations.declared')}>
        <Loaded query={relations} empty={say('relations.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <RelationsTable relations={rows} />
              <More {...relations} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function DeclareForm() {
  const say = useSay();
  const queries = useQueryClient();
  const [form] = Form.useForm<RelationInput>();
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: declareRelation,
    onSuccess: () => {
      form.resetFields();
      void queries.invalidateQueries({ queryKey: ['relations'] });
    },
  });
  return (
    <Form<RelationInput>
      form={form}
      layout="vertical"
      disabled={isPending}
      onFinish={({ relation, identity }) => mutate({ relation, identity: identity.trim() })}
    >
      <div className="pair">
        <Form.Item
          name="relation"
          label={say('relations.relation')}
          rules={[{ required: true, message: say('relations.needRelation') }]}
        >
          <Select options={kinds.map((kind) => ({ value: kind, label: say(`relations.kind.${kind}`) }))} />
        </Form.Item>
        <Form.Item
          name="identity"
          label={say('relations.identity')}
          extra={say('relations.identityHint')}
          rules={[{ required: true, whitespace: true, message: say('relations.needIdentity') }]}
        >
          <Input maxLength={200} autoComplete="off" spellCheck={false} />
        </Form.Item>
      </div>
      {error && (
        <div className="panel">
          <ProblemAlert error={error} />
        </div>
      )}
      {data && (
        <Alert
          className="panel"
          showIcon
          type={data.earlierSteps > 0 ? 'warning' : 'success'}
          title={data.earlierSteps > 0 ? say('relations.doubted', { count: data.earlierSteps }) : say('relations.done')}
        />
      )}
      <Button type="primary" htmlType="submit" loading={isPending}>
        {say('relations.submit')}
      </Button>
    </Form>
  );
}

function RelationsTable({ relations }: { relations: Relation[] }) {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { mutateAsync, error } = useMutation({
    mutationFn: withdrawRelation,
    onSuccess: () => {
      void message.success(say('relations.withdrawn'));
      void queries.invalidateQueries({ queryKey: ['relations'] });
    },
  });
  return (
    <>
      {error && <ProblemAlert error={error} />}
      <Table<Relation>
        size="small"
        rowKey="id"
        aria-label={say('relations.declared')}
        pagination={false}
        dataSource={relations}
        columns={[
          {
            title: say('relations.relation'),
            key: 'relation',
            render: (_, { relation }) => say(`relations.kind.${relation}`),
          },
          { title: say('relations.at'), key: 'at', render: (_, { declaredAt }) => <Moment at={declaredAt} /> },
          {
            title: say('actionsColumn'),
            key: 'actions',
            width: 110,
            render: (_, { id }) => (
              <Popconfirm
                title={say('relations.withdrawQuestion')}
                okText={say('relations.withdraw')}
                cancelText={say('cancel')}
                onConfirm={() => mutateAsync(id).catch(() => undefined)}
              >
                <Button size="small">{say('relations.withdraw')}</Button>
              </Popconfirm>
            ),
          },
        ]}
      />
    </>
  );
}
