import type { Me } from '@zhiheng/contracts';
import { Empty, Table, Tag } from 'antd';
import { useMemo } from 'react';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { useNames } from './names.ts';
import { periodText } from './times.ts';

interface Row {
  key: string;
  /** Undefined: the permission is about no item. */
  item: string | undefined;
  resource: string;
  duties: string[];
  role: string;
  unit: string;
}

/** What a person may do: each item with its duties, then what is about no item. */
export function MyPermissions({ me }: { me: Me }) {
  const { say, pick } = useSpeech();
  const { itemName, roleName, unitName } = useNames();
  const rows = useMemo(() => rowsOf(me), [me]);
  if (rows.length === 0) {
    return <Empty description={say('home.noPermissions')} image={Empty.PRESENTED_IMAGE_SIMPLE} />;
  }
  const periods = new Map(me.grants.map((grant) => [`${grant.role} ${grant.unit}`, periodText(grant, say)]));
  return (
    <Table<Row>
      size="small"
      rowKey="key"
      aria-label={say('home.permissions')}
      pagination={rows.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
      dataSource={rows}
      columns={[
        {
          title: say('home.subject'),
          key: 'item',
          render: (_, { item, resource }) => (item ? itemName(item) : pick(wordsOf('things', resource))),
        },
        {
          title: say('duty'),
          key: 'duty',
          render: (_, { duties }) =>
            duties.map((duty) => (
              <Tag color="blue" key={duty}>
                {pick(wordsOf('duties', duty))}
              </Tag>
            )),
        },
        { title: say('role'), key: 'role', render: (_, { role }) => roleName(role) },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
        {
          title: say('validity'),
          key: 'validity',
          render: (_, { role, unit }) => periods.get(`${role} ${unit}`) ?? say('forever'),
        },
      ]}
    />
  );
}

/** One row an item (or thing), role and unit. */
function rowsOf({ permissions }: Me): Row[] {
  const rows = new Map<string, Row>();
  for (const { action, resource, items, role, unit } of permissions) {
    for (const item of items ?? [undefined]) {
      const key = [item ?? `*${resource}`, role, unit].join(' ');
      const row = rows.get(key) ?? { key, item, resource, duties: [], role, unit };
      if (!row.duties.includes(action)) row.duties.push(action);
      rows.set(key, row);
    }
  }
  return [...rows.values()];
}
