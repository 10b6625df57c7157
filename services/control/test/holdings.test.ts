import { type Database, inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { control } from '../plugin.ts';
import { continueFreeze } from '../sampling/freezing.ts';
import { readUnallotted } from '../store/sample-store.ts';
import { foundControl, pastTriggers, type Staff } from './control-staff.ts';
import { entriesOf, foundCentre } from './founding.ts';

const path = '/api/v1/inspections';
const year = String(new Date().getUTCFullYear());

let test: TestDatabase;
let owner: Database;
let database: Database;
let service: TestService;
let people: Staff;
let inspection: string;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  people = await foundControl(test, 'north');
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

it('a paper goes to others who had no part in it, by who plans: open again, and never reviewed by who has written it', async () => {
  await pastTriggers(
    owner,
    `update control.inspection set state = 'drawn', drawn_at = now(), checkpoint = 'x', sampled = 0, sample_root = sha256('x') where id = $1`,
    [inspection],
  );
  const given = async (operator: string): Promise<string> => {
    const { rows } = await owner.pool.query(
      `insert into control.paper (centre, inspection, ordinal, id, subject, inspector, reviewer)
        select centre, inspection, ordinal, gen_random_uuid(), id, $3, $4 from control.population
        where inspection = $1 and operator = $2 returning id`,
      [inspection, operator, people.inspector.person, people.both.person],
    );
    return rows[0].id;
  };
  const paper = await given(people['pension-head'].person);
  const url = `${path}/${inspection}/papers/${paper}`;
  const to = async (input: object, who = people.controller) => {
    const answer = await service.post(who, `${url}/reassignment`, { reason: '原稽核人员已离岗', ...input });
    return { status: answer.statusCode, body: answer.json() };
  };
  const ok = { ok: true, evidence: [] };
  const written = { version: 0, points: { procedure: ok, content: ok, policyBasis: ok }, findings: [], sign: true };
  await service.send(people.inspector, { method: 'PUT', url, payload: written });

  expect(await to({ inspector: 'inspector2' }, people.inspector)).toMatchObject({ status: 403 });
  expect(await to({ inspector: 'clerk' })).toMatchObject({ status: 400 });
  expect(await to({ inspector: 'inspector' })).toMatchObject({ status: 400 });
  expect(await to({ inspector: 'both' })).toMatchObject({ status: 400 });
  expect(await to({ inspector: 'inspector2' })).toMatchObject({
    status: 200,
    body: { paperState: 'open', inspector: 'inspector2', reviewer: 'both', signedAt: null, points: written.points },
  });
  expect(await to({ reviewer: 'inspector' })).toMatchObject({ status: 409, body: { code: 'took-part' } });
  await expect(
    owner.pool.query(`update control.paper set inspector = $2, version = version + 1 where id = $1`, [
      paper,
      people.inspector.person,
    ]),
  ).rejects.toMatchObject({ constraint: 'paper_moves_on' });
  expect((await entriesOf(test, 'north', 'inspection-paper.reassigned')).map(({ outcome }) => outcome)).toEqual([
    'done',
    'denied',
  ]);

  // Whose account sleeps is given nothing, and what they have is to be given to others.
  await pastTriggers(owner, `update access.account set state = 'suspended' where id = $1`, [people.inspector2.account]);
  const tasks = (await service.get(people.controller, '/api/v1/tasks', { kind: 'paper-reassign' })).json().data;
  expect(tasks.map(({ about }: { about: { id: string } }) => about.id)).toContain(paper);
  expect(await to({ inspector: 'inspector' })).toMatchObject({ status: 200, body: { inspector: 'inspector' } });
  expect(await to({ inspector: 'inspector2' })).toMatchObject({ status: 400 });
});

it('no year is planned that has not begun', async () => {
  const next = String(Number(year) + 1);
  const answer = await service.post(people.controller, path, { kind: 'holding', period: next });
  expect(answer.json()).toMatchObject({ status: 409, code: 'not-over' });
});
