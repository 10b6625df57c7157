import { sql } from 'kysely';
import { columns, dayIn, days, type FoundRow, keyOf, listed, monthIn, type Probe, within } from './probe.ts';

/** Amounts just below the approval line by one handler: once a handler and month, when there are enough of them. */
export const justBelowThreshold: Probe = {
  rules: ['just-below-threshold'],
  select(scope, parametersOf) {
    const of = parametersOf('just-below-threshold');
    const [line, span] = [of.number('thresholdFen'), of.number('withinDays')];
    const floor = Math.ceil(line * (1 - of.number('withinPercent') / 100));
    return sql<FoundRow>`
      with close as (
        select c."case", c.item, c.amount_fen, h.person, h.at
        from access.published_case c
        join access.published_step h on h.centre = c.centre and h."case" = c."case" and h.duty = 'handle' and h.round = 1
        where c.centre = ${scope.centre} and c.amount_fen >= ${floor} and c.amount_fen < ${line}
          and ${within(scope, sql`h.at`, sql`h.step`, span)}),
      counted as (
        select close.*, count(*) over w::int as cases, sum(amount_fen) over w::bigint as sum, array_agg("case") over w as sample
        from close window w as (partition by person order by at range between ${days(span)} preceding and current row))
      select distinct on (key) ${columns('just-below-threshold', {
        key: keyOf(sql`c.person`, monthIn(sql`c.at`)),
        ofPerson: sql`c.person`,
        item: sql`c.item`,
        case: sql`c."case"`,
        people: sql`array[c.person]`,
        facts: sql`jsonb_build_object('cases', c.cases, 'days', ${span}::int, 'thresholdFen', ${line}::bigint, 'sumFen', c.sum,
          'sample', c.sample[1:10])`,
        at: sql`c.at`,
      })} from counted c where c.cases >= ${of.number('minCases')} and c.at >= ${scope.from} order by key, c.at`;
  },
};

/** A handler with many times the median of the other handlers of the item over the last days: once an item, handler and month. */
export const manyBackPayments: Probe = {
  rules: ['many-back-payments'],
  select(scope, parametersOf) {
    const of = parametersOf('many-back-payments');
    const span = of.number('withinDays');
    return sql<FoundRow>`
      with daily as materialized (
        select c.item, h.person, ${dayIn(sql`h.at`)} as day, count(*)::int as cases, max(h.at) as at
        from access.published_case c
        join access.published_step h on h.centre = c.centre and h."case" = c."case" and h.duty = 'handle' and h.round = 1
        where c.centre = ${scope.centre} and c.item = ${listed(of.list('items'))} and ${within(scope, sql`h.at`, sql`h.step`, span)}
        group by 1, 2, 3),
      asked as (select distinct item, day from daily where at >= ${scope.from}),
      summed as (
        select a.item, a.day, d.person, sum(d.cases)::int as cases, max(d.at) as at
        from asked a join daily d on d.item = a.item and d.day <= a.day and d.day > a.day - ${span}::int
        group by 1, 2, 3)
      select distinct on (key) ${columns('many-back-payments', {
        key: keyOf(sql`s.item`, sql`s.person`, monthIn(sql`s.at`)),
        ofItem: sql`s.item`,
        item: sql`s.item`,
        people: sql`array[s.person]`,
        facts: sql`jsonb_build_object('cases', s.cases, 'median', others.median, 'days', ${span}::int, 'item', s.item)`,
        at: sql`s.at`,
      })} from summed s cross join lateral (
        select percentile_cont(0.5) within group (order by o.cases) as median from summed o
        where o.item = s.item and o.day = s.day and o.person <> s.person) as others
      where s.cases >= ${of.number('minCases')} and s.cases >= others.median * ${of.number('timesMedian')}::float8 and s.at >= ${scope.from}
      order by key, s.day`;
  },
};
