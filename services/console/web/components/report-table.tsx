import { useQuery } from '@tanstack/react-query';
import {
  type ReportMeasure,
  type ReportTableId,
  reportBreakdowns,
  reportMeasures,
  reportTables,
  type TableOfReport,
} from '@zhiheng/contracts';
import { Card, Table } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { Link } from 'react-router';
import { type ReportLine, type ReportSpan, reportTableQuery } from '../api/reports.ts';
import { useSpeech } from '../app/language.tsx';
import { Loaded } from './loaded.tsx';
import { useReportWords } from './report-words.ts';

const ReportChart = lazy(() => import('./report-chart.tsx'));
/** More bars than these tell nothing. */
const mostBars = 24;

/** One table of a report with its chart; each figure leads to what is behind it. */
export function ReportTable({ table, span }: { table: ReportTableId; span: ReportSpan }) {
  const { say, pick } = useSpeech();
  const query = useQuery(reportTableQuery(table, span));
  return (
    <Card size="small" title={pick(reportTables[table])}>
      <Loaded query={query} empty={say('report.notCounted')} isEmpty={(lines) => lines.length === 0}>
        {(lines) => (
          <>
            <Picture table={table} lines={lines} />
            <Lines table={table} span={span} lines={lines} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Picture({ table, lines }: { table: ReportTableId; lines: ReportLine[] }) {
  const { say, pick } = useSpeech();
  const words = useReportWords();
  const { by, measures }: TableOfReport = reportTables[table];
  const { language } = useSpeech();
  const data = useMemo(() => {
    const shown = lines.slice(0, mostBars);
    const alike = measures.filter((measure) => unitOf(measure) === unitOf(measures[0] as ReportMeasure));
    return {
      names: shown.map(({ key, name }) => words.key(by, key, name)),
      series: alike.map((measure) => ({
        name: words.measure(measure),
        values: shown.map(({ values }) => (values[measure] ?? 0) / (unitOf(measure) === 'fen' ? 100 : 1)),
      })),
    };
  }, [lines, measures, by, language]);
  return (
    <Suspense fallback={<div className="chart" />}>
      <ReportChart
        {...data}
        kind={by === 'month' ? 'line' : 'bar'}
        label={say('report.chart', { table: pick(reportTables[table]) })}
      />
    </Suspense>
  );
}

/** Money and time are drawn on no axis with counts. */
function unitOf(measure: ReportMeasure): string {
  const { counts } = reportMeasures[measure];
  return counts === 'fen' || counts === 'seconds' ? counts : 'count';
}

function Lines({ table, span, lines }: { table: ReportTableId; span: ReportSpan; lines: ReportLine[] }) {
  const { pick } = useSpeech();
  const words = useReportWords();
  const { by, measures, rates }: TableOfReport = reportTables[table];
  return (
    <Table<ReportLine>
      size="small"
      rowKey="key"
      aria-label={pick(reportTables[table])}
      pagination={lines.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
      dataSource={lines}
      columns={[
        { title: pick(reportBreakdowns[by]), key: 'key', render: (_, { key, name }) => words.key(by, key, name) },
        ...measures.map((measure) => ({
          title: words.measure(measure),
          key: measure,
          align: 'right' as const,
          render: (_: unknown, { values, where }: ReportLine) => {
            const value = values[measure] ?? 0;
            const text = words.figure(measure, value);
            return value ? <Link to={rowsOf({ measure, ...span, ...where })}>{text}</Link> : text;
          },
        })),
        ...rates.map((rate) => ({
          title: words.rate(rate),
          key: rate,
          align: 'right' as const,
          render: (_: unknown, line: ReportLine) => words.ratio(line.rates[rate]),
        })),
      ]}
    />
  );
}

/** Where what is behind a figure is shown. */
export const rowsOf = (wanted: Record<string, string | undefined>): string =>
  `/reports/rows?${new URLSearchParams(Object.entries(wanted).filter((one): one is [string, string] => one[1] !== undefined))}`;
