import type { Transaction } from '@zhiheng/database';
import type { Member } from '@zhiheng/sampling';
import { sql } from 'kysely';

/** Instants in milliseconds: half-open `[from, until)`. */
interface Span {
  from: number;
  until: number;
}

export interface CaseFactsQuery {
  span: Span;
  /** Id of the last one that was read. */
  after: string | null;
  limit: number;
  /** Why one has to be in. */
  certain: readonly string[];
  certainFromFen: number;
  certainWithinDays: number;
  identityItems: readonly string[];
  mergeItems: readonly string[];
}

const day = 24 * 60 * 60 * 1000;

/**
 * The next finished cases of a month in the order of their ids, each with what it is drawn by. Who handled it last counts as its operator, by the
 * record that their human goes on under. Somebody who has left: what they had a part in in their last 31 days.
 */
export async function readCaseFacts(
  transaction: Transaction,
  centre: string,
  query: CaseFactsQuery,
): Promise<Member[]> {
  const { span, after, limit, certain, certainFromFen, certainWithinDays, identityItems, mergeItems } = query;
  const [from, until, leftUntil] = [new Date(span.from), new Date(span.until), new Date(span.until + 31 * day)];
  await joinByLookup(transaction, true);
  const on = (reason: string) => sql.lit(certain.includes(reason));
  const { rows } = await sql<Member>`
    with leaver as materialized (
      select person, at from access.published_leaver
      where ${on('leaver')} and centre = ${centre} and at >= ${from} and at < ${leftUntil}),
    page as materialized (
      select "case", item, unit, channel, amount_fen, subject, closed_at from access.published_case
      where centre = ${centre} and closed_at >= ${from} and closed_at < ${until} and state <> 'open'
        and "case" > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
      order by "case" limit ${limit}),
    part as materialized (
      select c.*, (array_agg(s.person order by s.duty = 'handle' desc, s.round desc, s.at desc))[1] as operator,
        bool_or(exists (select from leaver l where l.person = s.person and s.at <= l.at and s.at > l.at - interval '31 days')) as by_leaver
      from page c left join access.published_step s on s.centre = ${centre} and s."case" = c."case"
      group by c."case", c.item, c.unit, c.channel, c.amount_fen, c.subject, c.closed_at)
    select c."case" as id, c.item, i.risk, c.unit, c.channel, c.operator, c.amount_fen as "amountFen",
      array_remove(array[
        case when ${on('amount')} and c.amount_fen >= ${certainFromFen} then 'amount' end,
        case when ${on('doubt')} and exists (
          select from control.doubt d where d.centre = ${centre} and d."case" = c."case" and d.state not in ('cleared', 'closed')) then 'doubt' end,
        case when ${on('exception')} and exists (
          select from access.published_step_exception x where x.centre = ${centre} and x."case" = c."case") then 'exception' end,
        case when ${on('leaver')} and c.by_leaver then 'leaver' end,
        case when ${on('identity-and-merge')} and c.subject is not null and exists (
          select from access.published_case m where m.centre = ${centre} and m.subject = c.subject
            and m.closed_at between c.closed_at - make_interval(days => ${certainWithinDays}) and c.closed_at + make_interval(days => ${certainWithinDays})
            and (c.item = any(${identityItems}::text[]) and m.item = any(${mergeItems}::text[])
              or c.item = any(${mergeItems}::text[]) and m.item = any(${identityItems}::text[]))) then 'identity-and-merge' end,
        case when ${on('relation')} and exists (
          select from access.published_related_case r where r.centre = ${centre} and r."case" = c."case") then 'relation' end
      ], null) as must
    from part c
    join access.published_item i on i.centre = ${centre} and i.item = c.item
    order by c."case"`.execute(transaction);
  await joinByLookup(transaction, false);
  return rows;
}

/** Or the server reads all steps that there are for each portion of a population, as soon as it thinks that no dearer than so many look-ups. */
async function joinByLookup(transaction: Transaction, alone: boolean): Promise<void> {
  const whole = alone ? 'off' : 'on';
  await sql`select set_config('enable_hashjoin', ${whole}, true), set_config('enable_mergejoin', ${whole}, true)`.execute(
    transaction,
  );
}
