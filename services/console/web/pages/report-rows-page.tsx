import type { Me, ReportFilters, ReportMeasure } from '@zhiheng/contracts';
import { Card, Table } from 'antd';
import { Link } from 'react-router';
import { type ReportRows, readReportRows } from '../api/reports.ts';
import { useSpeech } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { useReportSpan } from '../components/report-span.tsx';
import { useReportWords } from '../components/report-words.ts';
import { instantText } from '../components/times.ts';
import { useAddressFilters } from '../components/use-address-filters.ts';
import { usePages } from '../components/use-pages.ts';
import { wordsOf } from '../words/codes.ts';

type Row = ReportRows['data'][number];
const names = ['measure', 'item', 'risk', 'kind', 'type', 'operator', 'other'] as const;

/** Where each kind of thing that is counted has its page. */
const pages: Record<string, string> = { case: '/cases', request: '/requests', departure: '/departures' };

const readsCases = (me: Me): boolean =>
  may(me, 'read', 'entry') ||
  may(me, 'inspect', 'inspection') ||
  me.permissions.some(({ resource }) => resource === 'case' || resource === 'all');

/** What a figure of a report counts, thing by thing. */
export function ReportRowsPage() {
  const { say } = useSpeech();
  const words = useReportWords();
  const [span] = useReportSpan();
  const [{ measure = 'case-opened', ...filters }] = useAddressFilters(names);
  const wanted = { ...span, ...(filters as ReportFilters), measure: measure as ReportMeasure };
  const rows = usePages<Row, ReportRows>(['reports', 'rows', wanted], (cursor) => readReportRows(wanted, cursor));
  return (
    <>
      <PageHeading
        title={say('report.rows')}
        lead={say('report.rowsLead', { measure: words.measure(measure), from: span.from, until: span.until })}
      />
      <Card size="small">
        <Loaded query={rows} empty={say('report.noRows')} isEmpty={(found) => found.length === 0}>
          {(found) => (
            <>
              <Rows rows={found} measure={measure} />
              <More {...rows} count={found.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function Rows({ rows, measure }: { rows: Row[]; measure: string }) {
  const { say, pick } = useSpeech();
  const words = useReportWords();
  const { itemName, unitName } = useNames();
  const me = useMe();
  // Who reads reports alone may open no case.
  const leads = (counts: string) => counts in pages && (counts !== 'case' || readsCases(me));
  return (
    <Table<Row>
      size="small"
      rowKey={({ id, operator, other }) => `${id} ${operator} ${other}`}
      aria-label={say('report.rows')}
      pagination={false}
      dataSource={rows}
      columns={[
        { title: say('report.at'), key: 'at', render: (_, { at }) => instantText(at) },
        {
          title: say('report.what'),
          key: 'what',
          render: (_, { id, counts }) =>
            leads(counts) ? (
              <Link to={`${pages[counts]}/${id}`}>{pick(wordsOf('things', counts))}</Link>
            ) : (
              pick(wordsOf('things', counts))
            ),
        },
        { title: say('item'), key: 'item', render: (_, { item }) => (item ? itemName(item) : '—') },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => (unit ? unitName(unit) : '—') },
        {
          title: say('report.operators'),
          key: 'people',
          render: (_, { operator, other }) => [operator, other].filter(Boolean).join(' – ') || '—',
        },
        {
          title: say('report.value'),
          key: 'value',
          align: 'right',
          render: (_, { value }) => words.figure(measure, value),
        },
      ]}
    />
  );
}
