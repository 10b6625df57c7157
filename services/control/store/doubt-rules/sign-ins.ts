import { sql } from 'kysely';
import {
  columns,
  dayIn,
  days,
  type FoundRow,
  human,
  keyOf,
  listed,
  minutes,
  type Probe,
  startOfDay,
  within,
} from './probe.ts';

/** So far back the sign-in before is looked for; whoever was away for longer comes as if for the first time. */
const rememberedDays = 400;

/** A sign-in after long without one, by somebody who had signed in before. */
export const dormantAwakened: Probe = {
  rules: ['dormant-awakened'],
  select(scope, parametersOf) {
    const idle = parametersOf('dormant-awakened').number('dormantDays');
    return sql<FoundRow>`
      with signed as (
        select s.entry, s.person, s.at, lag(s.at) over (partition by s.person order by s.at) as last
        from audit.published_sign_in s
        where s.centre = ${scope.centre} and s.action = 'sign-in.succeeded' and s.person is not null
          and ${within(scope, sql`s.at`, sql`s.entry`, idle + rememberedDays)})
      select ${columns('dormant-awakened', {
        key: keyOf(sql`s.entry`),
        ofPerson: sql`s.person`,
        people: sql`array[${human(scope, sql`s.person`)}]`,
        facts: sql`jsonb_build_object('days', floor(extract(epoch from s.at - s.last) / 86400)::int, 'entry', s.entry)`,
        at: sql`s.at`,
      })}
      from signed s where s.at >= ${scope.from} and s.last <= s.at - ${days(idle)}`;
  },
};

/** Two accounts at one address within minutes, whose people did different duties of one case that day: once a pair, address and day. */
export const twoAccountsOneAddress: Probe = {
  rules: ['two-accounts-one-address'],
  select(scope, parametersOf) {
    const of = parametersOf('two-accounts-one-address');
    const apart = of.number('withinMinutes');
    // Who comes within so many minutes of somebody else is in the same stretch of as many, or in the one after it.
    const stretch = sql`floor(date_part('epoch', s.at) / ${sql.lit(60 * Math.max(apart, 1))})`;
    return sql<FoundRow>`
      with used as materialized (
        select s.at, ${stretch} as stretch, s.address, h.human as person
        from audit.published_sign_in s left join access.published_human h on h.centre = s.centre and h.person = s.person
        where s.centre = ${scope.centre} and s.action = 'sign-in.succeeded' and s.person is not null and s.address is not null
          and s.address <> all (${of.list('ignoreAddresses')}::text[]) and ${within(scope, sql`s.at`, sql`s.entry`, 1)}),
      near as (
        select distinct on (least(a.person, b.person), greatest(a.person, b.person), b.address, ${dayIn(sql`b.at`)})
          a.person as one, b.person as other, b.address, b.at, ${dayIn(sql`b.at`)} as day,
          ceil(extract(epoch from b.at - a.at) / 60)::int as minutes
        from (select address, person, at, stretch + later as stretch from used cross join (values (0), (1)) as l(later)) as a
        join used b on b.address = a.address and b.stretch = a.stretch and b.person <> a.person
          and b.at >= a.at and b.at <= a.at + ${minutes(apart)}
        where b.at >= ${scope.from}
        order by least(a.person, b.person), greatest(a.person, b.person), b.address, ${dayIn(sql`b.at`)}, b.at),
      shared as (
        select near.*, (
          select array_agg(distinct x."case")
          from access.published_human v
          join access.published_recorded_step x on x.centre = v.centre and x.record = v.person
          join access.published_step y on y.centre = x.centre and y."case" = x."case" and y.duty <> x.duty
          where v.centre = ${scope.centre} and v.human = near.one and y.person = near.other
            and x.at >= ${startOfDay(sql`near.day`)} and x.at < ${startOfDay(sql`near.day + 1`)}
            and y.at >= ${startOfDay(sql`near.day`)} and y.at < ${startOfDay(sql`near.day + 1`)}
          ) as cases
        from near offset 0)
      select ${columns('two-accounts-one-address', {
        key: keyOf(sql`least(n.one, n.other)`, sql`greatest(n.one, n.other)`, sql`md5(n.address)`, sql`n.day`),
        ofPerson: sql`n.other`,
        case: sql`n.cases[1]`,
        people: sql`array[n.one, n.other]`,
        facts: sql`jsonb_build_object('minutes', n.minutes, 'cases', coalesce(cardinality(n.cases), 0), 'sample', n.cases[1:10])`,
        at: sql`n.at`,
      })} from shared n where ${!of.flag('conflictingDutiesOnly')}::boolean or n.cases is not null`;
  },
};

/** What was tried in the name of somebody after they had left, and before they came back: once a departure and day. */
export const attemptAfterDeparture: Probe = {
  rules: ['attempt-after-departure'],
  select(scope, parametersOf) {
    const least = parametersOf('attempt-after-departure').number('refusedMinAttempts');
    return sql<FoundRow>`
      with tried as (
        select s.person, s.at, s.action = 'sign-in.succeeded' as succeeded
        from audit.published_sign_in s
        where s.centre = ${scope.centre} and s.action in ('sign-in.succeeded', 'sign-in.refused', 'token.refused')
          and ${within(scope, sql`s.at`, sql`s.entry`)}
        union all
        select s.person, s.at, false from audit.published_refused_step s
        where s.centre = ${scope.centre} and s.reason in ('not-active', 'account-disabled') and ${within(scope, sql`s.at`, sql`s.entry`)})
      select ${columns('attempt-after-departure', {
        key: keyOf(sql`d.departure`, dayIn(sql`t.at`)),
        unit: sql`d.unit`,
        people: sql`array[d.person]`,
        facts: sql`jsonb_build_object('attempts', count(*)::int, 'succeeded', (count(*) filter (where t.succeeded))::int,
          'daysAfter', floor(extract(epoch from min(t.at) - d.at) / 86400)::int, 'date', ${dayIn(sql`t.at`)}, 'kind', d.kind)`,
        at: sql`min(t.at)`,
      })}
      from tried t join access.published_departure d on d.person = t.person and d.centre = ${scope.centre}
        and t.at > d.at and (d.returned_at is null or t.at < d.returned_at)
      group by d.departure, d.unit, d.person, d.at, d.kind, ${dayIn(sql`t.at`)}
      having count(*) >= ${least}`;
  },
};

/** A step refused several times on one case and then recorded by another person or client. */
export const refusedThenAllowed: Probe = {
  rules: ['refused-then-allowed'],
  select(scope, parametersOf) {
    const of = parametersOf('refused-then-allowed');
    const span = minutes(of.number('withinMinutes'));
    return sql<FoundRow>`
      with refused as materialized (
        select r."case", r.duty, r.person, r.client, r.at from audit.published_refused_step r
        where r.centre = ${scope.centre} and ${within(scope, sql`r.at`, sql`r.entry`, 1)})
      select ${columns('refused-then-allowed', {
        key: keyOf(sql`a.step`),
        unit: sql`c.unit`,
        item: sql`c.item`,
        case: sql`a."case"`,
        subject: sql`c.subject`,
        people: sql`array_append(tries.people, a.person)`,
        facts: sql`jsonb_build_object('duty', a.duty, 'refusals', tries.count, 'step', a.step,
          'minutes', ceil(extract(epoch from a.at - tries.last) / 60)::int)`,
        at: sql`a.at`,
      })}
      from (select distinct "case", duty from refused) as q
      join access.published_act a on a.centre = ${scope.centre} and a."case" = q."case" and a.duty = q.duty
        and ${within(scope, sql`a.at`, sql`a.step`)}
      join access.published_case c on c.centre = a.centre and c."case" = a."case"
      cross join lateral (
        select count(*)::int as count, max(r.at) as last, coalesce(array_agg(distinct r.person) filter (where r.person is not null), '{}') as people
        from refused r
        where r."case" = a."case" and r.duty = a.duty and r.at < a.at and r.at >= a.at - ${span}
          and (r.person is distinct from a.person or r.client is distinct from a.client)) as tries
      where tries.count >= ${of.number('refusals')}`;
  },
};

/** Steps that a machine recorded in the name of somebody who was not signed in: once a person, client and day. */
export const assertedWithoutSession: Probe = {
  rules: ['asserted-without-session'],
  select(scope, parametersOf) {
    const of = parametersOf('asserted-without-session');
    const grace = minutes(of.number('graceMinutes'));
    return sql<FoundRow>`
      with sign as (
        select ${human(scope, sql`s.person`)} as person, s.at, s.action = 'sign-in.succeeded' as begins
        from audit.published_sign_in s
        where s.centre = ${scope.centre} and s.person is not null
          and (s.action in ('sign-in.succeeded', 'sign-out') or s.action = 'sessions.ended' and s.reason is distinct from 'signed-in-again')
          and ${within(scope, sql`s.at`, sql`s.entry`, 2)}),
      session as (
        select person, at - ${grace} as since, least(coalesce(next, 'infinity'), at + ${days(1)}) + ${grace} as until
        from (select sign.*, lead(at) over (partition by person order by at) as next from sign) as s where begins),
      present as materialized (
        select s.person, s.since, s.until, d::date as day
        from session s cross join lateral generate_series(${dayIn(sql`s.since`)}, ${dayIn(sql`s.until`)}, interval '1 day') as d),
      act as (
        select a.person, a.client, a.at, a."case", ${dayIn(sql`a.at`)} as day
        from access.published_act a
        where a.centre = ${scope.centre} and ${within(scope, sql`a.at`, sql`a.step`)}
          and a.client in (select client from identity.published_machine where centre = ${scope.centre})
          and not (a.client = ${listed(of.list('ignoreClients'))}))
      select ${columns('asserted-without-session', {
        key: keyOf(sql`a.person`, sql`a.client`, sql`a.day`),
        ofPerson: sql`a.person`,
        case: sql`(array_agg(a."case"))[1]`,
        people: sql`array[a.person]`,
        facts: sql`jsonb_build_object('steps', count(*)::int, 'client', a.client, 'date', a.day)`,
        at: sql`min(a.at)`,
      })}
      from act a
      where not exists (select from present p where p.person = a.person and p.day = a.day and a.at >= p.since and a.at < p.until)
      group by a.person, a.client, a.day`;
  },
};
