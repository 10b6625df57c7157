import type { Departure } from '@zhiheng/contracts';
import { Card, Table } from 'antd';
import { Link } from 'react-router';
import { readDepartures } from '../api/departures.ts';
import { useSay } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { usePages } from '../components/use-pages.ts';

/** Who has left, newest first. */
export function DeparturesPage() {
  const say = useSay();
  const departures = usePages(['departures'], readDepartures);
  return (
    <>
      <PageHeading title={say('departure.title')} lead={say('departure.lead')} />
      <Card size="small">
        <Loaded query={departures} empty={say('departure.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <DeparturesTable departures={rows} />
              <More {...departures} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function DeparturesTable({ departures }: { departures: Departure[] }) {
  const say = useSay();
  const { unitName } = useNames();
  return (
    <Table<Departure>
      size="small"
      rowKey="id"
      aria-label={say('departure.title')}
      pagination={false}
      dataSource={departures}
      columns={[
        { title: say('name'), key: 'name', render: (_, { id, name }) => <Link to={`/departures/${id}`}>{name}</Link> },
        { title: say('username'), key: 'username', render: (_, { username }) => username ?? '—' },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
        { title: say('departure.kind'), key: 'kind', render: (_, { kind }) => say(`departure.kind.${kind}`) },
        { title: say('at'), key: 'at', render: (_, { at }) => <Moment at={at} seconds /> },
        { title: say('departure.by'), key: 'by', render: (_, { by, client }) => by ?? client },
        {
          title: say('departure.grantsEnded'),
          key: 'grants',
          align: 'right',
          render: (_, { effects }) => effects.grantsEnded.length,
        },
        {
          title: say('departure.decisionsReassigned'),
          key: 'decisions',
          align: 'right',
          render: (_, { effects }) => effects.decisionsReassigned.length,
        },
        {
          title: say('departure.openCases'),
          key: 'cases',
          align: 'right',
          render: (_, { effects }) => effects.openCases.length,
        },
      ]}
    />
  );
}
