import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface Unreviewed {
  holdings: number;
  /** A year after the one that waits the longest was last reviewed, or else begun. */
  dueAt: Date | null;
  /** Id of the unit that all others lie below. */
  root: string;
}

/**
 * What people who are here have held for a year without a review. One counts from its beginning as long as it is under way, and
 * afterwards where it came to a decision. Gone over as a whole: grant by grant it took ten times as long.
 */
export async function readUnreviewed(transaction: Transaction, centre: string): Promise<Unreviewed> {
  const { rows } = await sql<Unreviewed>`with year as (select clock_timestamp() - interval '1 year' as ago),
    reviewed as (
      select h."grant", max(k.opened_at) as at from access.certification k
      join access.certification_holding h on h.centre = k.centre and h.certification = k.id
      left join access.certification_decision d
        on d.centre = h.centre and d.certification = h.certification and d."grant" = h."grant"
      where k.centre = ${centre} and (k.state = 'open' or d.decision is not null)
      group by h."grant"),
    held as (
      select greatest(coalesce(lower(g.validity), c.founded_at), r.at) as since
      from access.grant g
      join access.centre c on c.centre = g.centre
      join access.person p on p.centre = g.centre and p.id = g.person and p.state = 'active'
      left join reviewed r on r."grant" = g.id
      where g.centre = ${centre} and g.ended_by is null and g.validity @> clock_timestamp())
    select count(held.since)::int as holdings, min(held.since) + interval '1 year' as "dueAt",
      (select id from access.unit where centre = ${centre} and parent is null) as root
    from year left join held on held.since <= ago`.execute(transaction);
  return rows[0] as Unreviewed;
}
