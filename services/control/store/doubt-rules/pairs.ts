import { sql } from 'kysely';
import {
  columns,
  dateOf,
  dayNumber,
  days,
  during,
  type FoundRow,
  keyOf,
  monthIn,
  type Probe,
  seconds,
  startOfDay,
} from './probe.ts';

const [fast, fixed] = ['review-in-seconds', 'pair-concentration'] as const;

/**
 * Who reviewed whose cases of which item on which day, from one reading; both rules sum these days over their windows. A pair is
 * named once an item and month, by the day on which its figures first say so. Whose record it became is asked of the sums only: a day may
 * have several of one pair, which the windows take together.
 */
export const pairs: Probe = {
  rules: [fast, fixed],
  // Steps and cases lie as their keys do: they are walked side by side in that order, where hashing them would spill.
  settings: { random_page_cost: '0.1', effective_cache_size: '4GB' },
  select(scope, parametersOf) {
    const [swift, firm] = [parametersOf(fast), parametersOf(fixed)];
    const [limit, window, span] = [swift.number('seconds'), swift.number('withinDays'), firm.number('withinDays')];
    const soon = sql`h.at >= r.at - ${seconds(limit)}`;
    return sql<FoundRow>`
      with met as (
        select c.item, h.record as handler, r.record as reviewer, ${dayNumber(sql`r.at`)} as day, count(*)::int as cases,
          count(*) filter (where ${soon})::int as fast, max(r.at) as at
        from access.published_recorded_step r
        join access.published_recorded_step h on h.centre = r.centre and h."case" = r."case" and h.round = r.round and h.duty = 'handle'
        join access.published_case c on c.centre = r.centre and c."case" = r."case"
        where r.centre = ${scope.centre} and r.duty = 'review' and ${during(scope, sql`r.at`, Math.max(window, span))}
        group by 1, 2, 3, 4),
      daily as materialized (
        select m.item collate "C" as item, h.human as handler, r.human as reviewer, ${dateOf(sql`m.day`)} as day, m.cases, m.fast, m.at
        from met m
        join access.published_human h on h.centre = ${scope.centre} and h.person = m.handler
        join access.published_human r on r.centre = ${scope.centre} and r.person = m.reviewer),
      swift as (
        select d.*, sum(fast) over (partition by item, handler, reviewer order by day
          range between ${days(window - 1)} preceding and current row)::int as total
        from daily d where fast > 0),
      swiftest as (
        select distinct on (item, handler, reviewer, month) x.*
        from (select swift.*, ${monthIn(sql`swift.at`)} as month from swift) as x
        where x.total >= ${swift.number('minCases')} and x.at >= ${scope.from}
        order by item, handler, reviewer, month, day, at desc),
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
          order by item, handler, reviewer, month, day, at desc) as f)
      (select ${columns(fast, {
        key: keyOf(sql`d.item`, sql`d.handler`, sql`d.reviewer`, monthIn(sql`d.at`)),
        ofItem: sql`d.item`,
        item: sql`d.item`,
        case: sql`few.sample[1]`,
        people: sql`array[d.handler, d.reviewer]`,
        facts: sql`jsonb_build_object('cases', d.total, 'seconds', ${limit}::int, 'days', ${window}::int, 'item', d.item, 'sample', few.sample)`,
        at: sql`d.at`,
      })} from swiftest d cross join lateral (
        select array_agg(s."case" order by s.at) as sample from (
          select r."case", r.at
          from access.published_human v
          join access.published_recorded_step r on r.centre = v.centre and r.record = v.person and r.duty = 'review'
          join access.published_recorded_step h on h.centre = r.centre and h."case" = r."case" and h.round = r.round and h.duty = 'handle'
          join access.published_human w on w.centre = h.centre and w.person = h.record and w.human = d.handler
          join access.published_case c on c.centre = r.centre and c."case" = r."case" and c.item = d.item
          where v.centre = ${scope.centre} and v.human = d.reviewer and ${soon}
            and r.at >= ${startOfDay(sql`d.day`)} and r.at < ${startOfDay(sql`d.day + 1`)}
          order by r.at limit 10) as s) as few)
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
