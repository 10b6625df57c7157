import { useQuery } from '@tanstack/react-query';
import { type Report, type ReportTableId, reportTables } from '@zhiheng/contracts';
import { Button, Card, Flex, Select, Statistic } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { reportQuery, reportWorkbook } from '../api/reports.ts';
import { useSpeech } from '../app/language.tsx';
import { DownloadButton } from '../components/download-button.tsx';
import { Field } from '../components/field.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ReportSpanForm, useReportSpan } from '../components/report-span.tsx';
import { ReportTable, rowsOf } from '../components/report-table.tsx';
import { useReportWords } from '../components/report-words.ts';
import { ShutOutTable } from '../components/shut-out-table.tsx';
import { StockFigures } from '../components/stock-figures.tsx';
import { instantText } from '../components/times.ts';

/** What internal control and the business came to over any months, with charts, tables and what is behind each figure. */
export function ReportsPage() {
  const { say, pick } = useSpeech();
  const [span, set] = useReportSpan();
  const query = useQuery(reportQuery(span));
  const [chosen, setTables] = useState<ReportTableId[]>();
  const tables = chosen ?? query.data?.shown.tables ?? [];
  return (
    <>
      <PageHeading
        title={say('report.title')}
        lead={say('report.lead')}
        extra={
          <Flex gap="small" className="no-print">
            <Button onClick={() => window.print()}>{say('report.print')}</Button>
            <DownloadButton
              label={say('report.workbook')}
              name={`report-${span.from}-${span.until}.xlsx`}
              read={() => reportWorkbook(span)}
            />
          </Flex>
        }
      />
      <Card size="small">
        <ReportSpanForm span={span} set={set} />
        <Loaded query={query} empty={say('report.notCounted')} isEmpty={({ months }) => months.length === 0}>
          {(report) => <Summary report={report} span={span} />}
        </Loaded>
      </Card>
      <StockFigures section={span.section} />
      <ShutOutTable span={span} />
      <Field label={say('report.tables')} width={640}>
        {(id) => (
          <Select<ReportTableId[]>
            id={id}
            mode="multiple"
            className="no-print"
            style={{ width: '100%' }}
            value={tables}
            onChange={setTables}
            options={(Object.keys(reportTables) as ReportTableId[]).map((table) => ({
              value: table,
              label: pick(reportTables[table]),
            }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        )}
      </Field>
      {tables.map((table) => (
        <ReportTable key={table} table={table} span={span} />
      ))}
    </>
  );
}

interface SummaryProps {
  report: Report;
  span: ReturnType<typeof useReportSpan>[0];
}

function Summary({ report: { values, rates, asOf, shown }, span }: SummaryProps) {
  const { say } = useSpeech();
  const words = useReportWords();
  const counted = shown.figures.filter((measure) => values[measure]);
  return (
    <>
      {asOf && <p className="muted">{say('report.asOf', { at: instantText(asOf) })}</p>}
      <Flex gap="large" wrap component="section" aria-label={say('report.total')}>
        {counted.map((measure) => (
          <Link key={measure} to={rowsOf({ measure, ...span })}>
            <Statistic title={words.measure(measure)} value={words.figure(measure, values[measure] ?? 0)} />
          </Link>
        ))}
        {Object.entries(rates)
          .filter(([, value]) => value !== null)
          .map(([rate, value]) => (
            <Statistic key={rate} title={words.rate(rate)} value={words.ratio(value)} />
          ))}
      </Flex>
    </>
  );
}
