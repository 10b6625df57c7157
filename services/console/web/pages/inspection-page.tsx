import { useQuery } from '@tanstack/react-query';
import { type Inspection, inspectionStates } from '@zhiheng/contracts';
import { Alert, Card, Descriptions, Steps, Tabs } from 'antd';
import { Link, useParams } from 'react-router';
import { inspectionQuery } from '../api/inspections.ts';
import { useSay } from '../app/language.tsx';
import { InspectionActs } from '../components/inspection-acts.tsx';
import { InspectionProofPane } from '../components/inspection-proof.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PlannedBy } from '../components/planned-by.tsx';
import { SampleTable } from '../components/sample-table.tsx';

/** One inspection: how far it is, what comes next, what was drawn, and what proves it. */
export function InspectionPage() {
  const say = useSay();
  const { id = '' } = useParams();
  const query = useQuery(inspectionQuery(id));
  return (
    <>
      <PageHeading
        title={`${say('inspection.title')} ${query.data?.period ?? ''}`}
        extra={query.data && <InspectionActs inspection={query.data} />}
      />
      <Loaded query={query}>{(inspection) => <Shown inspection={inspection} />}</Loaded>
      <p className="no-print">
        <Link to="/inspections">{say('back')}</Link>
      </p>
    </>
  );
}

const stages = inspectionStates.filter((state) => state !== 'cancelled');

function Shown({ inspection }: { inspection: Inspection }) {
  const say = useSay();
  const { state, size, waitsForCheckpoint, drawnAt } = inspection;
  return (
    <>
      {state !== 'cancelled' && (
        <Steps
          size="small"
          className="panel"
          current={stages.indexOf(state)}
          items={stages.map((stage) => ({ title: say(`inspection.state.${stage}`) }))}
        />
      )}
      <div aria-live="polite">
        {state === 'freezing' && (
          <Alert className="panel" type="info" showIcon title={say('inspection.frozenSoFar', { count: size })} />
        )}
        {waitsForCheckpoint && <Alert className="panel" type="info" showIcon title={say('inspection.waiting')} />}
      </div>
      <Card size="small" className="panel">
        <Facts inspection={inspection} />
      </Card>
      {drawnAt && (
        <Card size="small">
          <Tabs
            destroyOnHidden
            items={[
              { key: 'sample', label: say('inspection.sample'), children: <SampleTable inspection={inspection} /> },
              {
                key: 'proof',
                label: say('inspection.proof'),
                children: <InspectionProofPane inspection={inspection} />,
              },
            ]}
          />
        </Card>
      )}
    </>
  );
}

function Facts({ inspection }: { inspection: Inspection }) {
  const say = useSay();
  const { plan, size, sampled, orderNote, commitment, root, sampleRoot, papers } = inspection;
  const code = (text: string | null) => <span className="code">{text ?? '—'}</span>;
  return (
    <Descriptions
      size="small"
      column={3}
      items={[
        { key: 'method', label: say('inspection.method'), children: say(`inspection.method.${plan.method}`) },
        {
          key: 'strata',
          label: say('inspection.strata'),
          children: plan.strata.map((field) => say(`inspection.field.${field}`)).join('、'),
        },
        { key: 'by', label: say('inspection.by'), children: <PlannedBy inspection={inspection} /> },
        ...(orderNote === null ? [] : [{ key: 'note', label: say('order.note'), span: 3, children: orderNote }]),
        { key: 'size', label: say('inspection.size'), children: size },
        { key: 'sampled', label: say('inspection.sampled'), children: sampled ?? '—' },
        {
          key: 'papers',
          label: say('inspection.papers'),
          children: say('inspection.agreed', {
            agreed: papers.agreed,
            all: papers.open + papers.signed + papers.returned + papers.agreed,
          }),
        },
        { key: 'commitment', label: say('inspection.commitment'), span: 3, children: code(commitment) },
        { key: 'root', label: say('inspection.root'), span: 3, children: code(root) },
        { key: 'sampleRoot', label: say('inspection.sampleRoot'), span: 3, children: code(sampleRoot) },
      ]}
    />
  );
}
