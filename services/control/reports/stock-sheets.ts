import { type Stock, stocks } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import type { Sheet } from '@zhiheng/http/spreadsheet';
import type { Months } from './span.ts';
import { readShutOut, readStocks } from './stocks.ts';

/** What stands open at this moment, money in yuan, and how soon who left was shut out. Throws Problem `not-permitted`. */
export async function stockSheets(
  transaction: Transaction,
  caller: PersonCaller,
  { section, ...span }: Months & { section?: string },
  english: boolean,
): Promise<Sheet[]> {
  const say = (zh: string, en: string) => (english ? en : zh);
  const wanted = section === undefined ? {} : { section };
  const { asOf, values } = await readStocks(transaction, caller, wanted);
  const { months } = await readShutOut(transaction, caller, { ...span, ...wanted });
  const rounded = (minutes: number | null) => (minutes === null ? null : Math.round(minutes * 100) / 100);
  return [
    {
      name: say('此刻', 'As of now'),
      columns: [
        { title: say('存量', 'What stands open'), width: 36 },
        { title: say('数', 'Value'), width: 18 },
        { title: say('截至', 'As of'), width: 22 },
      ],
      rows: (Object.keys(stocks) as Stock[]).map((stock) => {
        const money = stocks[stock].counts === 'fen';
        const value = values[stock] ?? 0;
        const title = say(stocks[stock].zh, stocks[stock].en) + (money ? say('（元）', ' (yuan)') : '');
        return [title, money ? value / 100 : value, new Date(asOf)];
      }),
    },
    {
      name: say('离岗停号用时', 'Minutes to shut out'),
      columns: [
        { title: say('月份', 'Month'), width: 12 },
        { title: say('离岗', 'Departures'), width: 12 },
        { title: say('已计', 'Measured'), width: 12 },
        { title: say('最长（分钟）', 'Longest (minutes)'), width: 20 },
        { title: say('第95百分位（分钟）', '95th percentile (minutes)'), width: 24 },
      ],
      rows: months.map(({ month, departures, measured, maxMinutes, p95Minutes }) => [
        month,
        departures,
        measured,
        rounded(maxMinutes),
        rounded(p95Minutes),
      ]),
    },
  ];
}
