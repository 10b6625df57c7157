import { useQuery } from '@tanstack/react-query';
import { Card, Table } from 'antd';
import { Link } from 'react-router';
import type { ReportSpan } from '../api/reports.ts';
import { shutOutQuery } from '../api/stocks.ts';
import { useSpeech } from '../app/language.tsx';
import { Loaded } from './loaded.tsx';
import { rowsOf } from './report-table.tsx';

/** How soon who left was shut out, month by month; each count leads to the departures. */
export function ShutOutTable({ span }: { span: ReportSpan }) {
  const { say } = useSpeech();
  const query = useQuery(shutOutQuery(span));
  const minutes = (value: number | null) => (value === null ? '—' : (Math.round(value * 100) / 100).toString());
  return (
    <Card size="small" title={say('shutOut.title')}>
      <Loaded query={query} empty={say('shutOut.none')} isEmpty={({ months }) => months.length === 0}>
        {({ months }) => (
          <Table<(typeof months)[number]>
            size="small"
            rowKey="month"
            aria-label={say('shutOut.title')}
            pagination={false}
            dataSource={months}
            columns={[
              { title: say('shutOut.month'), key: 'month', render: (_, { month }) => month },
              {
                title: say('shutOut.departures'),
                key: 'departures',
                align: 'right',
                render: (_, { month, departures }) => (
                  <Link to={rowsOf({ ...span, from: month, until: month, measure: 'leaver-disabled' })}>
                    {departures}
                  </Link>
                ),
              },
              { title: say('shutOut.measured'), key: 'measured', align: 'right', render: (_, row) => row.measured },
              { title: say('shutOut.max'), key: 'max', align: 'right', render: (_, row) => minutes(row.maxMinutes) },
              { title: say('shutOut.p95'), key: 'p95', align: 'right', render: (_, row) => minutes(row.p95Minutes) },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}
