import { sql } from 'kysely';
import { columns, dayIn, days, type FoundRow, keyOf, monthIn, type Probe, seconds, within } from './probe.ts';

const [fast, fixed] = ['review-in-seconds', 'pair-concentration'] as const;

/**
 * Who reviewed whose cases of which item on which day, from one reading; both rules sum these days over their windows. A pair is
 * named once an item and month, by the day on which its figures first say so.
 */
export const pairs: Probe = {
  rules: [fast, fixed],
  select(scope, parametersOf) {
    const [swift, firm] = [parametersOf(fast), parametersOf(fixed)];
    const [limit, window, span] = [swift.number('seconds'), swift.number('withinDays'), firm.number('withinDays')];
    return sql<FoundRow>`
      with daily as materialized (
        select c.item collate "C" as item, h.person as handler, r.person as reviewer, ${dayIn(sql`r.at`)} as day, count(*)::int as cases,
          count(*) filter (where r.at - h.at <= ${seconds(limit)})::int as fast,
          (array_agg(r."case") filter (where r.at - h.at <= ${seconds(limit)}))[1:10] as sample, max(r.at) as at
        from access.published_step r
        join access.published_step h on h.centre = r.centre and h."case" = r."case" and h.round = r.round and h.duty = 'handle'
        join access.published_case c on c.centre = r.centre and c."case" = r."case"
        where r.centre = ${scope.centre} and r.duty = 'review' and ${within(scope, sql`r.at`, sql`r.step`, Math.max(window, span))}
        group by 1, 2, 3, 4),
      swift as (
        select d.*, sum(fast) over (partition by item, handler, reviewer order by day
          range between ${days(window - 1)} preceding and current row)::int as total
        from daily d where fast > 0),
      firm as (
        select d.*,
          sum(cases) over (partition by item, handler, reviewer order by day
            range between ${days(span - 1)} preceding and current row)::int as together,
          sum(cases) over (partition by item, handler order by day
            range between ${days(span - 1)} preceding and current row)::int as handled
        from daily d),
      reviewers as materialized (
        select distinct person, items from access.published_permission
        where centre = ${scope.centre} and action = 'review' and resource = 'case' and effect = 'allow'),
      firmest as (
        select f.*, (
          select count(distinct person)::int from reviewers v
          where (v.items is null or f.item = any(v.items)) and v.person <> all (array[f.handler, f.reviewer])) as others
        from (
          select distinct on (item, handler, reviewer, month) x.*
          from (select firm.*, ${monthIn(sql`firm.at`)} as month from firm) as x
          where x.handled >= ${firm.number('minCases')} and x.together >= x.handled * ${firm.number('share')}::float8
            and x.at >= ${scope.from}
          order by item, handler, reviewer, month, day) as f)
      (select distinct on (key) ${columns(fast, {
        key: keyOf(sql`d.item`, sql`d.handler`, sql`d.reviewer`, monthIn(sql`d.at`)),
        ofItem: sql`d.item`,
        item: sql`d.item`,
        case: sql`d.sample[1]`,
        people: sql`array[d.handler, d.reviewer]`,
        facts: sql`jsonb_build_object('cases', d.total, 'seconds', ${limit}::int, 'days', ${window}::int, 'item', d.item, 'sample', d.sample)`,
        at: sql`d.at`,
      })} from swift d where d.total >= ${swift.number('minCases')} and d.at >= ${scope.from} order by key, d.day)
      union all
      (select ${columns(fixed, {
        key: keyOf(sql`d.item`, sql`d.handler`, sql`d.reviewer`, monthIn(sql`d.at`)),
        ofItem: sql`d.item`,
        item: sql`d.item`,
        people: sql`array[d.handler, d.reviewer]`,
        facts: sql`jsonb_build_object('cases', d.together, 'of', d.handled, 'percent', round(100.0 * d.together / d.handled, 1),
          'days', ${span}::int, 'item', d.item, 'others', d.others)`,
        at: sql`d.at`,
      })} from firmest d where d.others > 0)`;
  },
};
