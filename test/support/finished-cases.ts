import type { County } from './county.ts';

export interface FinishedCase {
  item: string;
  unit: string;
  /** Usernames: who handled and who reviewed. */
  handle: string;
  review: string;
  amountFen?: number;
  channel?: string;
}

/** Cases that were finished in a month that is over, as rows: nobody can wait for one. Gives their ids. */
export async function addFinishedCases(county: County, at: string, cases: readonly FinishedCase[]): Promise<string[]> {
  const rows = JSON.stringify(cases.map((one, place) => ({ ...one, place })));
  const made = (await county.sql(
    `with wished as (
      select w.*, audit.uuidv7($2::timestamptz + place * interval '1 second') as id, $2::timestamptz + place * interval '1 second' as at
      from jsonb_to_recordset($1::jsonb) as w(item text, unit text, handle text, review text, "amountFen" bigint, channel text, place int))
    insert into access.case (centre, id, item, unit, reference, client, amount_fen, channel, state, opened_at, closed_at)
    select 'county', id, item, unit, 'F-' || id, 'test', "amountFen", channel, 'complete', at, at from wished order by place returning id::text`,
    [rows, at],
  )) as { id: string }[];
  const ids = made.map(({ id }) => id);
  await county.sqlPastTriggers(
    `with wished as (
      select i.id::uuid, i.place, w.handle, w.review, $3::timestamptz as at
      from unnest($2::text[]) with ordinality as i(id, place)
      join jsonb_to_recordset($1::jsonb) as w(handle text, review text, place int) on w.place = i.place - 1),
    done as (
      select w.id, w.at, s.duty, a.person, a.id as account from wished w
      cross join lateral (values ('handle', w.handle), ('review', w.review)) as s(duty, username)
      join access.account a on a.centre = 'county' and a.username = s.username),
    people as (
      insert into access.case_person (centre, "case", person, duty) select 'county', id, person, duty from done)
    insert into access.step (centre, "case", round, duty, id, person, account, client, outcome, at)
    select 'county', id, 1, duty, gen_random_uuid(), person, account, 'test', 'done', at from done`,
    [rows, ids, at],
  );
  return ids;
}

/** The month before this one in Shanghai, `YYYY-MM`, and an instant within it. */
export function monthBefore(now = Date.now()): { month: string; at: string } {
  const here = new Date(now + 8 * 3_600_000);
  const first = new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth() - 1));
  const month = first.toISOString().slice(0, 7);
  return { month, at: `${month}-10T02:00:00Z` };
}
