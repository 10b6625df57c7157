import { type Static, Type } from 'typebox';
import { pageQuery } from './page.ts';
import { Code, closed, Id, Instant, Name, nullable } from './primitives.ts';
import { reportBreakdowns, reportMeasures, reportTables } from './report-measures.ts';

const keysOf = <T extends object>(of: T) => Object.keys(of) as [keyof T & string, ...(keyof T & string)[]];
export const Month = Type.String({
  pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
  description: '月份（北京时间） / month in Shanghai',
  examples: ['2026-10'],
});
const Measure = Type.Enum(keysOf(reportMeasures), { description: '指标 / what is counted' });
const Values = Type.Record(Type.String(), Type.Integer(), {
  description: '各指标的数；金额为分，用时为秒 / value by measure; money in fen, time in seconds',
});
const Rates = Type.Record(Type.String(), nullable(Type.Number()), {
  description: '各比率 / rates; null where there is nothing to take one of',
});

/** Both included. */
const span = { from: Month, until: Month };
const text = (description: string) => Type.Optional(Type.String({ maxLength: 100, description }));
const filters = {
  section: Type.Optional(Code),
  item: Type.Optional(Code),
  risk: Type.Optional(Type.Enum(['1', '2', '3'], { description: '事项风险等级 / risk level of the item' })),
  kind: text('渠道、申请种类、维度等，依指标而定 / channel, kind of change, dimension …, as the measure has it'),
  type: text('层级、性质、用时段等，依指标而定 / tier, nature, band of time …, as the measure has it'),
  operator: Type.Optional(Id),
  other: Type.Optional(Id),
};
export const ReportTable = Type.Enum(keysOf(reportTables), { description: '表 / table' });
export const ReportQuery = Type.Object({ ...span, section: Type.Optional(Code) }, closed);
export const ChildrenReportQuery = Type.Object(span, closed);
export const ReportTableQuery = Type.Object({ ...span, ...filters, ...pageQuery }, closed);
export const ReportRowsQuery = Type.Object({ ...span, ...filters, measure: Measure, ...pageQuery }, closed);
const ReportFilters = Type.Object(filters, closed);
export type ReportFilters = Static<typeof ReportFilters>;

const example = { from: '2026-08', until: '2026-10' };

/** The first page of a report: what each month of a span came to. */
export const Report = Type.Object(
  {
    ...span,
    asOf: nullable(Instant),
    months: Type.Array(
      Type.Object(
        {
          month: Month,
          final: Type.Boolean({ description: '已定，不再变 / over and counted for good' }),
          values: Values,
        },
        closed,
      ),
    ),
    values: Values,
    rates: Rates,
    shown: Type.Object(
      { figures: Type.Array(Measure), tables: Type.Array(Type.Enum(keysOf(reportTables))) },
      { ...closed, description: '内控设置规定首页所列的 / what the settings have it lead with' },
    ),
  },
  {
    ...closed,
    examples: [
      {
        ...{ ...example, asOf: '2026-11-01T00:10:04.000Z' },
        months: [{ month: '2026-10', final: true, values: { 'case-opened': 412, 'case-finished': 398 } }],
        values: { 'case-opened': 412, 'case-finished': 398 },
        rates: { 'return-rate': 1.76 },
        shown: { figures: ['case-opened', 'case-finished'], tables: ['cases-by-month'] },
      },
    ],
  },
);
export type Report = Static<typeof Report>;

/** One row of a table, and the filters that lead to the rows behind its figures. */
const ReportLine = Type.Object(
  {
    key: Type.String(),
    name: Name,
    values: Values,
    rates: Rates,
    where: Type.Object(
      { from: Type.Optional(Month), until: Type.Optional(Month), ...filters },
      { ...closed, description: '查看明细所用的筛选 / the filters that lead to what was counted' },
    ),
  },
  closed,
);
export const ReportTablePage = Type.Object(
  {
    table: ReportTable,
    by: Type.Enum(keysOf(reportBreakdowns)),
    asOf: nullable(Instant),
    values: Values,
    data: Type.Array(ReportLine),
    nextCursor: nullable(Type.String()),
  },
  {
    ...closed,
    examples: [
      {
        ...{ table: 'cases-by-item', by: 'item', asOf: '2026-11-01T00:10:04.000Z', values: { 'case-finished': 398 } },
        data: [
          {
            key: 'pension-payment',
            name: { zh: '养老金支付', en: 'Pension payment' },
            values: { 'case-finished': 398 },
            rates: { 'return-rate': 1.76 },
            where: { item: 'pension-payment' },
          },
        ],
        nextCursor: null,
      },
    ],
  },
);

/** One thing that was counted. */
const ReportRow = Type.Object(
  {
    id: Id,
    counts: Type.String({ description: '所计事物 / kind of thing: case, self-check, request …' }),
    at: Instant,
    item: nullable(Code),
    unit: nullable(Code),
    kind: nullable(Type.String()),
    type: nullable(Type.String()),
    operator: nullable(Type.String({ description: '用户名 / username' })),
    other: nullable(Type.String({ description: '用户名 / username' })),
    value: Type.Integer(),
  },
  closed,
);
export const ReportRowPage = Type.Object(
  { asOf: nullable(Instant), data: Type.Array(ReportRow), nextCursor: nullable(Type.String()) },
  closed,
);

/** The children of a parent centre side by side. */
export const ChildrenReport = Type.Object(
  {
    ...span,
    data: Type.Array(
      Type.Object({ centre: Code, name: Name, asOf: nullable(Instant), values: Values, rates: Rates }, closed),
    ),
  },
  {
    ...closed,
    examples: [
      {
        ...example,
        data: [
          {
            ...{ centre: 'north-county', name: { zh: '北县', en: 'North county' }, asOf: '2026-11-01T00:10:04.000Z' },
            ...{ values: { 'case-finished': 398 }, rates: { 'return-rate': 1.76 } },
          },
        ],
      },
    ],
  },
);
export type ChildrenReport = Static<typeof ChildrenReport>;
