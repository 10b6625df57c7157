import type { RecordedStep } from '@zhiheng/contracts';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import { Steps } from '../steps.ts';
import { addAllrounders, codeOf, openCase, readCase, request, reviewers, step, stepped } from './casework.ts';
import { holdRow, waitingForLocks } from './holding.ts';
import { type County, openCounty } from './open-county.ts';

const rounds = 25;
const allrounders = ['round-a', 'round-b', 'round-c', 'round-d'];
const leaver = (round: number) => `leaver-${round}`;

/** Two processes: each has batches, caches and a pool of its own. */
let county: County;
let other: TestService;
let here: Steps;
let there: Steps;
beforeAll(async () => {
  county = await openCounty((file) =>
    addAllrounders(file, [...allrounders, ...Array.from({ length: rounds + 2 }, (_, round) => leaver(round))]),
  );
  other = await county.secondService();
  here = new Steps(county.database, new CentrePolicies());
  there = new Steps(await county.testDatabase.connect('access', { size: 10 }), new CentrePolicies());
});
afterAll(() => county.close());

const leave = (who: string) =>
  other.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, { kind: 'resigned' });

test('two reviews at once from two processes: one wins, the other hears that it is done', async () => {
  for (let round = 0; round < rounds; round++) {
    const id = await openCase(county);
    await stepped(county, id, 'handle', 'enterprise-pension-op1');
    const both = await Promise.allSettled([
      here.record(county.centre, request(id, 'review', reviewers[0])),
      there.record(county.centre, request(id, 'review', reviewers[1])),
    ]);
    expect(both.map(codeOf).sort()).toEqual(['already-recorded', undefined]);
    const winner = reviewers[both.findIndex(({ status }) => status === 'fulfilled')];
    const { steps } = await readCase(county, id);
    expect(steps.map(({ duty, username }) => [duty, username])).toEqual([
      ['handle', 'enterprise-pension-op1'],
      ['review', winner],
    ]);
  }
});

test('everybody does everything at once from two processes: no case of one person, no duty twice, none out of turn', async () => {
  for (let round = 0; round < rounds; round++) {
    const id = await openCase(county);
    const attempts = Array.from({ length: 4 }, () =>
      allrounders.flatMap((who) => ['handle', 'review', 'approve'].map((duty) => request(id, duty, who))),
    ).flat();
    const results: PromiseSettledResult<unknown>[] = [];
    // In waves, so that the later duties find their turn.
    for (let wave = 0; wave < 4; wave++) {
      const now = attempts.slice(wave * 12, (wave + 1) * 12);
      results.push(
        ...(await Promise.allSettled(
          now.map((one, at) => ((at + wave) % 2 ? here : there).record(county.centre, one)),
        )),
      );
    }
    const { state, steps } = await readCase(county, id);
    expect(state).toBe('complete');
    expect(steps.map(({ duty }) => duty)).toEqual(['handle', 'review', 'approve']);
    expect(new Set(steps.map(({ person }) => person)).size).toBe(3);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const code of results.map(codeOf))
      expect([undefined, 'duty-conflict', 'out-of-order', 'already-recorded', 'case-closed']).toContain(code);
  }
});

test('somebody acts and leaves at once: the step was before, or is refused; none is later than the departure', async () => {
  for (let round = 0; round < rounds; round++) {
    const [first, second] = [await openCase(county), await openCase(county)];
    const who = leaver(round);
    const acts = [first, second].map((id, at) =>
      step({ ...county, service: at ? other : county.service }, id, 'handle', who),
    );
    const [departure, ...answers] = await Promise.all(
      round % 2 ? [leave(who), ...acts] : [new Promise(setImmediate).then(() => leave(who)), ...acts],
    );
    expect(departure?.statusCode, departure?.body).toBe(201);
    for (const answer of answers) {
      expect([201, 409], answer.body).toContain(answer.statusCode);
      if (answer.statusCode === 201) expect((answer.json() as RecordedStep).step.at < departure?.json().at).toBe(true);
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
