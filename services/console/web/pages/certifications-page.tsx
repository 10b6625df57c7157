import type { Certification } from '@zhiheng/contracts';
import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { readCertifications } from '../api/certifications.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { CertificationDialog } from '../components/certification-dialog.tsx';
import { CertificationProgress, CertificationStateTag } from '../components/certification-progress.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { RiskTag } from '../components/tags.tsx';
import { dueText } from '../components/times.ts';
import { usePages } from '../components/use-pages.ts';

/** The campaigns that one has to do with, and opening one. */
export function CertificationsPage() {
  const say = useSay();
  const me = useMe();
  const campaigns = usePages(['certifications'], readCertifications);
  const [opening, setOpening] = useState(false);
  return (
    <>
      <PageHeading
        title={say('certification.title')}
        lead={say('certification.lead')}
        extra={
          may(me, 'administer-security', 'role') && (
            <Button type="primary" onClick={() => setOpening(true)}>
              {say('certification.open')}
            </Button>
          )
        }
      />
      <Card size="small">
        <Loaded query={campaigns} empty={say('certification.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <CampaignsTable campaigns={rows} />
              <More {...campaigns} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
      <CertificationDialog open={opening} onClose={() => setOpening(false)} />
    </>
  );
}

function CampaignsTable({ campaigns }: { campaigns: Certification[] }) {
  const say = useSay();
  const { unitName } = useNames();
  return (
    <Table<Certification>
      size="small"
      rowKey="id"
      aria-label={say('certification.title')}
      pagination={false}
      dataSource={campaigns}
      columns={[
        {
          title: say('certification.name'),
          key: 'name',
          render: (_, { id, name }) => <Link to={`/certifications/${id}`}>{name}</Link>,
        },
        {
          title: say('unit'),
          key: 'unit',
          render: (_, { unit, risk }) => (
            <>
              {unitName(unit)} {risk !== null && <RiskTag risk={risk} />}
            </>
          ),
        },
        {
          title: say('certification.progress'),
          key: 'progress',
          width: 360,
          render: (_, { progress }) => <CertificationProgress progress={progress} />,
        },
        { title: say('certification.due'), key: 'due', render: (_, { dueAt }) => dueText(dueAt) },
        {
          title: say('state'),
          key: 'state',
          width: 100,
          render: (_, { state }) => <CertificationStateTag state={state} />,
        },
      ]}
    />
  );
}
