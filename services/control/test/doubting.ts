import { inCentre, newId, type Transaction } from '@zhiheng/database';
import type { TestDatabase } from '@zhiheng/database/testing';
import type { TestPerson } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { raiseDoubts } from '../doubts/raise.ts';
import { foundCentre, type People } from './founding.ts';

/** Who holds what about doubts; all in the section that owns the item. */
const held = {
  inspector: [
    ['verify', 'doubt', null],
    ['inspect', 'case', '{doubt-verification}'],
  ],
  inspector2: [['verify', 'doubt', null]],
  checker: [['review', 'case', '{doubt-verification}']],
  checker2: [['review', 'case', '{doubt-verification}']],
  approver: [['approve', 'case', '{doubt-verification,overpayment-recovery}']],
  // Nobody would be granted this, and the database holds them apart all the same.
  jack: [
    ['verify', 'doubt', null],
    ['review', 'case', '{doubt-verification}'],
    ['approve', 'case', '{doubt-verification}'],
  ],
  answerer: [['answer', 'finding', null]],
  recoverer: [['handle', 'case', '{overpayment-recovery}']],
} as const;
type Username = keyof typeof held;
export type Doubters = People & Record<Username, TestPerson>;

/** A centre with a section for internal control, where doubts are verified by these people. */
export async function foundDoubters(database: TestDatabase, centre: string): Promise<Doubters> {
  const found: Partial<Record<Username, TestPerson>> = {};
  const people = await foundCentre(database, centre, async (transaction) => {
    const name = JSON.stringify({ zh: '名', en: 'Name' });
    for (const item of ['doubt-verification', 'overpayment-recovery'])
      await sql`insert into access.item (centre, code, id, name, insurance, unit, risk, moves_fund, duties, channels)
        values (${centre}, ${item}, ${newId()}, ${name}, 'all', 'control', 2, false, '{inspect,review,approve,handle}', '{hall}')`.execute(
        transaction,
      );
    for (const username of Object.keys(held) as Username[])
      found[username] = await addHolder(transaction, centre, username);
  });
  return { ...people, ...(found as Record<Username, TestPerson>) };
}

async function addHolder(transaction: Transaction, centre: string, username: Username): Promise<TestPerson> {
  const [person, account, role] = [newId(), newId(), `role-${username}`];
  await sql`insert into access.role (centre, code, id, name, risk) values (${centre}, ${role}, ${newId()}, '{"zh": "名", "en": "Name"}', 1)`.execute(
    transaction,
  );
  for (const [ordinal, [action, resource, items]] of held[username].entries())
    await sql`insert into access.role_permission (centre, role, ordinal, action, resource, items)
      values (${centre}, ${role}, ${ordinal}, ${action}, ${resource}, ${items}::text[])`.execute(transaction);
  await sql`insert into access.person (centre, id, staff_number, name, unit, post)
    values (${centre}, ${person}, ${username}, ${username}, 'control', 'post')`.execute(transaction);
  await sql`insert into access.account (centre, id, person, username)
    values (${centre}, ${account}, ${person}, ${username})`.execute(transaction);
  await sql`insert into access.grant (centre, id, person, role, unit, validity)
    values (${centre}, ${newId()}, ${person}, ${role}, 'control', '[2020-01-01,)')`.execute(transaction);
  return { centre, person, account, username };
}

export interface Given {
  key?: string;
  rule?: string;
  severity?: 1 | 2 | 3;
  unit?: string;
  people?: string[];
  subject?: Buffer;
  case?: string;
}

/** Raises one doubt for each; gives their ids in this order. */
export async function given(database: TestDatabase, centre: string, all: readonly Given[]): Promise<string[]> {
  const keys = all.map(({ key }) => key ?? newId());
  const control = await database.connect('control');
  return inCentre(control, centre, async (transaction) => {
    await raiseDoubts(
      transaction,
      centre,
      all.map((one, index) => ({
        rule: 'review-in-seconds',
        severity: 2,
        unit: 'pension',
        people: [],
        facts: { cases: 12 },
        at: new Date('2026-11-03T02:00:00Z'),
        ...one,
        key: keys[index] as string,
      })),
    );
    const { rows } = await sql<{
      id: string;
    }>`select d.id from unnest(${keys}::text[]) with ordinality as k (key, place)
      join control.doubt d on d.centre = ${centre} and d.key = k.key order by place`.execute(transaction);
    return rows.map(({ id }) => id);
  });
}

/** A case of this subject, handled by this person. */
export async function addCase(
  database: TestDatabase,
  { centre, person, account }: TestPerson,
  subject: Buffer,
): Promise<string> {
  const [id, step] = [newId(), newId()];
  await inCentre(await database.owner(), centre, async (transaction) => {
    await sql`insert into access.case (centre, id, item, unit, reference, client, subject)
      values (${centre}, ${id}, 'award', 'pension-desk', ${id}, 'test', ${subject})`.execute(transaction);
    await sql`insert into access.case_person (centre, "case", person, duty) values (${centre}, ${id}, ${person}, 'handle')`.execute(
      transaction,
    );
    await sql`insert into access.step (centre, "case", round, duty, id, person, account, client, outcome)
      values (${centre}, ${id}, 1, 'handle', ${step}, ${person}, ${account}, 'test', 'done')`.execute(transaction);
  });
  return id;
}
