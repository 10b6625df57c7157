import { sql } from 'kysely';
import {
  columns,
  dateOf,
  dayNumber,
  days,
  during,
  type FoundRow,
  human,
  keyOf,
  listed,
  medianWithout,
  type Probe,
  within,
} from './probe.ts';

/** What a leaver did in the days before, of which a share is to be looked at: once a departure. */
export const leaverLastMonth: Probe = {
  rules: ['leaver-last-month'],
  select(scope, parametersOf) {
    const of = parametersOf('leaver-last-month');
    const span = of.number('days');
    return sql<FoundRow>`
      select ${columns('leaver-last-month', {
        key: keyOf(sql`d.departure`),
        unit: sql`d.unit`,
        people: sql`array[d.person]`,
        facts: sql`jsonb_build_object('steps', done.steps, 'cases', done.cases, 'readings', reading.count, 'days', ${span}::int,
          'draw', ceil(done.cases * ${of.number('share')}::float8)::int, 'kind', d.kind, 'departure', d.departure)`,
        at: sql`d.at`,
      })}
      from access.published_departure d
      cross join lateral (
        select count(*)::int as steps, count(distinct s."case")::int as cases from access.published_step s
        where s.centre = d.centre and s.person = d.person and s.at >= d.at - ${days(span)} and s.at <= d.at) as done
      cross join lateral (
        select count(*)::int as count from audit.published_reading r
        where r.centre = d.centre and r.person = d.person and r.at >= d.at - ${days(span)} and r.at <= d.at) as reading
      where d.centre = ${scope.centre} and d.at >= ${scope.from} and d.at < ${scope.until} and done.steps + reading.count > 0`;
  },
};

/** Readings, exports and prints of a person and day, against the median of such days before: once a person and day. */
export const exportHeavy: Probe = {
  rules: ['export-heavy'],
  select(scope, parametersOf) {
    const of = parametersOf('export-heavy');
    /** How many days the median is of. */
    const span = 30;
    return sql<FoundRow>`
      with taken as (
        select ${human(scope, sql`r.person`)} as person, r.at, r.amount from audit.published_reading r
        where r.centre = ${scope.centre} and ${within(scope, sql`r.at`, sql`r.entry`, span)}
        union all
        select s.person, s.at, 1
        from access.published_case c join access.published_step s on s.centre = c.centre and s."case" = c."case" and s.duty = 'handle'
        where c.centre = ${scope.centre} and c.item = ${listed(of.list('printItems'))} and ${during(scope, sql`s.at`, span)}),
      daily as materialized (
        select person, ${dateOf(dayNumber(sql`at`))} as day, sum(amount)::bigint as rows, max(at) as at from taken group by 1, 2),
      sorted as (
        select d.day, array_agg(o.rows order by o.rows) as rows
        from (select distinct day from daily where at >= ${scope.from}) as d
        join daily o on o.day <= d.day and o.day > d.day - ${span}::int group by d.day)
      select ${columns('export-heavy', {
        key: keyOf(sql`d.person`, sql`d.day`),
        ofPerson: sql`d.person`,
        people: sql`array[d.person]`,
        facts: sql`jsonb_build_object('rows', d.rows, 'median', others.median, 'days', ${span}::int, 'date', d.day)`,
        at: sql`d.at`,
      })}
      from daily d join sorted s on s.day = d.day
      cross join lateral (select ${medianWithout(sql`s.rows`, sql`d.rows`)} as median) as others
      where d.at >= ${scope.from} and d.rows >= ${of.number('minRows')}
        and d.rows >= others.median * ${of.number('timesMedian')}::float8`;
  },
};
