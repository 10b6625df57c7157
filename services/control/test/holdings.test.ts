import { type Database, inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { control } from '../plugin.ts';
import { continueFreeze } from '../sampling/freezing.ts';
import { readUnallotted } from '../store/sample-store.ts';
import { foundCentre, type People } from './founding.ts';

const path = '/api/v1/inspections';
const year = String(new Date().getUTCFullYear());

let test: TestDatabase;
let owner: Database;
let database: Database;
let service: TestService;
let people: People;
let inspection: string;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  people = await foundCentre(test, 'north');
  await foundCentre(test, 'south');
  // Ended before: nobody holds it.
  await owner.pool.query(`set session_replication_role = replica; update access.grant set validity = '[2020-01-01,2021-01-01)'
    where centre = 'north' and role = 'clerk'; set session_replication_role = origin`);
  database = await test.connect('control');
  service = await openTestService(control, { database });
  const planned = await service.post(people.controller, path, { kind: 'holding', period: year });
  expect(planned.statusCode, planned.body).toBe(201);
  inspection = planned.json().id;
  await owner.pool.query(`update control.inspection set state = 'freezing' where id = $1`, [inspection]);
  await continueFreeze(database, 'north', inspection, { size: 2 });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const population = async (): Promise<{ id: string; operator: string; unit: string }[]> =>
  (
    await owner.pool.query(`select id, operator, unit from control.population where inspection = $1 order by ordinal`, [
      inspection,
    ])
  ).rows;

it('the population is who holds what when the inspection is planned, each once, of this centre', async () => {
  const { rows } = await owner.pool.query(
    `select id, person as operator, unit from access.grant where centre = 'north' and upper(validity) is null order by id`,
  );
  expect(rows.map(({ operator }) => operator)).not.toContain(people.clerk.person);
  expect(await population()).toEqual(rows);
});

it('nobody is given what they hold themselves, and the database refuses it, too', async () => {
  const [first, second] = await population();
  await owner.pool.query(
    `insert into control.sample (centre, inspection, ordinal, id, why)
    select centre, inspection, ordinal, id, 'stratum' from control.population where inspection = $1`,
    [inspection],
  );
  const waiting = await inCentre(database, 'north', (transaction) => readUnallotted(transaction, 'north', inspection));
  expect(waiting.find(({ id }) => id === first?.id)?.barred).toContain(first?.operator);
  await expect(
    owner.pool.query(
      `insert into control.paper (centre, inspection, ordinal, id, subject, inspector, reviewer) values ('north', $1, 0, $2, $3, $4, $5)`,
      [inspection, newId(), first?.id, first?.operator, second?.operator],
    ),
  ).rejects.toMatchObject({ constraint: 'paper_recusal' });
});

it('the paper tells by whose request it is held, and when it was last used', async () => {
  const of = (await population()).find(({ operator }) => operator === people['health-head'].person);
  const paper = newId();
  const { rows } = await owner.pool.query(`select ordinal from control.population where inspection = $1 and id = $2`, [
    inspection,
    of?.id,
  ]);
  await owner.pool.query(
    `insert into control.paper (centre, inspection, ordinal, id, subject, inspector, reviewer) values ('north', $1, $2, $3, $4, $5, $6)`,
    [inspection, rows[0].ordinal, paper, of?.id, people.controller.person, people.director.person],
  );
  const holding = `${path}/${inspection}/papers/${paper}/holding`;
  const answer = await service.get(people.controller, holding);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json()).toMatchObject({
    ...{ grant: of?.id, role: 'section-head', unit: 'health', holder: 'health-head', endsAt: null },
    ...{ request: null, requester: null, approvers: [], byTemplate: false, lastUsedAt: null, exceptions: 0, others: 0 },
  });
  expect((await service.get(people.clerk, holding)).statusCode).toBe(403);
});
