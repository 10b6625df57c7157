import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { question, reasonOf } from './acting.ts';
import { addAllrounders, openCase, readCase, step } from './casework.ts';
import { holdRow, waitingForLocks } from './holding.ts';
import { type County, openCounty } from './open-county.ts';
import { HrSystem } from './provisioning.ts';

const rounds = 6;
const worker = (round: number) => `worker-${round}`;

/** Two processes, and so two HR pushes that know nothing of each other. */
let county: County;
let there: County;
let hr: HrSystem;
let other: HrSystem;
beforeAll(async () => {
  county = await openCounty((file) =>
    addAllrounders(
      file,
      Array.from({ length: 2 * rounds + 4 }, (_, at) => worker(at)),
    ),
  );
  const service: TestService = await county.secondService();
  there = { ...county, service };
  [hr, other] = [new HrSystem(county), new HrSystem(there)];
});
afterAll(() => county.close());

const active = (value: boolean) => ({ op: 'replace', path: 'active', value });
const done = async (action: string, who: string) =>
  (await county.entries(action)).filter(({ target, outcome }) => target === who && outcome === 'done').length;

test('of two writes that mean the same version one is done, and the other hears that it is another by now', async () => {
  const { headers, ...user } = await hr.get(`/Users/${worker(0)}`);
  const [one, two] = await Promise.all(
    [hr, other].map((from, at) =>
      from.patch(
        user.json().id,
        { op: 'replace', path: 'displayName', value: `新名${at}` },
        {
          'if-match': headers.etag as string,
        },
      ),
    ),
  );
  const answers = [one, two].map((answer) => answer?.json());
  expect(answers.map(({ status = '200' }) => status).sort()).toEqual(['200', '412']);
  const written = answers.find(({ id }) => id);
  expect((await hr.get(`/Users/${worker(0)}`)).json()).toEqual(written);
  expect(await done('person.changed', worker(0))).toBe(1);
});

test('the same departure twice at once is one', async () => {
  const both = await Promise.all([hr.patch(worker(1), active(false)), other.patch(worker(1), active(false))]);
  expect(both.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  expect(await done('person.departed', worker(1))).toBe(1);
});

test('a user made twice at once is one', async () => {
  const both = await Promise.all([hr.add('twin'), other.add('twin')]);
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
  expect(await done('person.added', 'twin')).toBe(1);
});

test('a departure waits for the step in flight, and neither it nor a return lets another follow', async () => {
  const who = worker(2);
  const [id, next] = [await openCase(county), await openCase(county)];
  const held = await holdRow(county, 'access.case', id);
  const inFlight = step(county, id, 'handle', who);
  await waitingForLocks(county, 1);
  const left = other.patch(who, active(false));
  // The step waits for the case that is held, the departure for the step, the return for the departure.
  await waitingForLocks(county, 2);
  const back = hr.patch(who, active(true));
  await held.release();
  expect((await inFlight).statusCode).toBe(201);
  expect((await left).json()).toMatchObject({ active: false });
  // It came before the departure and found nothing to change, or after it.
  const { active: stays } = (await back).json();
  expect((await step(there, next, 'handle', who)).statusCode).toBeGreaterThanOrEqual(400);
  expect((await readCase(county, next)).steps).toEqual([]);
  expect(stays).toBe(true);
});

test('deleted and active again at once: deleted whatever came first, and nothing of theirs acts', async () => {
  for (let round = 0; round < rounds; round++) {
    const who = worker(4 + round);
    const id = await hr.idOf(who);
    const next = await openCase(county);
    if (round % 2) await hr.patch(id, active(false));
    const [gone, back, stepped] = await Promise.all([
      hr.send('DELETE', `/Users/${id}`),
      other.patch(id, active(true)),
      step(there, next, 'handle', who),
    ]);
    expect(gone.statusCode, gone.body).toBe(204);
    expect([200, 404]).toContain(back.statusCode);
    if (round % 2) expect(stepped.statusCode).toBeGreaterThanOrEqual(400);
    expect((await hr.get(`/Users/${id}`)).statusCode).toBe(404);
    const person = await county.service.get(county.as('director'), `/api/v1/people/${id}`);
    expect(person.json()).toMatchObject({ state: 'departed', roles: [] });
    for (const where of [county, there]) expect(await reasonOf(where, question(who, 'handle'))).toBe('not-active');
    expect((await step(county, await openCase(county), 'handle', who)).statusCode).toBeGreaterThanOrEqual(400);
  }
});

test('a bulk that loses its database in the midst is done again: nothing twice', async () => {
  const people = [0, 1, 2].map((at) => worker(4 + rounds + at));
  const ids = await Promise.all(people.map((who) => hr.idOf(who)));
  const bulk = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
    Operations: ids.map((id) => ({ method: 'PATCH', path: `/Users/${id}`, data: { Operations: [active(false)] } })),
  };
  const statuses = (answer: { json(): { Operations: { status: string }[] } }) =>
    answer.json().Operations.map(({ status }) => status);
  const held = await holdRow(county, 'access.person', ids[1] as string);
  const first = other.send('POST', '/Bulk', { ...bulk, failOnErrors: 1 });
  const [waiting] = await waitingForLocks(county, 1);
  await county.owner.pool.query('select pg_terminate_backend($1)', [waiting]);
  const broken = await first;
  await held.release();
  expect(broken.statusCode, broken.body).toBe(200);
  expect(statuses(broken)).toEqual(['200', '503']);
  expect(statuses(await hr.send('POST', '/Bulk', bulk))).toEqual(['200', '200', '200']);
  expect(await Promise.all(people.map((who) => done('person.departed', who)))).toEqual([1, 1, 1]);
});
