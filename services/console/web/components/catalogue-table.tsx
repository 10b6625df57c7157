import { Space, Table, Tag } from 'antd';
import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';
import { keyOf, type Listed } from './catalogue-kinds.ts';
import { changeOf, retirementOf } from './catalogue-links.ts';
import { listedFacts, listedName, listedSummary } from './catalogue-words.ts';
import { Facts } from './facts.tsx';
import { useSpeaker } from './use-speaker.ts';

/** One list of the catalogue; each row unfolds to all that it says and, for those who may ask, leads to requests that change it. */
export function CatalogueTable({ rows, asks, label }: { rows: Listed[]; asks: boolean; label: string }) {
  const say = useSay();
  const speaker = useSpeaker();
  return (
    <Table<Listed>
      size="small"
      rowKey={keyOf}
      aria-label={label}
      pagination={{ pageSize: 50, showSizeChanger: false, hideOnSinglePage: true }}
      dataSource={rows}
      expandable={{ expandedRowRender: (listed) => <Facts facts={listedFacts(speaker, listed)} /> }}
      columns={[
        {
          title: say('policy.name'),
          key: 'name',
          width: 300,
          render: (_, listed) => (
            <>
              {listedName(speaker, listed)} {listed.retired && <Tag>{say('retired')}</Tag>}
              <div className="code muted">{keyOf(listed)}</div>
            </>
          ),
        },
        { title: say('catalogue.summary'), key: 'summary', render: (_, listed) => listedSummary(speaker, listed) },
        ...(asks
          ? [
              {
                title: say('actionsColumn'),
                key: 'actions',
                width: 210,
                render: (_: unknown, listed: Listed) => <Actions listed={listed} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function Actions({ listed }: { listed: Listed }) {
  const say = useSay();
  return (
    <Space>
      {listed.kind !== 'roles' && !listed.retired && <Link to={changeOf(listed)}>{say('catalogue.change')}</Link>}
      <Link to={retirementOf(listed)}>{say(listed.retired ? 'catalogue.restore' : 'catalogue.retire')}</Link>
    </Space>
  );
}
