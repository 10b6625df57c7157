import { inCentre, newId, type Transaction, violates } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handlers, openCase, reviewers, stepped } from './casework.ts';
import { type County, openCounty } from './open-county.ts';

/** What the database refuses the service's own login, whatever our code does (invariants 2, 5 and 6). */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

interface RawStep {
  case: string;
  duty: string;
  who: string;
  account?: string;
  round?: number;
}

const asService = <T>(work: (transaction: Transaction) => Promise<T>) => inCentre(county.database, county.centre, work);

async function takePart(transaction: Transaction, { case: id, duty, who }: RawStep): Promise<void> {
  await sql`insert into access.case_person (centre, "case", person, duty)
    values (${county.centre}, ${id}, ${county.as(who).person}, ${duty})`.execute(transaction);
}

async function insertStep(transaction: Transaction, { case: id, duty, who, account, round = 1 }: RawStep) {
  const { person, account: own } = county.as(who);
  await sql`insert into access.step (centre, "case", round, duty, id, person, account, client, outcome)
    values (${county.centre}, ${id}, ${round}, ${duty}, ${newId()}, ${person}, ${account ?? own}, 'raw', 'done')`.execute(
    transaction,
  );
}

/** The constraint that refuses the work, or its SQL state; undefined when nothing does. */
const refusalOf = (work: (transaction: Transaction) => Promise<unknown>) =>
  asService(work).then(
    () => undefined,
    (error) => violates(error) ?? error.code,
  );

async function handled(): Promise<string> {
  const id = await openCase(county);
  await stepped(county, id, 'handle', handlers[0]);
  return id;
}

test('a lawful step passes when it is written by hand, so that the refusals below mean what they say', async () => {
  const raw = { case: await handled(), duty: 'review', who: reviewers[0] };
  expect(
    await refusalOf(async (transaction) => {
      await takePart(transaction, raw);
      await insertStep(transaction, raw);
    }),
  ).toBeUndefined();
});

test('one duty a person on one case, over all rounds', async () => {
  const id = await handled();
  for (const duty of ['review', 'approve'])
    expect(await refusalOf((transaction) => takePart(transaction, { case: id, duty, who: handlers[0] })), duty).toBe(
      'case_one_duty_a_person',
    );
});

test('one step of a duty a round', async () => {
  const raw = { case: await handled(), duty: 'handle', who: handlers[1] };
  const write = (round: number) => async (transaction: Transaction) => {
    await takePart(transaction, raw);
    await insertStep(transaction, { ...raw, round });
  };
  expect(await refusalOf(write(1))).toBe('step_once_a_round');
  expect(await refusalOf(write(2))).toBeUndefined();
});

test('a step stands on the part that its person has in the case', async () => {
  const id = await handled();
  const without = { case: id, duty: 'review', who: reviewers[0] };
  expect(await refusalOf((transaction) => insertStep(transaction, without))).toBe('step_by_its_person');
  const another = { case: id, duty: 'review', who: handlers[0] };
  expect(await refusalOf((transaction) => insertStep(transaction, another))).toBe('step_by_its_person');
});

test('no step of somebody who has left, and none by an account that is not theirs', async () => {
  const url = `/api/v1/people/${reviewers[1]}/departure`;
  expect((await county.service.post(county.as('sysadmin'), url, { kind: 'retired' })).statusCode).toBe(201);
  const id = await handled();
  const write = (raw: Omit<RawStep, 'case' | 'duty'>) => async (transaction: Transaction) => {
    const whole = { ...raw, case: id, duty: 'review' };
    await takePart(transaction, whole);
    await insertStep(transaction, whole);
  };
  expect(await refusalOf(write({ who: reviewers[1] }))).toBe('step_needs_active_person');
  const account = county.as(handlers[1]).account;
  expect(await refusalOf(write({ who: reviewers[0], account }))).toBe('step_needs_active_person');
  expect(await refusalOf(write({ who: reviewers[0] }))).toBeUndefined();
});

test('what was done is neither changed nor taken away', async () => {
  const id = await handled();
  for (const statement of [
    sql`update access.step set person = ${county.as(handlers[1]).person} where "case" = ${id}`,
    sql`update access.case_person set duty = 'review' where "case" = ${id}`,
    sql`delete from access.step where "case" = ${id}`,
    sql`delete from access.case_person where "case" = ${id}`,
    sql`delete from access.case where id = ${id}`,
    sql`update access.case set item = 'transfer-in' where id = ${id}`,
    sql`truncate access.step`,
    sql`alter table access.step disable trigger all`,
  ])
    expect(await refusalOf((transaction) => statement.execute(transaction)), JSON.stringify(statement)).toBe('42501');
});
