import type { GrantLimitInForce } from '@zhiheng/contracts';
import { Table } from 'antd';
import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';

/** How long a grant may last, by the risk of its role; for those who may ask, with the way to ask for another. */
export function LimitsTable({ rows, asks }: { rows: readonly GrantLimitInForce[]; asks: boolean }) {
  const say = useSay();
  return (
    <Table<GrantLimitInForce>
      size="small"
      rowKey="risk"
      aria-label={say('catalogue.limits')}
      pagination={false}
      dataSource={rows}
      columns={[
        { title: say('risk'), dataIndex: 'risk', render: (level: number) => say('riskLevel', { level }) },
        {
          title: say('limit.longest'),
          dataIndex: 'longestDays',
          render: (days: number) => say('limit.days', { days }),
        },
        {
          title: say('limit.basis'),
          dataIndex: 'own',
          render: (own: boolean) => say(own ? 'limit.own' : 'limit.usual'),
        },
        ...(asks
          ? [
              {
                title: say('actionsColumn'),
                key: 'actions',
                render: (_: unknown, { risk }: GrantLimitInForce) => (
                  <Link to={`/limits/${risk}/change`}>{say('catalogue.change')}</Link>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
