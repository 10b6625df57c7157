import type { Roster, RosterState, rosterStates } from '@zhiheng/contracts';
import { Card, Table, Tag } from 'antd';
import { Link } from 'react-router';
import { readRosters } from '../api/rosters.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RosterLimits } from '../components/roster-limits.tsx';
import { RosterUpload } from '../components/roster-upload.tsx';
import { usePages } from '../components/use-pages.ts';

/** Personnel files: a new one, and what became of those before. */
export function RostersPage() {
  const say = useSay();
  const mayApply = may(useMe(), 'administer-accounts', 'account');
  return (
    <>
      <PageHeading title={say('roster.title')} lead={say('roster.lead')} />
      {mayApply && (
        <>
          <RosterUpload />
          <RosterList />
        </>
      )}
      <RosterLimits />
    </>
  );
}

function RosterList() {
  const say = useSay();
  const rosters = usePages(['rosters'], readRosters);
  return (
    <Card size="small" className="panel" title={say('roster.list')}>
      <Loaded query={rosters} empty={say('roster.empty')} isEmpty={(rows) => rows.length === 0}>
        {(rows) => (
          <>
            <Table<Roster>
              size="small"
              rowKey="id"
              aria-label={say('roster.list')}
              pagination={false}
              dataSource={rows}
              columns={[
                {
                  title: say('roster.file'),
                  key: 'file',
                  render: (_, { id, fileName }) => <Link to={`/rosters/${id}`}>{fileName}</Link>,
                },
                { title: say('at'), key: 'at', render: (_, { uploadedAt }) => <Moment at={uploadedAt} /> },
                { title: say('roster.uploadedBy'), dataIndex: 'uploadedBy' },
                {
                  title: say('roster.state'),
                  key: 'state',
                  render: (_, { state }) => <RosterStateTag state={state} />,
                },
                ...(['joins', 'moves', 'leaves'] as const).map((kind) => ({
                  title: say(`roster.kind.${kind}`),
                  key: kind,
                  align: 'right' as const,
                  render: (_: unknown, { counts }: Roster) => counts[kind],
                })),
              ]}
            />
            <More {...rosters} count={rows.length} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

const colours: Record<(typeof rosterStates)[number], string> = {
  open: 'blue',
  applying: 'cyan',
  done: 'green',
  stopped: 'red',
  cancelled: 'default',
  expired: 'default',
};

export function RosterStateTag({ state }: { state: RosterState }) {
  const say = useSay();
  return <Tag color={colours[state]}>{say(`roster.state.${state}`)}</Tag>;
}
