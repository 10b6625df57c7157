import type { Database } from '@zhiheng/database';

/** How many people handle, review and approve, three groups of as many. */
const hands = 200;

/**
 * Writes a month of cases as a centre would have left it, past the triggers: each handled and reviewed, every other one approved, by
 * people who sign in each day; subjects that come again, each with an account of its own but for four of 20,000 who share one, amounts of all sizes,
 * some returned. From eight to six in China. Rows lie in the order of their time, as those of a centre do.
 */
export async function insertMonth(owner: Database, centre: string, month: string, cases: number): Promise<void> {
  const client = await owner.pool.connect();
  const run = (text: string, values: unknown[] = []) => client.query(text, values);
  try {
    await run(
      "begin; set local session_replication_role = replica; set local statement_timeout = 0; set local work_mem = '256MB'",
    );
    await run(
      `create temp table hand on commit drop as
       select n, n / ${hands} as grp, n % ${hands} as slot, uuidv7() as id, uuidv7() as account from generate_series(0, ${3 * hands - 1}) n`,
    );
    await run(
      `insert into access.person (centre, id, staff_number, name, unit, post)
       select $1, id, 'B' || n, 'B' || n, 'resident-pension', 'operator' from hand`,
      [centre],
    );
    await run(
      `create temp table made on commit drop as
       select n, at, round, (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || right(md5(n::text), 19))::uuid as id,
         (n * 7919 % ${hands})::int as slot
       from (select n, $2::date::timestamptz + (n * 29 / $1::bigint) * interval '1 day' + (n * 7907 % 36000) * interval '1 second' as at,
           n % 50 = 0 as round
         from generate_series(1, $1::bigint) n) as x`,
      [cases, month],
    );
    await run(
      `insert into access.case (centre, id, item, unit, reference, client, opened_at, closed_at, state, subject, amount_fen, payee_account)
       select $1, m.id, i.code, 'resident-pension', 'B' || m.n, 'bench', m.at, m.at + interval '2 hours', 'complete',
         sha256(m.subject::text::bytea), m.n * 6151 % 3000000, sha256(('account ' || case when m.subject % 20000 < 4 then m.subject / 20000 * 20000
           else m.subject end)::bytea)
       from (select *, (n * 104729) % greatest(1, $2::bigint * 6 / 10) as subject from made) m join (select code, row_number() over (order by code) - 1 as k from access.item
         where centre = $1 and code not in ('parameter-change', 'payment-batch')) i on i.k = m.slot % 12 * 5 + m.n % 5 order by m.at`,
      [centre, cases],
    );
    await run(
      `insert into access.step (centre, "case", round, duty, id, person, account, client, outcome, at)
       select $1, m.id, 1, d.duty, overlay(m.id::text placing right(md5(m.n || d.duty), 12) from 25)::uuid, h.id, h.account, 'bench',
         case when m.round and d.duty = 'review' then 'returned' else 'done' end, m.at + d.wait
       from made m
       cross join (values ('handle', 0, interval '1 minute', 1), ('review', 1, '30 minutes', 1), ('approve', 2, '1 hour', 2)) as d(duty, grp, wait, every)
       join hand h on h.grp = d.grp and h.slot = (m.slot + d.grp * (m.n / 1000 % 4)) % ${hands}
       where m.n % d.every = 0 order by m.at + d.wait`,
      [centre],
    );
    await run(
      `insert into audit.entry (centre, id, at, action, outcome, person, address)
       select $1, (lpad(to_hex((extract(epoch from s.at) * 1000)::bigint), 12, '0') || '7' || right(md5(h.n || d::text), 19))::uuid, s.at,
         'sign-in.succeeded', 'done', h.id, '10.0.' || h.n % 200 || '.1'
       from hand h cross join generate_series(0, 28) d
       cross join lateral (select $2::date::timestamptz + d * interval '1 day' + h.n % 60 * interval '1 minute' as at) s`,
      [centre, month],
    );
    await run('commit');
    await run('vacuum analyze access.case; ');
    await run('vacuum analyze access.step');
    await run('analyze access.person');
    await run('analyze audit.entry');
  } finally {
    client.release();
  }
}
