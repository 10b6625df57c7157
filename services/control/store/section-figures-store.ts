import type { SectionFigures } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Span } from './figures-store.ts';
import { idsBetween } from './least-id.ts';

/** What is counted: the units of the section, the month, and without how many days of use a grant is dormant. */
export interface Section {
  owners: readonly string[];
  span: Span;
  dormantDays: number;
}

/** Cases of the month by item, and what became of those sent back or cancelled. */
export async function countCases(
  transaction: Transaction,
  centre: string,
  { owners, span }: Section,
): Promise<Pick<SectionFigures, 'casesCancelled' | 'casesCorrected' | 'items'>> {
  const from = new Date(span.from);
  const until = new Date(span.until);
  const { first: firstId, last: lastId } = idsBetween(span.from, span.until);
  const { rows } = await sql<SectionFigures['items'][number] & { corrected: number }>`
    with own as (select item, name from access.published_item where centre = ${centre} and unit = any(${owners}::text[])),
    opened as (
      select item, count(*) as n from access.published_case
      where centre = ${centre} and item in (select item from own) and opened_at >= ${from} and opened_at < ${until}
        and "case" >= ${firstId}::uuid and "case" < ${lastId}::uuid group by item),
    closed as (
      select item, count(*) filter (where state = 'complete') as completed,
        count(*) filter (where state = 'complete' and round > 1) as corrected,
        count(*) filter (where state = 'cancelled') as cancelled
      from access.published_case
      where centre = ${centre} and item in (select item from own) and closed_at >= ${from} and closed_at < ${until}
        and "case" < ${lastId}::uuid group by item),
    returned as (
      select c.item, count(*) as n from access.published_step s
      join access.published_case c on c.centre = s.centre and c."case" = s."case"
      where s.centre = ${centre} and c.item in (select item from own) and s.outcome = 'returned'
        and s.at >= ${from} and s.at < ${until} and s.step >= ${firstId}::uuid and s.step < ${lastId}::uuid group by c.item)
    select own.item, own.name, coalesce(opened.n, 0) as opened, coalesce(closed.completed, 0) as completed,
      coalesce(returned.n, 0) as returned, coalesce(closed.cancelled, 0) as cancelled, coalesce(closed.corrected, 0) as corrected
    from own left join opened using (item) left join closed using (item) left join returned using (item)
    order by own.item`.execute(transaction);
  return {
    casesCancelled: rows.reduce((sum, { cancelled }) => sum + cancelled, 0),
    casesCorrected: rows.reduce((sum, { corrected }) => sum + corrected, 0),
    items: rows.map(({ corrected: _, ...row }) => row),
  };
}

/** People, posts and permissions of the section as they are now, and who came and went in the month. */
export async function countPermissions(
  transaction: Transaction,
  centre: string,
  { owners, span, dormantDays }: Section,
): Promise<Omit<SectionFigures, 'casesCancelled' | 'casesCorrected' | 'items'>> {
  const from = new Date(span.from);
  const until = new Date(span.until);
  const { rows } = await sql<Omit<SectionFigures, 'casesCancelled' | 'casesCorrected' | 'items'>>`
    with units as (select unnest(${owners}::text[]) as unit),
    people as (
      select person from access.published_person
      where centre = ${centre} and state = 'active' and unit in (select unit from units)),
    live as (
      select g."grant", g.person, g.role, g.unit, g.starts_at from access.published_granting g
      join access.published_person p on p.centre = g.centre and p.person = g.person and p.state = 'active'
      where g.centre = ${centre} and g.starts_at <= clock_timestamp() and (g.ends_at is null or g.ends_at > clock_timestamp())
        and (g.unit in (select unit from units) or g.person in (select person from people))),
    here as (select * from live where unit in (select unit from units))
    select
      (select count(*) from access.published_adjustment where centre = ${centre} and state = 'open'
        and person in (select person from people)) as "openConflicts",
      (select count(*) from access.published_live_exception where centre = ${centre}
        and person in (select person from people)) as "liveExceptions",
      (select count(*) from here h
        where h.starts_at < clock_timestamp() - make_interval(days => ${dormantDays})
          and exists (select from access.published_role_duty d where d.centre = ${centre} and d.role = h.role)
          and not exists (
            select from access.published_step s
            join access.published_case c on c.centre = s.centre and c."case" = s."case"
            join access.published_role_duty d on d.centre = s.centre and d.role = h.role and d.duty = s.duty
              and (d.items is null or c.item = any(d.items))
            where s.centre = ${centre} and s.person = h.person
              and s.at >= clock_timestamp() - make_interval(days => ${dormantDays}))) as "dormantGrants",
      (select count(*) from access.published_departure where centre = ${centre} and unit in (select unit from units)
        and at >= ${from} and at < ${until}) as leavers,
      (select count(*) from access.published_transfer where centre = ${centre} and done_at >= ${from} and done_at < ${until}
        and (unit in (select unit from units) or from_unit in (select unit from units))) as "postChanges",
      (select count(*) from people) as people,
      (select count(*) from people where person not in (select person from live)) as "peopleWithoutGrants",
      (select count(*) from here) as grants,
      (select count(*) from here where person not in (select person from people)) as "grantsOfOthers"`.execute(
    transaction,
  );
  return rows[0] as Omit<SectionFigures, 'casesCancelled' | 'casesCorrected' | 'items'>;
}
