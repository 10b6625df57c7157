import type { PostTemplate } from '@zhiheng/contracts';
import { Table } from 'antd';
import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';
import { Lines } from './facts.tsx';
import { templateChange } from './request-links.ts';
import { givenRole, templatePlace } from './template-words.ts';
import { useSpeaker } from './use-speaker.ts';

/** What each post is given, and where; each leads to a request that changes it, for those who may ask. */
export function TemplatesTable({ rows, asks }: { rows: PostTemplate[]; asks: boolean }) {
  const say = useSay();
  const speaker = useSpeaker();
  return (
    <Table<PostTemplate>
      size="small"
      rowKey={({ post, unitKind, unit }) => JSON.stringify([post, unitKind, unit])}
      aria-label={say('templates.list')}
      pagination={{ pageSize: 30, showSizeChanger: false, hideOnSinglePage: true }}
      dataSource={rows}
      columns={[
        { title: say('post'), key: 'post', width: 150, dataIndex: 'post' },
        { title: say('templates.where'), key: 'where', width: 240, render: (_, row) => templatePlace(speaker, row) },
        {
          title: say('templates.roles'),
          key: 'roles',
          render: (_, { roles }) => <Lines lines={roles.map((given) => givenRole(speaker, given))} />,
        },
        ...(asks
          ? [
              {
                title: say('actionsColumn'),
                key: 'actions',
                width: 110,
                render: (_: unknown, row: PostTemplate) => (
                  <Link to={templateChange(row)}>{say('templates.change')}</Link>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
