import { sql } from 'kysely';
import { columns, dayIn, days, type FoundRow, hours, keyOf, monthIn, type Probe, seconds, within } from './probe.ts';

/** Approved by somebody who is, or was within the look-back, a deputy of the beneficiary, or the other way round. */
export const deputyOfBeneficiary: Probe = {
  rules: ['deputy-of-beneficiary'],
  select(scope, parametersOf) {
    const back = days(parametersOf('deputy-of-beneficiary').number('lookBackDays'));
    return sql<FoundRow>`
      select distinct on (key) ${columns('deputy-of-beneficiary', {
        key: keyOf(sql`d.decision`),
        unit: sql`d.unit`,
        people: sql`array[d.person, d.beneficiary]`,
        facts: sql`jsonb_build_object('role', d.role, 'request', d.request, 'deputyFrom', ${dayIn(sql`p.starts_at`)},
          'deputyUntil', ${dayIn(sql`p.ends_at`)})`,
        at: sql`d.at`,
      })}
      from access.published_decision d
      join access.published_deputy p on p.centre = d.centre and p.starts_at <= d.at and p.ends_at > d.at - ${back}
        and ((p.deputy = d.person and p.principal = d.beneficiary) or (p.deputy = d.beneficiary and p.principal = d.person))
      where d.centre = ${scope.centre} and d.verdict = 'approve' and ${within(scope, sql`d.at`, sql`d.decision`)}
      order by key, p.ends_at desc`;
  },
};

/** Many approvals by one person within moments: once a person and day. */
export const approvalInBulk: Probe = {
  rules: ['approval-in-bulk'],
  select(scope, parametersOf) {
    const of = parametersOf('approval-in-bulk');
    const stretch = of.number('seconds');
    return sql<FoundRow>`
      with counted as (
        select d.person, d.at, d.unit, count(*) over (partition by person order by at
          range between ${seconds(stretch)} preceding and current row)::int as approvals
        from access.published_decision d
        where d.centre = ${scope.centre} and d.verdict = 'approve' and ${within(scope, sql`d.at`, sql`d.decision`, 1)})
      select distinct on (key) ${columns('approval-in-bulk', {
        key: keyOf(sql`c.person`, dayIn(sql`c.at`)),
        ofPerson: sql`c.person`,
        people: sql`array[c.person]`,
        facts: sql`jsonb_build_object('approvals', c.approvals, 'seconds', ${stretch}::int, 'date', ${dayIn(sql`c.at`)})`,
        at: sql`c.at`,
      })} from counted c where c.approvals >= ${of.number('count')} and c.at >= ${scope.from} order by key, c.approvals desc, c.at`;
  },
};

/** Two who approve for each other, by themselves or through a deputy: once a pair and month. */
export const mutualApproval: Probe = {
  rules: ['mutual-approval'],
  select(scope, parametersOf) {
    const of = parametersOf('mutual-approval');
    const span = of.number('withinDays');
    return sql<FoundRow>`
      with voice as materialized (
        select v.person, d.beneficiary, d.at
        from access.published_decision d cross join lateral unnest(array[d.person, d.on_behalf_of]) as v(person)
        where d.centre = ${scope.centre} and d.verdict = 'approve' and v.person is not null and v.person <> d.beneficiary
          and ${within(scope, sql`d.at`, sql`d.decision`, span)})
      select distinct on (key) ${columns('mutual-approval', {
        key: keyOf(sql`least(v.person, v.beneficiary)`, sql`greatest(v.person, v.beneficiary)`, monthIn(sql`v.at`)),
        people: sql`array[v.person, v.beneficiary]`,
        facts: sql`jsonb_build_object('one', own.count, 'other', back.count, 'days', ${span}::int)`,
        at: sql`v.at`,
      })}
      from voice v
      cross join lateral (select count(*)::int as count from voice o
        where o.person = v.person and o.beneficiary = v.beneficiary and o.at <= v.at and o.at > v.at - ${days(span)}) as own
      cross join lateral (select count(*)::int as count from voice o
        where o.person = v.beneficiary and o.beneficiary = v.person and o.at <= v.at and o.at > v.at - ${days(span)}) as back
      where v.at >= ${scope.from} and own.count >= ${of.number('minEach')} and back.count >= ${of.number('minEach')}
      order by key, v.at`;
  },
};

/** Granted, soon used for what it gives, soon gone: found when it is gone. */
export const briefGrant: Probe = {
  rules: ['brief-grant'],
  select(scope, parametersOf) {
    const of = parametersOf('brief-grant');
    return sql<FoundRow>`
      select ${columns('brief-grant', {
        key: keyOf(sql`g."grant"`),
        unit: sql`g.unit`,
        people: sql`array[g.person]`,
        facts: sql`jsonb_build_object('role', g.role, 'grant', g."grant", 'steps', used.steps, 'sample', used.sample[1:10],
          'usedAfterMinutes', floor(extract(epoch from used.first - g.starts_at) / 60)::int,
          'heldMinutes', ceil(extract(epoch from g.ends_at - g.starts_at) / 60)::int)`,
        at: sql`g.ends_at`,
      })}
      from access.published_granting g
      cross join lateral (
        select count(*)::int as steps, min(s.at) as first, array_agg(s."case" order by s.at) as sample
        from access.published_step s join access.published_case c on c.centre = s.centre and c."case" = s."case"
        where s.centre = g.centre and s.person = g.person and s.at >= g.starts_at and s.at < g.ends_at
          and exists (select from access.published_role_duty r
            where r.centre = g.centre and r.role = g.role and r.duty = s.duty and (r.items is null or c.item = any(r.items)))) as used
      where g.centre = ${scope.centre} and g.ends_at >= ${scope.from} and g.ends_at < ${scope.until}
        and g.ends_at - g.starts_at <= ${hours(of.number('removedWithinHours'))}
        and used.first <= g.starts_at + ${hours(of.number('usedWithinHours'))}
        and g.ended_by is distinct from 'departure'`;
  },
};

/** The content of a role or item that was something else for some hours only. */
export const roleFlip: Probe = {
  rules: ['role-flip'],
  select(scope, parametersOf) {
    return sql<FoundRow>`
      with told as (
        select p.*, lag(content) over w as before, lead(content) over w as after
        from access.published_policy_change p
        where p.centre = ${scope.centre} window w as (partition by kind, code order by since))
      select ${columns('role-flip', {
        key: keyOf(sql`t.kind`, sql`t.code`, sql`extract(epoch from t.since)`),
        item: sql`case when t.kind = 'item' then t.code end`,
        people: sql`'{}'::uuid[]`,
        facts: sql`jsonb_build_object('kind', t.kind, 'code', t.code, 'since', t.since, 'until', t.until, 'request', t.request,
          'hours', round(extract(epoch from t.until - t.since) / 3600, 1))`,
        at: sql`t.until`,
      })}
      from told t
      where t.before = t.after and t.until >= ${scope.from} and t.until < ${scope.until}
        and t.until - t.since <= ${hours(parametersOf('role-flip').number('hours'))}`;
  },
};
