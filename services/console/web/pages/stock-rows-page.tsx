import {
  doubtStates,
  findingStates,
  recoveryStates,
  rectificationStates,
  type Stock,
  stocks,
} from '@zhiheng/contracts';
import { Card, Table } from 'antd';
import { Link } from 'react-router';
import { readStockRows, type StockRows } from '../api/stocks.ts';
import { useSpeech } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { yuanText } from '../components/money.ts';
import { More } from '../components/more.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { instantText } from '../components/times.ts';
import { useAddressFilters } from '../components/use-address-filters.ts';
import { usePages } from '../components/use-pages.ts';
import { codesOf, wordsOf } from '../words/codes.ts';
import type { Bilingual } from '../words/types.ts';

type Row = StockRows['data'][number];
const names = ['stock', 'section'] as const;

/** The page of one thing, or of the list that it stands in. */
function pageOf({ counts, id, operator }: Row): string | undefined {
  if (['rectification', 'finding', 'self-check'].includes(counts)) return `/${counts}s/${id}`;
  if (counts === 'doubt') return `/doubts/${id}`;
  if (counts === 'recovery') return `/recoveries/${id}`;
  if (counts === 'item') return `/staffing?${new URLSearchParams({ item: id })}`;
  if (counts === 'adjustment') return '/exceptions?tab=adjustments';
  if (counts === 'exception') return '/exceptions';
  return operator === null ? undefined : `/people/${operator}`;
}

const states: Record<string, Readonly<Record<string, Bilingual>>> = {
  rectification: rectificationStates,
  finding: findingStates,
  doubt: doubtStates,
  recovery: recoveryStates,
};

/** What stands open behind a figure of this moment, thing by thing. */
export function StockRowsPage() {
  const { say, pick } = useSpeech();
  const [{ stock: asked = '', section }] = useAddressFilters(names);
  const stock: Stock = asked in stocks ? (asked as Stock) : 'finding-open';
  const rows = usePages<Row, StockRows>(['reports', 'stocks', stock, section], (cursor) =>
    readStockRows(stock, section, cursor),
  );
  const at = rows.first ? instantText(rows.first.asOf) : '';
  return (
    <>
      <PageHeading title={pick(stocks[stock])} lead={say('stock.asOf', { at })} />
      <Card size="small">
        <Loaded query={rows} empty={say('report.noRows')} isEmpty={(found) => found.length === 0}>
          {(found) => (
            <>
              <Rows rows={found} stock={stock} />
              <More {...rows} count={found.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function Rows({ rows, stock }: { rows: Row[]; stock: Stock }) {
  const { say, pick } = useSpeech();
  const { itemName, unitName, roleName } = useNames();
  const kind = ({ counts, type }: Row): string => {
    if (type === null) return '—';
    if (counts === 'grant') return roleName(type);
    if (counts === 'account') return pick(stocks[stock]);
    const duties = type.split(',');
    if (duties.every((duty) => codesOf('duties').includes(duty)))
      return duties.map((duty) => pick(wordsOf('duties', duty))).join('、');
    return pick(states[counts]?.[type] ?? { zh: type, en: type });
  };
  return (
    <Table<Row>
      size="small"
      rowKey={({ id, at }) => `${id} ${at}`}
      aria-label={pick(stocks[stock])}
      pagination={false}
      dataSource={rows}
      columns={[
        {
          title: say('report.what'),
          key: 'what',
          render: (_, row) => {
            const to = pageOf(row);
            const what = pick(wordsOf('things', row.counts));
            return to ? <Link to={to}>{what}</Link> : what;
          },
        },
        { title: say('stock.kind'), key: 'kind', render: (_, row) => kind(row) },
        { title: say('report.at'), key: 'at', render: (_, { at }) => (at ? instantText(at) : '—') },
        { title: say('item'), key: 'item', render: (_, { item }) => (item ? itemName(item) : '—') },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => (unit ? unitName(unit) : '—') },
        { title: say('report.operators'), key: 'operator', render: (_, { operator }) => operator ?? '—' },
        {
          title: say('report.value'),
          key: 'value',
          align: 'right',
          render: (_, { value }) => (stocks[stock].counts === 'fen' ? yuanText(value) : value),
        },
      ]}
    />
  );
}
