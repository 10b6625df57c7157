import { inCentre, newId, type Transaction } from '@zhiheng/database';
import type { TestDatabase } from '@zhiheng/database/testing';
import type { TestPerson } from '@zhiheng/http/testing';
import { sql } from 'kysely';

/** Where each of the test's people is granted which role. The business sections are `pension` and `health`. */
const people = {
  'pension-head': ['section-head', 'pension'],
  'health-head': ['section-head', 'health'],
  controller: ['control-head', 'centre'],
  director: ['director', 'centre'],
  deputy: ['director', 'centre'],
  clerk: ['clerk', 'pension'],
} as const;
type Username = keyof typeof people;
export type People = Record<Username, TestPerson>;

const units = [
  ['centre', null, 'centre'],
  ['pension', 'centre', 'section'],
  ['pension-desk', 'pension', 'window'],
  ['health', 'centre', 'section'],
  ['control', 'centre', 'section'],
  ['hall', 'centre', 'hall'],
] as const;
const items = { award: 'pension-desk', claim: 'health', certificate: 'hall' };
const permissions = [
  ['section-head', 'complete', 'self-check'],
  ['control-head', 'plan', 'inspection'],
  ['director', 'read', 'report'],
  ['director', 'decide', 'request'],
  ['clerk', 'handle', 'case'],
] as const;

/** Founds a centre as its owner would, with the same codes in each; `also`: what a test founds with it. */
export async function foundCentre(
  database: TestDatabase,
  centre: string,
  also: (transaction: Transaction) => Promise<unknown> = async () => undefined,
): Promise<People> {
  const owner = await database.owner();
  return inCentre(owner, centre, async (transaction) => {
    const name = JSON.stringify({ zh: '名', en: 'Name' });
    const run = (query: ReturnType<typeof sql>) => query.execute(transaction);
    await run(sql`insert into access.centre (centre, id, name) values (${centre}, ${newId()}, ${name})`);
    await run(sql`select audit.found_log(${centre}, ${`test/${centre}`})`);
    for (const [code, parent, kind] of units)
      await run(sql`insert into access.unit (centre, code, id, parent, kind, name)
        values (${centre}, ${code}, ${newId()}, ${parent}, ${kind}, ${name})`);
    for (const [code, unit] of Object.entries(items))
      await run(sql`insert into access.item (centre, code, id, name, insurance, unit, risk, moves_fund, duties, channels)
        values (${centre}, ${code}, ${newId()}, ${name}, 'all', ${unit}, 1, false, '{handle,review}', '{hall}')`);
    for (const [ordinal, [role, action, resource]] of permissions.entries()) {
      await run(
        sql`insert into access.role (centre, code, id, name, risk) values (${centre}, ${role}, ${newId()}, ${name}, 1)
          on conflict do nothing`,
      );
      await run(sql`insert into access.role_permission (centre, role, ordinal, action, resource)
        values (${centre}, ${role}, ${ordinal}, ${action}, ${resource})`);
    }
    const found: Partial<People> = {};
    for (const username of Object.keys(people) as Username[])
      found[username] = await addPerson(transaction, centre, username);
    await also(transaction);
    return found as People;
  });
}

async function addPerson(transaction: Transaction, centre: string, username: Username): Promise<TestPerson> {
  const [role, unit] = people[username];
  const person = newId();
  const account = newId();
  await sql`insert into access.person (centre, id, staff_number, name, unit, post)
    values (${centre}, ${person}, ${username}, ${username}, ${unit}, 'post')`.execute(transaction);
  await sql`insert into access.account (centre, id, person, username)
    values (${centre}, ${account}, ${person}, ${username})`.execute(transaction);
  await sql`insert into access.grant (centre, id, person, role, unit, validity)
    values (${centre}, ${newId()}, ${person}, ${role}, ${unit}, '[2020-01-01,)')`.execute(transaction);
  return { centre, person, account, username };
}

/** An id as if it had been made at an instant. */
export const idAt = (at: Date) =>
  sql`(left(audit.first_id(${at}::timestamptz)::text, 14) || right(gen_random_uuid()::text, 22))::uuid`;

/** A case of `item` opened at this instant, sent back once by this person at the same instant. */
export async function addReturnedCase(
  database: TestDatabase,
  { centre, person, account }: TestPerson,
  { item, unit, at }: { item: string; unit: string; at: Date },
): Promise<void> {
  const owner = await database.owner();
  await inCentre(owner, centre, async (transaction) => {
    const { rows } = await sql<{ id: string }>`
      insert into access.case (centre, id, item, unit, reference, client, opened_at)
      values (${centre}, ${idAt(at)}, ${item}, ${unit}, ${newId()}, 'test', ${at}) returning id`.execute(transaction);
    const id = rows[0]?.id;
    await sql`insert into access.case_person (centre, "case", person, duty)
      values (${centre}, ${id}, ${person}, 'review')`.execute(transaction);
    await sql`insert into access.step (centre, "case", round, duty, id, person, account, client, outcome, at)
      values (${centre}, ${id}, 1, 'review', ${idAt(at)}, ${person}, ${account}, 'test', 'returned', ${at})`.execute(
      transaction,
    );
  });
}

export interface LoggedEntry {
  action: string;
  outcome: string;
  actor: string | null;
  target: string | null;
  unit: string | null;
  reason: string | null;
  after: Record<string, unknown> | null;
}

/** The entries of a centre, oldest first. */
export async function entriesOf(database: TestDatabase, centre: string, action: string): Promise<LoggedEntry[]> {
  const owner = await database.owner();
  const { rows } = await owner.pool.query(
    'select action, outcome, actor, target, unit, reason, after from audit.entry where centre = $1 and action = $2 order by id',
    [centre, action],
  );
  return rows;
}
