import { type Static, Type } from 'typebox';
import { pageQuery } from './page.ts';
import { Code, closed, Instant, nullable } from './primitives.ts';
import { Month } from './report.ts';
import { type Stock, stocks } from './stock-measures.ts';

export const StockId = Type.Enum(Object.keys(stocks) as [Stock, ...Stock[]], {
  description: '存量 / what stands open',
});
const section = { section: Type.Optional(Code) };
export const StockQuery = Type.Object(section, closed);
export const StockRowsQuery = Type.Object({ ...section, ...pageQuery }, closed);

/** What stands open at this moment. */
export const StockReport = Type.Object(
  {
    asOf: Instant,
    values: Type.Record(Type.String(), Type.Integer(), {
      description: '各存量的数；金额为分 / value of each; money in fen',
    }),
  },
  {
    ...closed,
    examples: [{ asOf: '2026-11-01T02:10:04.000Z', values: { 'rectification-open': 7, 'account-of-leaver': 0 } }],
  },
);
export type StockReport = Static<typeof StockReport>;

/** One thing that stands open. */
const StockRow = Type.Object(
  {
    id: Type.String({ description: '标识或编码 / id, or code of an item' }),
    counts: Type.String({ description: '所计事物 / kind of thing: doubt, account, item …' }),
    at: nullable(Instant),
    item: nullable(Code),
    unit: nullable(Code),
    type: nullable(Type.String({ description: '状态、规则、角色等 / state, rule, role … as the kind has it' })),
    operator: nullable(Type.String({ description: '用户名 / username' })),
    value: Type.Integer(),
  },
  closed,
);
export const StockRowPage = Type.Object(
  { asOf: Instant, data: Type.Array(StockRow), nextCursor: nullable(Type.String()) },
  closed,
);
export type StockRowPage = Static<typeof StockRowPage>;

const minutes = (description: string) => nullable(Type.Number({ description }));
/** From a staff event to the last account disabled, by the month of the departure. */
export const ShutOutReport = Type.Object(
  {
    asOf: Instant,
    months: Type.Array(
      Type.Object(
        {
          month: Month,
          departures: Type.Integer(),
          measured: Type.Integer({ description: '有账号且均已停用 / those who had accounts, all disabled' }),
          maxMinutes: minutes('最长分钟数 / the longest, in minutes'),
          p95Minutes: minutes('第 95 百分位分钟数 / 95th percentile, in minutes'),
        },
        closed,
      ),
    ),
  },
  {
    ...closed,
    examples: [
      {
        asOf: '2026-11-01T02:10:04.000Z',
        months: [{ month: '2026-10', departures: 3, measured: 3, maxMinutes: 12.5, p95Minutes: 11.6 }],
      },
    ],
  },
);
export type ShutOutReport = Static<typeof ShutOutReport>;
