import { useQuery } from '@tanstack/react-query';
import type { Certification } from '@zhiheng/contracts';
import { Card, Descriptions, Tabs } from 'antd';
import { Link, useParams } from 'react-router';
import { certificationQuery } from '../api/certifications.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { CertificationProgress, CertificationStateTag } from '../components/certification-progress.tsx';
import { CertificationReportPane } from '../components/certification-report.tsx';
import { HoldingsPane } from '../components/holdings-pane.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { ReviewPane } from '../components/review-pane.tsx';
import { SignOffButton } from '../components/sign-off-button.tsx';
import { dueText, minuteText } from '../components/times.ts';

/** One campaign: what waits for me, the whole list, the result. */
export function CertificationPage() {
  const say = useSay();
  const { id = '' } = useParams();
  const query = useQuery(certificationQuery(id));
  return (
    <>
      <PageHeading
        title={query.data?.name ?? say('certification.title')}
        extra={query.data?.may.signOff && <SignOffButton id={id} />}
      />
      <Loaded query={query}>{(campaign) => <Campaign campaign={campaign} />}</Loaded>
      <p className="no-print">
        <Link to="/certifications">{say('certification.back')}</Link>
      </p>
    </>
  );
}

function Campaign({ campaign }: { campaign: Certification }) {
  const say = useSay();
  const me = useMe();
  const { id, state } = campaign;
  const reports = may(me, 'read', 'report') || may(me, 'administer-security', 'role');
  return (
    <>
      <Card size="small" className="panel">
        <Facts campaign={campaign} />
      </Card>
      <Card size="small">
        <Tabs
          destroyOnHidden
          defaultActiveKey={state === 'open' ? 'mine' : reports ? 'report' : 'all'}
          items={[
            ...(state === 'open'
              ? [{ key: 'mine', label: say('certification.mine'), children: <ReviewPane id={id} /> }]
              : []),
            { key: 'all', label: say('certification.all'), children: <HoldingsPane id={id} /> },
            ...(reports
              ? [{ key: 'report', label: say('certification.report'), children: <CertificationReportPane id={id} /> }]
              : []),
          ]}
        />
      </Card>
    </>
  );
}

function Facts({ campaign }: { campaign: Certification }) {
  const say = useSay();
  const { unitName } = useNames();
  const { unit, risk, state, openedBy, openedAt, dueAt, remindedAt, progress, signedOffBy, signedOffAt, digest } =
    campaign;
  return (
    <Descriptions
      size="small"
      column={3}
      items={[
        { key: 'unit', label: say('unit'), children: unitName(unit) },
        { key: 'risk', label: say('risk'), children: risk === null ? say('all') : say('riskLevel', { level: risk }) },
        { key: 'state', label: say('state'), children: <CertificationStateTag state={state} /> },
        { key: 'by', label: say('certification.openedBy'), children: openedBy },
        { key: 'at', label: say('certification.openedAt'), children: <Moment at={openedAt} /> },
        { key: 'due', label: say('certification.due'), children: dueText(dueAt) },
        ...(remindedAt
          ? [{ key: 'reminded', label: say('certification.reminded'), span: 3, children: <Moment at={remindedAt} /> }]
          : []),
        {
          key: 'progress',
          label: say('certification.progress'),
          span: 3,
          children: (
            <div style={{ minWidth: 420 }}>
              <CertificationProgress progress={progress} />
            </div>
          ),
        },
        ...(signedOffBy && signedOffAt
          ? [
              {
                key: 'signed',
                label: say('certification.state.signed-off'),
                span: 3,
                children: say('certification.signedOff', { person: signedOffBy, at: minuteText(signedOffAt) }),
              },
            ]
          : []),
        ...(digest
          ? [
              {
                key: 'digest',
                label: say('certification.digest'),
                span: 3,
                children: <span className="code">{digest}</span>,
              },
            ]
          : []),
      ]}
    />
  );
}
