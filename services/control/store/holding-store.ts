import type { Transaction } from '@zhiheng/database';
import type { Member } from '@zhiheng/sampling';
import { sql } from 'kysely';

/** When the inspection of the year's holdings looks at them: at its planning, or at the end of the year when that is earlier; without one, now. */
export async function holdingMoment(transaction: Transaction, centre: string, year: string): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    select least(make_timestamptz(${Number(year) + 1}, 1, 1, 0, 0, 0, 'Asia/Shanghai'), coalesce(
      (select planned_at from control.inspection
        where centre = ${centre} and kind = 'holding' and period = ${year} and state <> 'cancelled'),
      statement_timestamp())) as at`.execute(transaction);
  return (rows[0] as { at: Date }).at;
}

/** The next holdings of that moment in the order of their ids. Its holder counts as the operator: nobody inspects what is their own. */
export async function readHoldings(
  transaction: Transaction,
  centre: string,
  { at, after, limit, exceptions }: { at: Date; after: string | null; limit: number; exceptions: boolean },
): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select g."grant" as id, null as item, r.declared_risk as risk, g.unit, null as channel, g.person as operator, null::bigint as "amountFen",
      case when ${exceptions} and (g.ends_at is not null and g.ended_by is null or exists (
        select from access.published_live_exception x where x.centre = g.centre and x.person = g.person))
        then array['exception'] else '{}'::text[] end as must
    from access.published_granting g join access.published_role r on r.centre = g.centre and r.role = g.role
    where g.centre = ${centre} and g.starts_at <= ${at} and (g.ends_at is null or g.ends_at > ${at})
      and g."grant" > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by g."grant" limit ${limit}`.execute(transaction);
  return rows;
}

export interface HoldingRow {
  grant: string;
  role: string;
  roleName: { zh: string; en: string };
  unit: string;
  holder: string | null;
  post: string;
  startsAt: Date;
  endsAt: Date | null;
  grantedAt: Date;
  request: string | null;
  requester: string | null;
  byTemplate: boolean;
  approvers: string[];
  lastUsedAt: Date | null;
  exceptions: number;
  others: number;
}

/** What is known of a holding that was drawn. */
export async function findHolding(
  transaction: Transaction,
  centre: string,
  grant: string,
): Promise<HoldingRow | undefined> {
  const { rows } = await sql<HoldingRow>`
    select g."grant", g.role, r.name as "roleName", g.unit, p.username as holder, p.post, g.starts_at as "startsAt", g.ends_at as "endsAt",
      b.created_at as "grantedAt", b.request, q.username as requester, b.by_template as "byTemplate",
      array(select distinct coalesce(a.username, d.person::text) from access.published_decision d
        left join access.published_person a on a.centre = d.centre and a.person = d.person
        where d.centre = g.centre and d.request = b.request and d.verdict = 'approve') as approvers,
      (select max(s.at) from access.published_step s join access.published_case c on c.centre = s.centre and c."case" = s."case"
        where s.centre = g.centre and s.person = g.person and exists (
          select from access.published_role_duty h where h.centre = g.centre and h.role = g.role and h.duty = s.duty
            and (h.items is null or c.item = any(h.items)))) as "lastUsedAt",
      (select count(*)::int from access.published_live_exception x where x.centre = g.centre and x.person = g.person) as exceptions,
      (select count(*)::int from access.published_granting o where o.centre = g.centre and o.person = g.person and o."grant" <> g."grant"
        and o.starts_at <= statement_timestamp() and (o.ends_at is null or o.ends_at > statement_timestamp())) as others
    from access.published_granting g
    join access.published_role r on r.centre = g.centre and r.role = g.role
    join access.published_holding_ground b on b.centre = g.centre and b."grant" = g."grant"
    join access.published_person p on p.centre = g.centre and p.person = g.person
    left join access.published_person q on q.centre = g.centre and q.person = b.requester
    where g.centre = ${centre} and g."grant" = ${grant}`.execute(transaction);
  return rows[0];
}
