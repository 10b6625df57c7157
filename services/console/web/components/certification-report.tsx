import { useQuery } from '@tanstack/react-query';
import type { CertificationReport } from '@zhiheng/contracts';
import { Button, Space, Table, Tag, Tooltip } from 'antd';
import { readReportFile, reportQuery } from '../api/certifications.ts';
import { useSay } from '../app/language.tsx';
import { DownloadButton } from './download-button.tsx';
import { HoldingsTable } from './holdings-pane.tsx';
import { Loaded } from './loaded.tsx';

/** The result: totals, how carefully each reviewer worked, and every holding. */
export function CertificationReportPane({ id }: { id: string }) {
  const say = useSay();
  const report = useQuery(reportQuery(id));
  return (
    <Loaded query={report}>
      {({ certification, totals, reviewers, holdings }) => (
        <>
          <div className="heading">
            <Totals totals={totals} />
            <Space className="no-print">
              <DownloadButton
                label={say('ledger.excel')}
                name={`${certification.name}.xlsx`}
                read={() => readReportFile(id)}
              />
              <Button onClick={() => window.print()}>{say('ledger.print')}</Button>
            </Space>
          </div>
          <Reviewers reviewers={reviewers} />
          <h3>{say('certification.all')}</h3>
          <HoldingsTable holdings={holdings} />
        </>
      )}
    </Loaded>
  );
}

function Totals({ totals }: { totals: CertificationReport['totals'] }) {
  const say = useSay();
  const { holdings, kept, removed, undecided, escalated, orphans } = totals;
  return (
    <span className="tags">
      <Tag>{say('certification.progressOf', { done: holdings - undecided, all: holdings })}</Tag>
      <Tag color="green">{say('certification.kept', { count: kept })}</Tag>
      <Tag color="red">{say('certification.removed', { count: removed })}</Tag>
      <Tag>{say('certification.undecided', { count: undecided })}</Tag>
      <Tag color="orange">{say('certification.escalated', { count: escalated })}</Tag>
      <Tag>{`${say('certification.orphans')} ${orphans}`}</Tag>
    </span>
  );
}

type Reviewer = CertificationReport['reviewers'][number];

function Reviewers({ reviewers }: { reviewers: Reviewer[] }) {
  const say = useSay();
  const number = (key: keyof Reviewer, title: string) => ({ title, key, dataIndex: key, align: 'right' as const });
  return (
    <Table<Reviewer>
      size="small"
      rowKey="reviewer"
      aria-label={say('certification.reviewers')}
      pagination={false}
      dataSource={reviewers}
      columns={[
        { title: say('certification.reviewer'), key: 'reviewer', dataIndex: 'reviewer' },
        number('decided', say('certification.decided')),
        number('kept', say('certification.keep')),
        number('removed', say('certification.remove')),
        number('acts', say('certification.acts')),
        number('mostTogether', say('certification.mostTogether')),
        {
          title: say('certification.median'),
          key: 'median',
          align: 'right',
          render: (_, { medianSecondsEach }) => (medianSecondsEach === null ? '—' : medianSecondsEach.toFixed(1)),
        },
        {
          title: <Tooltip title={say('certification.hastyHint')}>{say('certification.hasty')}</Tooltip>,
          key: 'hasty',
          align: 'right',
          render: (_, { hasty }) => (hasty > 0 ? <Tag color="volcano">{hasty}</Tag> : 0),
        },
      ]}
    />
  );
}
