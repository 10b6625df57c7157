import type { Grant } from '@zhiheng/contracts';
import { Table } from 'antd';
import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';
import { useNames } from './names.ts';
import { extensionOf, removalOf } from './request-links.ts';
import { GrantStateTag } from './tags.tsx';
import { periodText } from './times.ts';

/** What somebody holds, held or will hold: by role, unit and time. */
export function GrantsTable({ grants, label }: { grants: readonly Grant[]; label: string }) {
  const say = useSay();
  const { roleName, unitName } = useNames();
  return (
    <Table<Grant>
      size="small"
      rowKey="id"
      aria-label={label}
      pagination={false}
      dataSource={[...grants]}
      columns={[
        {
          title: say('role'),
          key: 'role',
          render: (_, { role }) => (
            <>
              {roleName(role)} <span className="code muted">{role}</span>
            </>
          ),
        },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
        { title: say('validity'), key: 'validity', render: (_, grant) => periodText(grant, say) },
        { title: say('state'), key: 'state', width: 90, render: (_, { state }) => <GrantStateTag state={state} /> },
        {
          title: say('actionsColumn'),
          key: 'actions',
          width: 120,
          render: (_, grant) =>
            grant.state === 'active' && (
              <>
                <Link to={removalOf(grant.username ?? grant.person, grant)}>{say('request.askRemoval')}</Link>
                {grant.validUntil && (
                  <>
                    {' '}
                    <Link to={extensionOf(grant.username ?? grant.person, grant)}>{say('request.askExtension')}</Link>
                  </>
                )}
              </>
            ),
        },
      ]}
    />
  );
}
