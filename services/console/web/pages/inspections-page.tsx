import type { Inspection } from '@zhiheng/contracts';
import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { readInspections } from '../api/inspections.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { InspectionStateTag } from '../components/inspection-state-tag.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PlanInspection } from '../components/plan-inspection.tsx';
import { PlannedBy } from '../components/planned-by.tsx';
import { usePages } from '../components/use-pages.ts';

/** The inspections of the centre, and planning another. */
export function InspectionsPage() {
  const say = useSay();
  const me = useMe();
  const [planning, setPlanning] = useState(false);
  const inspections = usePages(['inspections'], readInspections);
  return (
    <>
      <PageHeading
        title={say('inspection.title')}
        lead={say('inspection.lead')}
        extra={
          may(me, 'plan', 'inspection') && (
            <Button type="primary" onClick={() => setPlanning(true)}>
              {say('inspection.plan')}
            </Button>
          )
        }
      />
      <Card size="small">
        <Loaded query={inspections} empty={say('inspection.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <InspectionsTable rows={rows} />
              <More {...inspections} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
      <PlanInspection open={planning} onClose={() => setPlanning(false)} />
    </>
  );
}

function InspectionsTable({ rows }: { rows: Inspection[] }) {
  const say = useSay();
  return (
    <Table<Inspection>
      size="small"
      rowKey="id"
      aria-label={say('inspection.title')}
      pagination={false}
      dataSource={rows}
      columns={[
        {
          title: say('inspection.period'),
          key: 'period',
          render: (_, { id, period }) => <Link to={`/inspections/${id}`}>{period}</Link>,
        },
        { title: say('state'), key: 'state', render: (_, { state }) => <InspectionStateTag state={state} /> },
        {
          title: say('inspection.method'),
          key: 'method',
          render: (_, { plan }) => say(`inspection.method.${plan.method}`),
        },
        { title: say('inspection.size'), dataIndex: 'size', align: 'right' },
        {
          title: say('inspection.sampled'),
          key: 'sampled',
          align: 'right',
          render: (_, { sampled }) => sampled ?? '—',
        },
        {
          title: say('inspection.papers'),
          key: 'papers',
          render: (_, { papers: { open, signed, returned, agreed } }) =>
            say('inspection.agreed', { agreed, all: open + signed + returned + agreed }),
        },
        { title: say('inspection.by'), key: 'by', render: (_, row) => <PlannedBy inspection={row} /> },
        { title: say('at'), key: 'at', render: (_, { plannedAt }) => <Moment at={plannedAt} /> },
      ]}
    />
  );
}
