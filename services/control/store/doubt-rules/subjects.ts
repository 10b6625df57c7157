import { sql } from 'kysely';
import { columns, days, type FoundRow, keyOf, listed, monthIn, type Probe, within } from './probe.ts';

const [often, fixed] = ['reopened-often', 'one-subject-one-operator'] as const;

/**
 * Subjects that come again and again, and those that always come to the same person: from one reading that keeps only the subjects
 * with enough cases. Named once a subject and section a month, once a subject and person a year.
 */
export const subjects: Probe = {
  rules: [often, fixed],
  select(scope, parametersOf) {
    const [frequent, faithful] = [parametersOf(often), parametersOf(fixed)];
    const [span, lasting] = [frequent.number('withinDays'), faithful.number('withinDays')];
    const [times, cases] = [frequent.number('times'), faithful.number('times')];
    const known = (at: ReturnType<typeof sql>, id: ReturnType<typeof sql>) =>
      within(scope, at, id, Math.max(span, lasting));
    return sql<FoundRow>`
      with busy as materialized (
        select subject from access.published_case
        where centre = ${scope.centre} and subject is not null and ${known(sql`opened_at`, sql`"case"`)}
        group by subject having count(*) >= ${Math.min(times, cases)} and max(opened_at) >= ${scope.from}),
      theirs as materialized (
        select c.subject, c."case", c.item, c.opened_at, i.unit as owner
        from busy b join access.published_case c on c.subject = b.subject
        join access.published_item i on i.centre = c.centre and i.item = c.item
        where c.centre = ${scope.centre} and ${known(sql`c.opened_at`, sql`c."case"`)}),
      again as (
        select t.*, count(*) over w::int as times, array_agg("case") over w as sample
        from theirs t window w as (partition by subject, owner order by opened_at range between ${days(span)} preceding and current row)),
      handled as (
        select distinct on (t."case", s.person) t.subject, t."case", t.item, s.person, s.at
        from theirs t join access.published_step s on s.centre = ${scope.centre} and s."case" = t."case" and s.duty = 'handle'
        order by t."case", s.person, s.at),
      steady as (
        select h.*, count(*) over (partition by subject, person order by at range between ${days(lasting)} preceding and current row)::int as own,
          count(*) over (partition by subject order by at range between ${days(lasting)} preceding and current row)::int as of
        from handled h),
      handlers as materialized (
        select distinct person, items from access.published_permission
        where centre = ${scope.centre} and action = 'handle' and resource = 'case' and effect = 'allow'),
      steadiest as (
        select s.* from steady s
        where s.own >= ${cases} and s.own = s.of and s.at >= ${scope.from} and s.at < ${scope.until}
          and (${!faithful.flag('ignoreWhenOnlyHandler')}::boolean
            or exists (select from handlers v where v.person <> s.person and (v.items is null or s.item = any(v.items)))))
      (select ${columns(often, {
        key: keyOf(sql`encode(a.subject, 'hex')`, sql`a.owner`, monthIn(sql`a.opened_at`)),
        unit: sql`a.owner`,
        item: sql`a.item`,
        case: sql`a."case"`,
        subject: sql`a.subject`,
        people: sql`(select coalesce(array_agg(distinct s.person), '{}') from access.published_step s
          where s.centre = ${scope.centre} and s."case" = any(a.sample))`,
        facts: sql`jsonb_build_object('times', a.times, 'days', ${span}::int, 'sample', a.sample[1:10])`,
        at: sql`a.opened_at`,
      })} from (
        select distinct on (subject, owner, month) * from (select again.*, ${monthIn(sql`opened_at`)} as month from again) as m
        where times >= ${times} and opened_at >= ${scope.from} order by subject, owner, month, opened_at) as a)
      union all
      (select ${columns(fixed, {
        key: keyOf(sql`encode(s.subject, 'hex')`, sql`s.person`, sql`s.year`),
        ofPerson: sql`s.person`,
        item: sql`s.item`,
        case: sql`s."case"`,
        subject: sql`s.subject`,
        people: sql`array[s.person]`,
        facts: sql`jsonb_build_object('cases', s.own, 'days', ${lasting}::int)`,
        at: sql`s.at`,
      })} from (
        select distinct on (subject, person, year) * from (
          select steadiest.*, date_part('year', at at time zone 'Asia/Shanghai') as year from steadiest) as y
        order by subject, person, year, at) as s)`;
  },
};

/** A use of a subject's rights soon after a change that made it possible was finished. */
const changeThenUse = (rule: string, change: string, use: string): Probe => ({
  rules: [rule],
  select(scope, parametersOf) {
    const of = parametersOf(rule);
    return sql<FoundRow>`
      select ${columns(rule, {
        key: keyOf(sql`a."case"`, sql`b."case"`),
        unit: sql`b.unit`,
        item: sql`b.item`,
        case: sql`b."case"`,
        subject: sql`b.subject`,
        people: sql`(select coalesce(array_agg(distinct s.person), '{}') from access.published_step s
          where s.centre = ${scope.centre} and s."case" in (a."case", b."case"))`,
        facts: sql`jsonb_build_object('changeItem', a.item, 'useItem', b.item, 'change', a."case", 'amountFen', b.amount_fen,
          'daysBetween', floor(extract(epoch from b.opened_at - a.closed_at) / 86400)::int, 'sample', array[a."case", b."case"])`,
        at: sql`b.opened_at`,
      })}
      from access.published_case b
      join access.published_case a on a.centre = b.centre and a.subject = b.subject and a.item = ${listed(of.list(change))}
        and a.state = 'complete' and a.closed_at <= b.opened_at and a.closed_at >= b.opened_at - ${days(of.number('days'))}
      where b.centre = ${scope.centre} and b.item = ${listed(of.list(use))} and ${within(scope, sql`b.opened_at`, sql`b."case"`)}`;
  },
});
export const accountThenPayment = changeThenUse('account-then-payment', 'changeItems', 'payItems');
export const identityThenAward = changeThenUse('identity-then-award', 'changeItems', 'awardItems');

/**
 * An account changed twice by one handler with a payment between. That it was changed back is proven where the cases name the accounts: the
 * second that of one before the first, which named another.
 */
export const roundTripAccount: Probe = {
  rules: ['round-trip-account'],
  select(scope, parametersOf) {
    const of = parametersOf('round-trip-account');
    return sql<FoundRow>`
      select ${columns('round-trip-account', {
        key: keyOf(sql`a."case"`, sql`b."case"`),
        unit: sql`b.unit`,
        item: sql`b.item`,
        case: sql`b."case"`,
        subject: sql`b.subject`,
        people: sql`array[h.person]`,
        facts: sql`jsonb_build_object('days', ceil(extract(epoch from b.opened_at - a.opened_at) / 86400)::int, 'returnProven', exists (
            select from access.published_case o
            where o.centre = b.centre and o.payee_account = b.payee_account and o.subject = b.subject and o.opened_at < a.opened_at
              and a.payee_account <> b.payee_account),
          'sample', array[a."case", b."case"])`,
        at: sql`h.at`,
      })}
      from access.published_case b
      join access.published_case a on a.centre = b.centre and a.subject = b.subject and a.item = ${listed(of.list('changeItems'))}
        and a.state = 'complete' and a.opened_at < b.opened_at and a.opened_at >= b.opened_at - ${days(of.number('days'))}
      join access.published_step h on h.centre = b.centre and h."case" = b."case" and h.duty = 'handle' and h.round = 1
      join access.published_step g on g.centre = a.centre and g."case" = a."case" and g.duty = 'handle' and g.person = h.person
        and g.round = 1
      where b.centre = ${scope.centre} and b.item = ${listed(of.list('changeItems'))}
        and h.at >= ${scope.from} and h.at < ${scope.until} and ${within(scope, sql`b.opened_at`, sql`b."case"`, of.number('days'))}
        and exists (
          select from access.published_case p
          where p.centre = b.centre and p.item = ${listed(of.list('payItems'))} and p.state = 'complete'
            and p.closed_at > a.closed_at and p.closed_at < b.opened_at)`;
  },
};

/** A parameter changed shortly before or after a batch was paid. Found when the later of the two is over. */
export const parameterAroundBatch: Probe = {
  rules: ['parameter-changed-around-batch'],
  select(scope, parametersOf) {
    const of = parametersOf('parameter-changed-around-batch');
    const span = sql`make_interval(hours => ${sql.lit(of.number('hours'))})`;
    return sql<FoundRow>`
      select ${columns('parameter-changed-around-batch', {
        key: keyOf(sql`p."case"`, sql`b."case"`),
        ofItem: sql`p.item`,
        item: sql`p.item`,
        case: sql`p."case"`,
        people: sql`(select coalesce(array_agg(distinct s.person), '{}') from access.published_step s
          where s.centre = ${scope.centre} and s."case" in (p."case", b."case"))`,
        facts: sql`jsonb_build_object('hours', ceil(abs(extract(epoch from b.closed_at - p.closed_at)) / 3600)::int,
          'when', case when p.closed_at < b.closed_at then 'before' else 'after' end, 'sample', array[p."case", b."case"])`,
        at: sql`greatest(p.closed_at, b.closed_at)`,
      })}
      from access.published_case p
      join access.published_case b on b.centre = p.centre and b.item = ${listed(of.list('batchItems'))} and b.state = 'complete'
        and b.closed_at between p.closed_at - ${span} and p.closed_at + ${span}
      where p.centre = ${scope.centre} and p.item = ${listed(of.list('changeItems'))} and p.state = 'complete'
        and greatest(p.closed_at, b.closed_at) >= ${scope.from} and greatest(p.closed_at, b.closed_at) < ${scope.until}`;
  },
};
