import { sql } from 'kysely';
import { columns, days, type FoundRow, hours, keyOf, minutes, monthIn, type Probe, within } from './probe.ts';

/** Many steps within a short time while nobody works: once a person and day, by the busiest stretch of it. */
export const offHoursBurst: Probe = {
  rules: ['off-hours-burst'],
  select(scope, parametersOf) {
    const of = parametersOf('off-hours-burst');
    const [stretch, least] = [of.number('windowMinutes'), of.number('minSteps')];
    // China keeps one time: the clock there is arithmetic, which millions of steps are cheaper by than by zones.
    const closed = scope.closedDays.map((day) => Date.parse(day) / 86_400_000);
    return sql<FoundRow>`
      with off as (
        select person, at, "case", date '1970-01-01' + day::int as day
        from (
          select person, at, "case", second / 86400 as day, second % 86400 / 3600 as hour
          from (
            select person, at, "case", floor(date_part('epoch', at))::int8 + 28800 as second
            from access.published_step s
            where centre = ${scope.centre} and ${within(scope, sql`at`, sql`step`, 1)}) as s) as s
        where hour < ${of.number('fromHour')} or hour >= ${of.number('untilHour')} or day = any(${closed}::int8[])),
      counted as (
        select off.*, count(*) over (partition by person order by at range between ${minutes(stretch)} preceding and current row)::int as steps
        from off)
      select distinct on (key) ${columns('off-hours-burst', {
        key: keyOf(sql`c.person`, sql`c.day`),
        ofPerson: sql`c.person`,
        case: sql`c."case"`,
        people: sql`array[c.person]`,
        facts: sql`jsonb_build_object('steps', c.steps, 'minutes', ${stretch}::int, 'date', c.day)`,
        at: sql`c.at`,
      })} from counted c where c.steps >= ${least} and c.at >= ${scope.from} order by key, c.steps desc, c.at`;
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
        from access.published_step a
        join access.published_step b on b.centre = a.centre and b."case" = a."case" and b.round = a.round + 1
          and b.duty = 'review' and b.outcome = 'done' and b.person <> a.person and b.at - a.at <= ${hours(soon)}
        join access.published_step h on h.centre = a.centre and h."case" = a."case" and h.round = a.round and h.duty = 'handle'
        where a.centre = ${scope.centre} and a.duty = 'review' and a.outcome = 'returned'
          and ${within(scope, sql`a.at`, sql`a.step`, span)} and b.at < ${scope.until}),
      counted as (
        select passed.*, count(*) over w::int as cases, array_agg("case") over w as sample
        from passed window w as (partition by handler, second order by at range between ${days(span)} preceding and current row))
      select distinct on (key) ${columns('reviewer-shopping', {
        key: keyOf(sql`c.handler`, sql`c.second`, monthIn(sql`c.at`)),
        ofPerson: sql`c.second`,
        case: sql`c."case"`,
        people: sql`array[c.handler, c.first, c.second]`,
        facts: sql`jsonb_build_object('cases', c.cases, 'days', ${span}::int, 'hours', ${soon}::int, 'sample', c.sample[1:10])`,
        at: sql`c.at`,
      })} from counted c where c.cases >= ${of.number('minCases')} and c.at >= ${scope.from} order by key, c.at`;
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
      from access.published_act a join access.published_case c on c.centre = a.centre and c."case" = a."case"
      where a.centre = ${scope.centre} and a.exception is not null and ${within(scope, sql`a.at`, sql`a.step`)}
        and mod(abs(hashtext(a.step::text)::bigint), 1000) < ${share}::float8 * 1000`;
  },
};
