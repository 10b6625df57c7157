import { inTransaction } from './copies.ts';
import type { World } from './world.ts';

/** People leave, with all that a departure does to what they hold, and its entries: so that the next rounds begin without them. */
export async function departAll(world: World, usernames: readonly string[]): Promise<void> {
  const given = [world.centre, usernames.map((one) => world.as(one).person)];
  await inTransaction(world, async (client) => {
    const statements = [
      "update access.person set state = 'departed' where centre = $1 and id = any($2::uuid[])",
      `update access.account set state = 'disabled', disabled_at = clock_timestamp(), disabled_reason = 'resigned'
       where centre = $1 and person = any($2::uuid[])`,
      `select count(*) from audit.append($1, (
         select jsonb_agg(jsonb_build_object('action', 'grant.ended', 'outcome', 'done', 'about', person, 'reason', 'departure',
           'before', jsonb_build_object('grant', id)))
         from access.grant where centre = $1 and person = any($2::uuid[]) and ended_by is null))`,
      `update access.grant set ended_by = 'departure', validity = tstzrange(lower(validity), clock_timestamp(), '[)')
       where centre = $1 and person = any($2::uuid[]) and ended_by is null`,
      `insert into access.departure (centre, id, person, kind, client, effects)
       select $1, gen_random_uuid(), person, 'resigned', 'races', '{}' from unnest($2::uuid[]) as person`,
      `select count(*) from audit.append($1, (
         select jsonb_agg(jsonb_build_object('action', 'person.departed', 'outcome', 'done', 'about', person))
         from unnest($2::uuid[]) as person))`,
    ];
    for (const statement of statements) await client.query(statement, given);
  });
}
