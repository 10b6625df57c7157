import { useQuery } from '@tanstack/react-query';
import { type Stock, type StockMeasure, stocks } from '@zhiheng/contracts';
import { Card, Flex, Statistic, Table } from 'antd';
import { Link } from 'react-router';
import { conflictSummaryQuery } from '../api/analysis.ts';
import { given } from '../api/client.ts';
import { stocksQuery } from '../api/stocks.ts';
import { useSpeech } from '../app/language.tsx';
import { Loaded } from './loaded.tsx';
import { yuanText } from './money.ts';
import { instantText } from './times.ts';

interface Figure {
  key: string;
  title: string;
  text: string;
  value: number;
  none: boolean;
  to: string;
}

/** What stands open at this moment: first what there should be none of, then all; each figure leads to what is behind it. */
export function StockFigures({ section }: { section: string | undefined }) {
  const { say, pick } = useSpeech();
  const query = useQuery(stocksQuery(section));
  const conflicts = useConflictFigures(section);
  const figureOf = (stock: Stock, value: number): Figure => {
    const { counts, none = false }: StockMeasure = stocks[stock];
    const text = counts === 'fen' ? yuanText(value) : value.toLocaleString('zh-CN');
    const to = `/reports/stocks?${new URLSearchParams({ stock, ...given({ section }) })}`;
    return { key: stock, title: pick(stocks[stock]), text, value, none, to };
  };
  return (
    <Card size="small" title={say('stock.title')}>
      <Loaded query={query}>
        {({ asOf, values }) => {
          const figures = (Object.keys(stocks) as Stock[]).map((stock) => figureOf(stock, values[stock] ?? 0));
          const all = [...figures, ...conflicts];
          return (
            <>
              <p className="muted">{say('stock.asOf', { at: instantText(asOf) })}</p>
              <Flex gap="large" wrap component="section" aria-label={say('stock.none')}>
                {all
                  .filter(({ none }) => none)
                  .map(({ key, title, text, to }) => (
                    <Link key={key} to={to}>
                      <Statistic title={title} value={text} />
                    </Link>
                  ))}
              </Flex>
              <FigureTable figures={all} />
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

function FigureTable({ figures }: { figures: Figure[] }) {
  const { say } = useSpeech();
  return (
    <Table<Figure>
      size="small"
      aria-label={say('stock.title')}
      pagination={false}
      dataSource={figures}
      columns={[
        { title: say('stock.what'), key: 'title', render: (_, { title }) => title },
        {
          title: say('report.value'),
          key: 'value',
          align: 'right',
          render: (_, { value, text, to }) => (value ? <Link to={to}>{text}</Link> : text),
        },
        { title: say('stock.target'), key: 'target', align: 'right', render: (_, { none }) => (none ? '0' : '—') },
      ]}
    />
  );
}

/** Access judges conflicts by the rules themselves: it is asked, and who may not ask sees none of these. */
function useConflictFigures(section: string | undefined): Figure[] {
  const { say } = useSpeech();
  const hard = useQuery(conflictSummaryQuery(given({ effect: 'block', unit: section })));
  const soft = useQuery(conflictSummaryQuery(given({ effect: 'observe', unit: section })));
  return (['block', 'observe'] as const).flatMap((effect) => {
    const { data } = effect === 'block' ? hard : soft;
    if (!data) return [];
    const to = `/conflicts?${new URLSearchParams({ view: 'can', effect, ...given({ unit: section }) })}`;
    const text = data.conflicts.toLocaleString('zh-CN');
    return [{ key: effect, title: say(`stock.${effect}`), text, value: data.conflicts, none: effect === 'block', to }];
  });
}
