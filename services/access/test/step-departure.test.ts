import type { RecordedStep } from '@zhiheng/contracts';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAllrounders, openCase, readCase, step } from './casework.ts';
import { holdRow, waitingForLocks } from './holding.ts';
import { type County, openCounty } from './open-county.ts';

/** No step at or after the commit of a departure (invariant 5), whichever process each comes to. */
const rounds = 20;
const leaver = (round: number) => `leaver-${round}`;

let county: County;
let other: TestService;
beforeAll(async () => {
  county = await openCounty((file) =>
    addAllrounders(
      file,
      Array.from({ length: rounds + 2 }, (_, round) => leaver(round)),
    ),
  );
  other = await county.secondService();
});
afterAll(() => county.close());

const leave = (who: string) =>
  other.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, { kind: 'resigned' });

test('somebody acts and leaves at once: the step was before, or is refused; none is later than the departure', async () => {
  for (let round = 0; round < rounds; round++) {
    const ids = [await openCase(county), await openCase(county)];
    const who = leaver(round);
    const acts = ids.map((id, at) => step({ ...county, service: at ? other : county.service }, id, 'handle', who));
    const [departure, ...answers] = await Promise.all([
      round % 2 ? leave(who) : new Promise(setImmediate).then(() => leave(who)),
      ...acts,
    ]);
    expect(departure.statusCode, departure.body).toBe(201);
    for (const answer of answers) {
      expect([201, 409], answer.body).toContain(answer.statusCode);
      if (answer.statusCode === 201) expect((answer.json() as RecordedStep).step.at < departure.json().at).toBe(true);
      else expect(answer.json().code).toBe('not-active');
    }
    expect((await step(county, await openCase(county), 'handle', who)).json().code).toBe('not-active');
  }
});

test('a departure waits for a step in flight', async () => {
  const id = await openCase(county);
  const who = leaver(rounds);
  const held = await holdRow(county, 'access.case', id);
  const act = step(county, id, 'handle', who);
  await waitingForLocks(county, 1);
  let left = false;
  const departure = leave(who).finally(() => {
    left = true;
  });
  await Promise.race([waitingForLocks(county, 2), departure]);
  expect(left).toBe(false);
  await held.release();
  const { step: done } = (await act).json();
  expect(done.at < (await departure).json().at).toBe(true);
});

test('a step waits for a departure in flight, and is refused', async () => {
  const id = await openCase(county);
  const who = leaver(rounds + 1);
  const held = await holdRow(county, 'access.account', county.as(who).account);
  const departure = leave(who);
  await waitingForLocks(county, 1);
  const act = step(county, id, 'handle', who);
  await waitingForLocks(county, 2);
  await held.release();
  expect((await departure).statusCode).toBe(201);
  expect((await act).json()).toMatchObject({ status: 409, code: 'not-active' });
  expect((await readCase(county, id)).steps).toEqual([]);
});
