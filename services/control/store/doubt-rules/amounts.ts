import { sql } from 'kysely';
import {
  columns,
  dateOf,
  dayNumber,
  days,
  during,
  type FoundRow,
  keyOf,
  listed,
  medianWithout,
  monthIn,
  type Probe,
} from './probe.ts';

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
          and ${during(scope, sql`h.at`, span)}),
      counted as (
        select close.*, count(*) over w::int as cases, sum(amount_fen) over w::bigint as sum, array_agg("case") over w as sample
        from close window w as (partition by person order by at range between ${days(span)} preceding and current row))
      select ${columns('just-below-threshold', {
        key: keyOf(sql`c.person`, monthIn(sql`c.at`)),
        ofPerson: sql`c.person`,
        item: sql`c.item`,
        case: sql`c."case"`,
        people: sql`array[c.person]`,
        facts: sql`jsonb_build_object('cases', c.cases, 'days', ${span}::int, 'thresholdFen', ${line}::bigint, 'sumFen', c.sum,
          'sample', c.sample[1:10])`,
        at: sql`c.at`,
      })} from (
        select distinct on (person, month) * from (select counted.*, ${monthIn(sql`at`)} as month from counted) as m
        where cases >= ${of.number('minCases')} and at >= ${scope.from} order by person, month, at) as c`;
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
        select c.item, h.person, ${dateOf(dayNumber(sql`h.at`))} as day, count(*)::int as cases, max(h.at) as at
        from access.published_case c
        join access.published_step h on h.centre = c.centre and h."case" = c."case" and h.duty = 'handle' and h.round = 1
        where c.centre = ${scope.centre} and c.item = ${listed(of.list('items'))} and ${during(scope, sql`h.at`, span)}
        group by 1, 2, 3),
      asked as (select distinct item, day from daily where at >= ${scope.from}),
      summed as materialized (
        select a.item, a.day, d.person, sum(d.cases)::int as cases, max(d.at) as at
        from asked a join daily d on d.item = a.item and d.day <= a.day and d.day > a.day - ${span}::int
        group by 1, 2, 3),
      compared as (
        select s.*, ${medianWithout(sql`e.sorted`, sql`s.cases`)} as median
        from summed s
        join (select item, day, array_agg(cases order by cases) as sorted from summed group by item, day) as e using (item, day)
        where s.cases >= ${of.number('minCases')} and s.at >= ${scope.from})
      select distinct on (key) ${columns('many-back-payments', {
        key: keyOf(sql`s.item`, sql`s.person`, monthIn(sql`s.at`)),
        ofItem: sql`s.item`,
        item: sql`s.item`,
        people: sql`array[s.person]`,
        facts: sql`jsonb_build_object('cases', s.cases, 'median', s.median, 'days', ${span}::int, 'item', s.item)`,
        at: sql`s.at`,
      })} from compared s where s.cases >= s.median * ${of.number('timesMedian')}::float8 order by key, s.day`;
  },
};
