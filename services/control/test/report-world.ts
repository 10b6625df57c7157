import { inCentre } from '@zhiheng/database';
import type { TestDatabase } from '@zhiheng/database/testing';
import type { TestPerson } from '@zhiheng/http/testing';
import { sql } from 'kysely';

/** Cases that one person handled and another reviewed, an hour apart each, from this moment on. */
export interface Batch {
  item: string;
  unit: string;
  from: string;
  count: number;
  handler: TestPerson;
  reviewer: TestPerson;
  channel?: string;
  /** From handling to review. */
  seconds?: number;
}

const idAt = (at: ReturnType<typeof sql>) =>
  sql`(left(audit.first_id(${at})::text, 14) || right(gen_random_uuid()::text, 22))::uuid`;

export async function addFinished(database: TestDatabase, batch: Batch): Promise<void> {
  const { item, unit, from, count, handler, reviewer, channel = null, seconds = 100 } = batch;
  const { centre } = handler;
  const owner = await database.owner();
  const at = sql`${from}::timestamptz + n * interval '1 hour'`;
  const done = sql`c.opened_at + make_interval(secs => ${seconds})`;
  await inCentre(owner, centre, async (transaction) => {
    const { rows } = await sql<{ id: string }>`
      insert into access.case (centre, id, item, unit, reference, client, channel, opened_at, state, closed_at)
      select ${centre}, ${idAt(at)}, ${item}, ${unit}, gen_random_uuid()::text, 'test', ${channel}, ${at}, 'complete',
        ${at} + make_interval(secs => ${seconds})
      from generate_series(0, ${count}::int - 1) n returning id`.execute(transaction);
    const ids = rows.map(({ id }) => id);
    for (const [duty, { person, account }, time] of [
      ['handle', handler, sql`c.opened_at`],
      ['review', reviewer, done],
    ] as const) {
      await sql`insert into access.case_person (centre, "case", person, duty)
        select ${centre}, unnest(${ids}::uuid[]), ${person}, ${duty}`.execute(transaction);
      await sql`insert into access.step (centre, "case", round, duty, id, person, account, client, outcome, at)
        select ${centre}, c.id, 1, ${duty}, ${idAt(time)}, ${person}, ${account}, 'test', 'done', ${time}
        from access.case c where c.centre = ${centre} and c.id = any(${ids}::uuid[])`.execute(transaction);
    }
  });
}
