import type { TestDatabase } from '@zhiheng/database/testing';

export interface FinishedCase {
  item: string;
  unit: string;
  /** Usernames: who handled and who reviewed. */
  handle: string;
  review: string;
  amountFen?: number;
  channel?: string;
}

/** Cases that were finished in a month that is over, as rows past the triggers: nobody can wait for one. Gives their ids. */
export async function addFinishedCases(
  database: TestDatabase,
  at: string,
  cases: readonly FinishedCase[],
): Promise<string[]> {
  const client = await (await database.owner()).pool.connect();
  const wished = JSON.stringify(cases.map((one, place) => ({ ...one, place })));
  try {
    await client.query("begin; set local session_replication_role = 'replica'");
    const { rows } = await client.query<{ id: string }>(
      `with wished as (
        select w.*, audit.uuidv7($2::timestamptz + place * interval '1 second') as id, $2::timestamptz + place * interval '1 second' as at
        from jsonb_to_recordset($1::jsonb) as w(item text, unit text, handle text, review text, "amountFen" bigint, channel text, place int)),
      opened as (
        insert into access.case (centre, id, item, unit, reference, client, amount_fen, channel, state, opened_at, closed_at)
        select 'county', id, item, unit, 'F-' || id, 'test', "amountFen", channel, 'complete', at, at from wished),
      done as (
        select w.id, w.at, s.duty, a.person, a.id as account from wished w
        cross join lateral (values ('handle', w.handle), ('review', w.review)) as s(duty, username)
        join access.account a on a.centre = 'county' and a.username = s.username),
      people as (
        insert into access.case_person (centre, "case", person, duty) select 'county', id, person, duty from done),
      steps as (
        insert into access.step (centre, "case", round, duty, id, person, account, client, outcome, at)
        select 'county', id, 1, duty, gen_random_uuid(), person, account, 'test', 'done', at from done)
      select id::text from wished order by place`,
      [wished, at],
    );
    await client.query('commit');
    return rows.map(({ id }) => id);
  } finally {
    client.release(true);
  }
}

/** The month before this one in Shanghai, `YYYY-MM`, and an instant within it. */
export function monthBefore(now = Date.now()): { month: string; at: string } {
  const here = new Date(now + 8 * 3_600_000);
  const first = new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth() - 1));
  const month = first.toISOString().slice(0, 7);
  return { month, at: `${month}-10T02:00:00Z` };
}
