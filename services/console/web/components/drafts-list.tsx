import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RequestDraft } from '@zhiheng/contracts';
import { App, Button, Card, Popconfirm, Space, Table } from 'antd';
import { Link } from 'react-router';
import { deleteDraft, readDrafts } from '../api/drafts.ts';
import { useSay } from '../app/language.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { usePages } from './use-pages.ts';

/** What I have saved and not submitted; nothing at all where there is none. */
export function DraftsList() {
  const say = useSay();
  const drafts = usePages(['drafts'], readDrafts);
  if (!drafts.data?.length) return null;
  return (
    <Card size="small" title={say('drafts.title')}>
      <Table<RequestDraft>
        size="small"
        rowKey="id"
        aria-label={say('drafts.title')}
        pagination={false}
        dataSource={drafts.data}
        columns={[
          { title: say('change'), key: 'change', render: (_, { content }) => say(`change.${content.change}`) },
          {
            title: say('request.beneficiary'),
            key: 'beneficiary',
            render: (_, { content }) => content.beneficiary ?? '—',
          },
          { title: say('new.role'), key: 'role', render: (_, { content }) => subjectOf(content) ?? '—' },
          { title: say('drafts.savedAt'), key: 'at', render: (_, { updatedAt }) => <Moment at={updatedAt} /> },
          { title: say('actionsColumn'), key: 'actions', render: (_, { id }) => <Actions id={id} /> },
        ]}
      />
      <More {...drafts} count={drafts.data.length} />
    </Card>
  );
}

const subjectOf = ({ role, rule }: RequestDraft['content']): string | undefined =>
  role ?? (typeof rule === 'string' ? rule : rule?.code);

function Actions({ id }: { id: string }) {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => deleteDraft(id),
    onSuccess: () => void message.success(say('drafts.deleted')),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['drafts'] }),
  });
  return (
    <Space>
      <Link to={`/requests/new?draft=${id}`}>{say('drafts.continue')}</Link>
      <Popconfirm title={say('drafts.deleteConfirm')} onConfirm={() => mutate()}>
        <Button type="link" danger size="small" loading={isPending}>
          {say('drafts.delete')}
        </Button>
      </Popconfirm>
    </Space>
  );
}
