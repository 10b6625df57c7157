import type { RequestInput } from '@zhiheng/contracts';
import { departAll } from './leaving.ts';
import { office, racer } from './office.ts';
import { rounds } from './race.ts';
import { openWorld, type World } from './world.ts';

/** So many people race each new rule: a change of policy costs every process a reading of all of it. */
const each = 5;
/** Rules of one batch go on beside each other, each about a role of its own, of the same name. */
const batch = 8;
const rules = Math.ceil(rounds / each);
const named = (rule: number): string => `apprentice-${rule % batch}`;
const name = { zh: '见习', en: 'Apprentice' };

export function openApart(): Promise<World> {
  const file = office(rules * each);
  for (const code of ['apprentice', ...Array.from({ length: batch }, (_, at) => named(at))])
    file.roles.push({ code, name, risk: 2, permissions: [] });
  return openWorld(file);
}

/** A new rule, by the name of its role, and who races it. */
export interface Race {
  role: string;
  people: string[];
}

/** One round a person, a batch of rules at a time. */
export function* batches(): Generator<Race[]> {
  for (let first = 0; first < rules; first += batch)
    yield Array.from({ length: Math.min(batch, rules - first) }, (_, at) => ({
      role: named(first + at),
      people: Array.from({ length: each }, (_, one) => racer((first + at) * each + one)),
    }));
}

/** What raced the rule of each, one round a person, with what became of the rule. */
export const roundsOf = (outcomes: readonly (readonly string[])[]): string[][] =>
  outcomes.flatMap(([ruled, ...given]) => given.map((one) => [ruled as string, one]));

/** A new rule: nobody is to hold the role of its name and handle cards. */
export const keptApart = (more: Partial<RequestInput> = {}): RequestInput => ({
  change: 'rule',
  rule: {
    ...{ code: 'apprentice', kind: 'static', name, source: '测试', effect: 'block', atMost: 1, within: 'centre' },
    of: [{ roles: ['apprentice'] }, { roles: ['card-handle'] }],
  },
  reason: '测试',
  ...more,
});

/** Who breaks a rule without a task to give something up, and who has a task without breaking one, as the tables have it. */
export async function untolerated({ owner, centre }: World): Promise<unknown[]> {
  const { rows } = await owner.pool.query(
    `with broken as (
       select r.code as rule, a.person from access.rule r
       join access.grant a on a.centre = r.centre and a.role = r.code and a.validity @> clock_timestamp()
       join access.grant c on c.centre = a.centre and c.person = a.person and c.role = 'card-handle' and c.validity @> clock_timestamp()
       where r.centre = $1 and r.retired_at is null and r.code like 'apprentice%')
     select rule, person from broken full join (
       select rule, person, id from access.adjustment where centre = $1 and state = 'open') task using (rule, person)
     where task.id is null or (rule, person) not in (select rule, person from broken)`,
    [centre],
  );
  return rows;
}

/** Those who raced leave, and the rules are no more, as the owner may say. */
export async function startAnew(world: World, people: readonly string[]): Promise<void> {
  await departAll(world, people);
  for (const statement of [
    `update access.adjustment set state = 'closed', closed_at = clock_timestamp() where centre = $1 and state = 'open'`,
    `update access.rule set retired_at = clock_timestamp() where centre = $1 and code like 'apprentice%' and retired_at is null`,
    'update access.centre set epoch = epoch + 1, policy_epoch = epoch + 1 where centre = $1',
  ])
    await world.owner.pool.query(statement, [world.centre]);
}
