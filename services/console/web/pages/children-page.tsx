import { useQuery } from '@tanstack/react-query';
import { type ReportMeasure, type ReportRate, reportMeasures, reportRates } from '@zhiheng/contracts';
import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import { childrenQuery } from '../api/reports.ts';
import { useSpeech } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Loaded } from '../components/loaded.tsx';
import { OrderInspection } from '../components/order-inspection.tsx';
import { OrderedInspections } from '../components/ordered-inspections.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ReportSpanForm, useReportSpan } from '../components/report-span.tsx';
import { useReportWords } from '../components/report-words.ts';

/** The centres below this one side by side, a column each, and the inspections ordered of them. */
export function ChildrenPage() {
  const { say, pick } = useSpeech();
  const words = useReportWords();
  const [{ from, until }, set] = useReportSpan();
  const query = useQuery(childrenQuery({ from, until }));
  const me = useMe();
  const [ordering, setOrdering] = useState(false);
  const children = query.data?.data ?? [];
  return (
    <>
      <PageHeading
        title={say('report.children')}
        lead={say('report.childrenLead')}
        extra={
          children.length > 0 &&
          may(me, 'plan', 'inspection') && (
            <Button type="primary" onClick={() => setOrdering(true)}>
              {say('order.place')}
            </Button>
          )
        }
      />
      <Card size="small" className="panel">
        <ReportSpanForm span={{ from, until }} set={set} ofSections={false} />
        <Loaded query={query} empty={say('report.noChildren')} isEmpty={({ data }) => data.length === 0}>
          {({ data }) => (
            <Table<{ key: string; rate: boolean }>
              size="small"
              rowKey="key"
              aria-label={say('report.children')}
              pagination={false}
              scroll={{ x: true }}
              dataSource={[
                ...(Object.keys(reportRates) as ReportRate[]).map((key) => ({ key, rate: true })),
                ...(Object.keys(reportMeasures) as ReportMeasure[]).map((key) => ({ key, rate: false })),
              ]}
              columns={[
                { title: '', key: 'name', render: (_, { key, rate }) => (rate ? words.rate(key) : words.measure(key)) },
                ...data.map(({ centre, name, values, rates }) => ({
                  title: pick(name),
                  key: centre,
                  align: 'right' as const,
                  render: (_: unknown, { key, rate }: { key: string; rate: boolean }) =>
                    rate ? words.ratio(rates[key]) : words.figure(key, values[key] ?? 0),
                })),
              ]}
            />
          )}
        </Loaded>
      </Card>
      <Card size="small" title={say('order.title')}>
        <OrderedInspections names={new Map(children.map(({ centre, name }) => [centre, name]))} />
      </Card>
      <OrderInspection open={ordering} onClose={() => setOrdering(false)} centres={children} />
    </>
  );
}
