import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAllrounders, handlers, openCase, readCase, step, stepped } from './casework.ts';
import { holdRow, waitingForLocks } from './holding.ts';
import { back, leave, onLeave, transfer } from './moving.ts';
import { type County, openCounty } from './open-county.ts';
import { decide, submitted } from './requesting.ts';

const rounds = 8;
const mover = (round: number) => `mover-${round}`;

/** Two processes: each has batches, caches and a pool of its own. */
let county: County;
let other: TestService;
let there: County;
beforeAll(async () => {
  county = await openCounty((file) =>
    addAllrounders(
      file,
      Array.from({ length: 2 * rounds + 4 }, (_, round) => mover(round)),
    ),
  );
  other = await county.secondService();
  there = { ...county, service: other };
});
afterAll(() => county.close());

test.each([
  ['transfer', 0, (who: string) => transfer(there, who, { unit: 'card' }), 'not-permitted'],
  ['leave', 1, (who: string) => leave(there, who), 'on-leave'],
] as const)('a %s waits for the step in flight, and none follows it', async (_, offset, order, refusal) => {
  const who = mover(2 * rounds + offset);
  const id = await openCase(county);
  const next = await openCase(county);
  const held = await holdRow(county, 'access.case', id);
  const inFlight = step(county, id, 'handle', who);
  await waitingForLocks(county, 1);
  const ordered = order(who);
  // The step waits for the case that is held, the order for the step.
  await waitingForLocks(county, 2);
  await held.release();
  expect((await inFlight).statusCode).toBe(201);
  expect((await ordered).statusCode).toBe(201);
  for (const service of [county.service, other])
    expect((await step({ ...county, service }, next, 'handle', who)).json().code).toBe(refusal);
});

test.each([
  ['transfer', 0, (who: string) => transfer(there, who, { unit: 'card' }), 'not-permitted'],
  ['leave', rounds, (who: string) => leave(there, who), 'on-leave'],
] as const)(
  'a %s and a step at once: the step is before it or refused, never after it',
  async (_, offset, order, code) => {
    for (let round = 0; round < rounds; round++) {
      const who = mover(round + offset);
      const id = await openCase(county);
      const [done, ordered] = await Promise.all([step(county, id, 'handle', who), order(who)]);
      expect(ordered.statusCode, ordered.body).toBe(201);
      expect([201, done.json().code]).toContain(done.statusCode === 201 ? 201 : code);
      expect((await readCase(county, id)).steps).toHaveLength(done.statusCode === 201 ? 1 : 0);
      const late = await openCase(county);
      expect((await step(county, late, 'handle', who)).json().code).toBe(code);
    }
  },
);

test('a leave and an approval at once: the approval is before it or refused', async () => {
  for (let round = 0; round < rounds; round++) {
    const wanted = { beneficiary: 'newcomer', role: 'card-handle', unit: 'card' };
    const asked = await submitted(county, 'card-op1', wanted);
    const [said, away] = await Promise.all([decide(county, 'card-head', asked.id), leave(there, 'card-head')]);
    expect(away.statusCode, away.body).toBe(201);
    expect(said.statusCode === 200 ? 'heard' : said.json().code).toMatch(/^(heard|on-leave)$/);
    const seen = (await county.service.get(county.as('director'), `/api/v1/requests/${asked.id}`)).json();
    // Whether or not it was heard, the request waits for somebody who is there.
    expect(seen.stages.find(({ state }: { state: string }) => state === 'open').candidates).not.toContain('card-head');
    await back(county, away.json().id);
    await county.service.post(county.as('card-op1'), `/api/v1/requests/${asked.id}/withdrawal`, {});
  }
});

test('two transfers at once: both are on record one after the other, or one finds them there', async () => {
  const who = mover(2 * rounds + 2);
  const both = await Promise.all([transfer(county, who, { unit: 'card' }), transfer(there, who, { unit: 'card' })]);
  expect(both.map((answer) => answer.json().code ?? answer.statusCode).sort()).toEqual([201, 'already-there']);
});

test('two leaves at once of the same time: one of them', async () => {
  const who = mover(2 * rounds + 3);
  const both = await Promise.all([leave(county, who), leave(there, who)]);
  expect(both.map((answer) => answer.json().code ?? answer.statusCode).sort()).toEqual([201, 'already-exists']);
});

test('the database takes no step and no decision of somebody on leave, whatever the code thinks', async () => {
  const who = handlers[0];
  const id = await openCase(county);
  const asked = await submitted(county, 'card-op1', { beneficiary: 'newcomer', role: 'hall-handle', unit: 'hall' });
  await onLeave(county, who);
  await onLeave(county, 'hall-head');
  const client = await county.database.pool.connect();
  const refused = async (statement: string, values: unknown[]) => {
    await client.query('begin');
    await client.query("select set_config('zhiheng.centre', $1, true)", [county.centre]);
    const code = await client.query(statement, values).then(
      () => undefined,
      (error: { constraint?: string }) => error.constraint,
    );
    await client.query('rollback');
    return code;
  };
  try {
    const { person, account } = county.as(who);
    const taken = `with part as (insert into access.case_person (centre, "case", person, duty) values ($1, $2, $3, 'handle'))
      insert into access.step (centre, "case", round, duty, id, person, account, client, outcome)
      values ($1, $2, 1, 'handle', gen_random_uuid(), $3, $4, 'test', 'done')`;
    expect(await refused(taken, [county.centre, id, person, account])).toBe('nobody_acts_on_leave');
    const head = county.as('hall-head').person;
    const heard = `with voice as (insert into access.decision_voice (centre, request, person, requester, beneficiary)
        select centre, id, $3, requester, beneficiary from access.request where centre = $1 and id = $2)
      insert into access.decision (centre, id, request, stage, person, decision)
      values ($1, gen_random_uuid(), $2, 0, $3, 'approve')`;
    expect(await refused(heard, [county.centre, asked.id, head])).toBe('nobody_acts_on_leave');
  } finally {
    client.release();
  }
  await stepped(county, id, 'handle', handlers[1]);
});
