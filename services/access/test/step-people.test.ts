import { newId } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, reviewers } from './casework.ts';
import { waitingForLocks } from './holding.ts';
import { type County, openCounty } from './open-county.ts';

/** That nobody is missing of whom a step is, whoever writes: the owner of the tables does here. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

interface Doer {
  person: string;
  account: string;
}

/** Somebody whom nothing refers to but their account. */
async function somebody(username: string): Promise<Doer> {
  const doer = { person: newId(), account: newId() };
  await county.owner.pool.query(
    `insert into access.person (centre, id, staff_number, name, unit, post)
     select centre, $2, $3, '某', unit, post from access.person where centre = $1 and id = $4`,
    [county.centre, doer.person, username, county.as(reviewers[0]).person],
  );
  await county.owner.pool.query('insert into access.account (centre, id, person, username) values ($1, $2, $3, $4)', [
    county.centre,
    doer.account,
    doer.person,
    username,
  ]);
  return doer;
}

/** Takes away all else by which somebody would be kept. */
async function forget(by: { query(text: string, values: unknown[]): Promise<unknown> }, { person }: Doer) {
  await by.query('delete from access.account where person = $1', [person]);
  await by.query('delete from access.person_history where person = $1', [person]);
}

const writeStep = (id: string, { person, account }: Doer) =>
  county.owner.pool.query(
    `with part as (insert into access.case_person (centre, "case", person, duty) values ($1, $2, $3, 'handle'))
     insert into access.step (centre, "case", round, duty, id, person, account, client, outcome)
     values ($1, $2, 1, 'handle', $4, $3, $5, 'raw', 'done')`,
    [county.centre, id, person, newId(), account],
  );
const refusedBy = (constraint: string, work: Promise<unknown>) => expect(work).rejects.toMatchObject({ constraint });

test('no step of somebody who is not there', async () => {
  const id = await openCase(county);
  await refusedBy('step_needs_active_person', writeStep(id, { person: newId(), account: newId() }));
});

test('whoever took part in a case stays, under the same id', async () => {
  const [doer, other] = [await somebody('took-part'), await somebody('took-none')];
  await writeStep(await openCase(county), doer);
  const { pool } = county.owner;
  for (const one of [doer, other]) await forget(pool, one);
  const stays = 'person_with_parts_stays';
  await refusedBy(stays, pool.query('delete from access.person where id = $1', [doer.person]));
  await refusedBy(stays, pool.query('update access.person set id = $2 where id = $1', [doer.person, newId()]));
  expect((await pool.query('delete from access.person where id = $1', [other.person])).rowCount).toBe(1);
});

test('a step waits for whoever takes its person away at that moment', async () => {
  const [doer, id] = [await somebody('taken-away'), await openCase(county)];
  const remover = await county.owner.pool.connect();
  try {
    // Until this commits the step still sees both.
    await remover.query('begin');
    await forget(remover, doer);
    await remover.query('delete from access.person where id = $1', [doer.person]);
    const refused = refusedBy('step_needs_active_person', writeStep(id, doer));
    await waitingForLocks(county, 1);
    await remover.query('commit');
    await refused;
  } finally {
    remover.release(true);
  }
});

test('who is taken away waits for the steps in flight, and stays', async () => {
  const [doer, id] = [await somebody('in-flight'), await openCase(county)];
  const writer = await county.owner.pool.connect();
  try {
    await writer.query('begin');
    await writer.query(`insert into access.case_person (centre, "case", person, duty) values ($1, $2, $3, 'handle')`, [
      county.centre,
      id,
      doer.person,
    ]);
    await writer.query(
      `insert into access.step (centre, "case", round, duty, id, person, account, client, outcome)
       values ($1, $2, 1, 'handle', $4, $3, $5, 'raw', 'done')`,
      [county.centre, id, doer.person, newId(), doer.account],
    );
    await forget(county.owner.pool, doer);
    const refused = refusedBy(
      'person_with_parts_stays',
      county.owner.pool.query('delete from access.person where id = $1', [doer.person]),
    );
    await waitingForLocks(county, 1);
    await writer.query('commit');
    await refused;
  } finally {
    writer.release(true);
  }
});

test('a case in which somebody took part stays, under the same id, and so does who took which', async () => {
  const [doer, id, other] = [await somebody('keeps-case'), await openCase(county), await openCase(county)];
  await writeStep(id, doer);
  const { pool } = county.owner;
  await refusedBy('case_with_parts_stays', pool.query('delete from access.case where id = $1', [id]));
  await refusedBy('case_with_parts_stays', pool.query('update access.case set id = $2 where id = $1', [id, newId()]));
  expect((await pool.query('delete from access.case where id = $1', [other])).rowCount).toBe(1);
  await refusedBy('part_stays', pool.query(`update access.case_person set duty = 'review' where "case" = $1`, [id]));
  await refusedBy('part_stays', pool.query('delete from access.case_person where "case" = $1', [id]));
  await refusedBy('part_stays', pool.query('truncate access.case_person'));
});

test('no step on a case that is not there, and it waits for whoever takes the case away at that moment', async () => {
  const [doer, id] = [await somebody('case-gone'), await openCase(county)];
  await refusedBy('step_by_its_person', writeStep(newId(), doer));
  const remover = await county.owner.pool.connect();
  try {
    await remover.query('begin');
    await remover.query('delete from access.case where id = $1', [id]);
    const refused = refusedBy('step_by_its_person', writeStep(id, doer));
    await waitingForLocks(county, 1);
    await remover.query('commit');
    await refused;
  } finally {
    remover.release(true);
  }
});
