import type { Database } from '@zhiheng/database';

/** An id as if it had been made at that instant: reports look for cases and steps by the time of their ids. */
const idAt = (at: string) => `(left(audit.first_id(${at})::text, 14) || right(gen_random_uuid()::text, 22))::uuid`;

/** So many cases as if they had been opened, handled and reviewed in October 2026, in the order of their ids. */
export async function addCases({ pool }: Database, centre: string, cases: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("set session_replication_role = 'replica'");
    await client.query(
      `insert into access.case (centre, id, item, unit, reference, client, amount_fen, channel, state, opened_at, closed_at)
      select $1, ${idAt('at')}, i.code, i.unit, 'B-' || n, 'bench', case when n % 3 > 0 then (n::bigint * 7919) % 10000000 end, 'hall', 'complete', at, at
      from (select n, timestamptz '2026-10-02 00:00Z' + n * interval '2 seconds' as at from generate_series(1, $2::integer) n) g
      join (select row_number() over (order by code) - 1 as place, count(*) over () as all, code, unit from access.item where centre = $1) i
        on i.place = g.n % i.all`,
      [centre, cases],
    );
    await client.query(
      `insert into access.step (centre, "case", round, duty, id, person, account, client, outcome, at)
      select $1, c.id, 1, d.duty, ${idAt('c.closed_at')}, p.person, p.id, 'bench', 'done', c.closed_at
      from (select *, row_number() over (order by id) as n from access.case where centre = $1) c
      cross join (values ('handle', 0), ('review', 1)) as d(duty, shift)
      join (select row_number() over (order by id) - 1 as place, count(*) over () as all, id, person from access.account where centre = $1) p
        on p.place = (c.n + d.shift * 7) % p.all`,
      [centre],
    );
    await client.query("set session_replication_role = 'origin'");
    await client.query('vacuum analyze');
  } finally {
    client.release();
  }
}
