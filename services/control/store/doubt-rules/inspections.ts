import { sql } from 'kysely';
import { columns, days, type FoundRow, keyOf, listed, minutes, type Probe } from './probe.ts';

/** Corrections of a drawn case's subject, and steps on the case, after it was known to be drawn. */
export const correctionAfterInspection: Probe = {
  rules: ['correction-after-inspection'],
  select(scope, parametersOf) {
    const of = parametersOf('correction-after-inspection');
    const soon = days(of.number('withinDays'));
    return sql<FoundRow>`
      with drawn as (
        select i.id as inspection, i.drawn_at, c."case", c.subject, c.unit, c.item
        from control.inspection i
        join control.sample s on s.centre = i.centre and s.inspection = i.id
        join access.published_case c on c.centre = s.centre and c."case" = s.id
        where i.centre = ${scope.centre} and i.kind = 'case' and i.drawn_at >= ${scope.from}::timestamptz - ${soon} and i.drawn_at < ${scope.until}),
      changed as (
        select d.*, b.item as what, b."case" as by, b.opened_at as at
        from drawn d join access.published_case b on b.centre = ${scope.centre} and b.subject = d.subject
          and b.item = ${listed(of.list('correctionItems'))} and b.opened_at > d.drawn_at and b.opened_at <= d.drawn_at + ${soon}
        union all
        select d.*, s.duty, s."case", s.at
        from drawn d join access.published_step s on s.centre = ${scope.centre} and s."case" = d."case"
          and s.at > d.drawn_at and s.at <= d.drawn_at + ${soon})
      select distinct on (key) ${columns('correction-after-inspection', {
        key: keyOf(sql`c.inspection`, sql`c."case"`, sql`c.by`),
        unit: sql`c.unit`,
        item: sql`c.item`,
        case: sql`c."case"`,
        subject: sql`c.subject`,
        people: sql`(select coalesce(array_agg(distinct s.person), '{}') from access.published_step s
          where s.centre = ${scope.centre} and s."case" in (c."case", c.by))`,
        facts: sql`jsonb_build_object('what', c.what, 'inspection', c.inspection, 'sample', array[c."case", c.by],
          'hoursAfter', floor(extract(epoch from c.at - c.drawn_at) / 3600)::int)`,
        at: sql`c.at`,
      })} from changed c where c.at >= ${scope.from} and c.at < ${scope.until} order by key, c.at`;
  },
};

/** An order that was overdue and closed minutes after its answer came: once an order. */
export const overdueAndClosed: Probe = {
  rules: ['overdue-and-closed'],
  select(scope, parametersOf) {
    const soon = minutes(parametersOf('overdue-and-closed').number('minutes'));
    return sql<FoundRow>`
      select ${columns('overdue-and-closed', {
        key: keyOf(sql`r.id`),
        unit: sql`r.unit`,
        people: sql`array[answered.person, closed.person]`,
        facts: sql`jsonb_build_object('rectification', r.id, 'daysOverdue', ceil(extract(epoch from closed.at - r.due_at) / 86400)::int,
          'minutes', ceil(extract(epoch from closed.at - answered.at) / 60)::int)`,
        at: sql`closed.at`,
      })}
      from control.rectification r
      join control.rectification_act closed on closed.centre = r.centre and closed.rectification = r.id and closed.act = 'close'
      cross join lateral (
        select a.person, a.at from control.rectification_act a
        where a.centre = r.centre and a.rectification = r.id and a.act = 'answer' order by a.ordinal desc limit 1) as answered
      where r.centre = ${scope.centre} and closed.at >= ${scope.from} and closed.at < ${scope.until}
        and closed.at > r.due_at and closed.at - answered.at <= ${soon}`;
  },
};
