import { sql } from 'kysely';
import { offTimes } from '../../doubt-rules/slices.ts';
import {
  columns,
  dateOf,
  dayNumber,
  days,
  during,
  type FoundRow,
  hours,
  keyOf,
  minutes,
  monthIn,
  type Probe,
} from './probe.ts';

/** Many steps within a short time while nobody works: once a person and day, by the busiest stretch of it. */
export const offHoursBurst: Probe = {
  rules: ['off-hours-burst'],
  select(scope, parametersOf) {
    const of = parametersOf('off-hours-burst');
    const [stretch, least] = [of.number('windowMinutes'), of.number('minSteps')];
    const off = offTimes(scope, of.number('fromHour'), of.number('untilHour'));
    return sql<FoundRow>`
      with off as (
        select h.human as person, s.at, s."case", ${dateOf(dayNumber(sql`s.at`))} as day
        from unnest(${off.map(({ since }) => since)}::timestamptz[], ${off.map(({ until }) => until)}::timestamptz[]) as o(since, until)
        join access.published_recorded_step s on s.centre = ${scope.centre} and s.at >= o.since and s.at < o.until
        join access.published_human h on h.centre = ${scope.centre} and h.person = s.record),
      counted as (
        select off.*, count(*) over (partition by person order by at range between ${minutes(stretch)} preceding and current row)::int as steps
        from off)
      select ${columns('off-hours-burst', {
        key: keyOf(sql`c.person`, sql`c.day`),
        ofPerson: sql`c.person`,
        case: sql`c."case"`,
        people: sql`array[c.person]`,
        facts: sql`jsonb_build_object('steps', c.steps, 'minutes', ${stretch}::int, 'date', c.day)`,
        at: sql`c.at`,
      })} from (
        select distinct on (person, day) * from counted where steps >= ${least} and at >= ${scope.from}
        order by person, day, steps desc, at) as c`;
  },
};

/** Returned by one reviewer and passed by another soon after: once a handler, second reviewer and month, when there were enough of them. */
export const reviewerShopping: Probe = {
  rules: ['reviewer-shopping'],
  select(scope, parametersOf) {
    const of = parametersOf('reviewer-shopping');
    const [soon, span] = [of.number('withinHours'), of.number('withinDays')];
    return sql<FoundRow>`
      with passed as (
        select b.person as second, a.person as first, h.person as handler, b."case", b.at
        from access.published_recorded_step r
        join access.published_step a on a.centre = r.centre and a."case" = r."case" and a.round = r.round and a.duty = r.duty
        join access.published_step b on b.centre = a.centre and b."case" = a."case" and b.round = a.round + 1
          and b.duty = 'review' and b.outcome = 'done' and b.person <> a.person and b.at - a.at <= ${hours(soon)}
        join access.published_step h on h.centre = a.centre and h."case" = a."case" and h.round = a.round and h.duty = 'handle'
        where r.centre = ${scope.centre} and r.duty = 'review' and r.outcome = 'returned'
          and ${during(scope, sql`r.at`, span)} and b.at < ${scope.until}),
      counted as (
        select passed.*, count(*) over w::int as cases, array_agg("case") over w as sample
        from passed window w as (partition by handler, second order by at range between ${days(span)} preceding and current row))
      select ${columns('reviewer-shopping', {
        key: keyOf(sql`c.handler`, sql`c.second`, monthIn(sql`c.at`)),
        ofPerson: sql`c.second`,
        case: sql`c."case"`,
        people: sql`array[c.handler, c.first, c.second]`,
        facts: sql`jsonb_build_object('cases', c.cases, 'days', ${span}::int, 'hours', ${soon}::int, 'sample', c.sample[1:10])`,
        at: sql`c.at`,
      })} from (
        select distinct on (handler, second, month) * from (select counted.*, ${monthIn(sql`at`)} as month from counted) as m
        where cases >= ${of.number('minCases')} and at >= ${scope.from} order by handler, second, month, at) as c`;
  },
};

/** Each step under an exception, or a share of them that is the same whenever it is drawn. */
export const exceptionUsed: Probe = {
  rules: ['exception-used'],
  select(scope, parametersOf) {
    const share = parametersOf('exception-used').number('sampleShare');
    return sql<FoundRow>`
      select ${columns('exception-used', {
        key: keyOf(sql`a.step`),
        unit: sql`c.unit`,
        item: sql`c.item`,
        case: sql`a."case"`,
        subject: sql`c.subject`,
        people: sql`array[a.person]`,
        facts: sql`jsonb_build_object('duty', a.duty, 'exception', a.exception, 'step', a.step)`,
        at: sql`a.at`,
      })}
      from access.published_recorded_step r
      join access.published_act a on a.centre = r.centre and a."case" = r."case" and a.round = r.round and a.duty = r.duty
      join access.published_case c on c.centre = a.centre and c."case" = a."case"
      where r.centre = ${scope.centre} and r.exception <> '00000000-0000-0000-0000-000000000000' and ${during(scope, sql`r.at`)}
        and mod(abs(hashtext(a.step::text)::bigint), 1000) < ${share}::float8 * 1000`;
  },
};
