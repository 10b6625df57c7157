import { inCentre } from '@zhiheng/database';
import { compilePolicy, judge, type Policy } from '@zhiheng/duties';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentHoldings } from '../store/grant-store.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { approve, decide, handleFor, submitted } from './requesting.ts';

const rounds = 12;
/** People without any role, one for each round, so that no round rests on another. */
const newcomer = (round: number) => `round-${round}`;

let county: County;
let other: TestService;
beforeAll(async () => {
  county = await openCounty((file) => {
    for (let round = 0; round < 4 * rounds; round++) {
      const username = newcomer(round);
      file.people.push({
        staffNumber: `R${round}`,
        username,
        name: username,
        unit: 'enterprise-pension',
        post: '-',
        roles: [],
      });
    }
  });
  other = await county.secondService();
});
afterAll(() => county.close());

const policy = compilePolicy(countyFile() as Policy);
const pension = (role: string, beneficiary: string) => ({
  beneficiary,
  role: `enterprise-pension-${role}`,
  unit: 'enterprise-pension',
});

async function stateOf(id: string): Promise<string> {
  const answer = await county.service.get(county.as('director'), `/api/v1/requests/${id}`);
  return answer.json().state;
}

test('two final approvals at once, of requests that together conflict: one applies, the other fails', async () => {
  for (let round = 0; round < rounds; round++) {
    const who = newcomer(round);
    const handle = await approve(county, await submitted(county, who, pension('handle', who)), 2);
    const review = await approve(county, await submitted(county, who, pension('review', who)), 3);
    const viaOther = { ...county, service: other };
    const [first, second] = await Promise.all([
      decide(county, 'director', handle.id),
      decide(viaOther, 'city-maintainer', review.id),
    ]);
    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect([first.json().state, second.json().state].sort()).toEqual(['applied', 'failed']);
    const person = county.as(who).person;
    const held = await inCentre(county.database, county.centre, (transaction) =>
      currentHoldings(transaction, county.centre, [person]),
    );
    expect(held).toHaveLength(1);
    expect(judge(policy, held)).toEqual([]);
  }
});

test('approve and withdraw at once: one of them wins, and the grant is there exactly when it was the approval', async () => {
  const outcomes = new Set<string>();
  for (let round = rounds; round < 2 * rounds; round++) {
    const who = newcomer(round);
    const almost = await approve(county, await submitted(county, who, pension('handle', who)), 2);
    const withdraw = () => other.post(county.as(who), `/api/v1/requests/${almost.id}/withdrawal`, {});
    const [approval, withdrawal] = await Promise.all(
      round % 2
        ? [decide(county, 'director', almost.id), withdraw()]
        : [withdraw(), decide(county, 'director', almost.id)],
    ).then((both) => (round % 2 ? both : both.reverse()));
    expect([approval?.statusCode, withdrawal?.statusCode].sort()).toEqual([200, 409]);
    const state = await stateOf(almost.id);
    outcomes.add(state);
    expect(state).toBe(approval?.statusCode === 200 ? 'applied' : 'withdrawn');
    const { data } = (await county.service.get(county.as('director'), '/api/v1/grants', { person: who })).json();
    expect(data).toHaveLength(state === 'applied' ? 1 : 0);
  }
  expect([...outcomes].every((state) => ['applied', 'withdrawn'].includes(state))).toBe(true);
});

test('the last approval and the beneficiary’s departure at once: never an active grant of somebody who left', async () => {
  for (let round = 2 * rounds; round < 3 * rounds; round++) {
    const who = newcomer(round);
    const almost = await approve(county, await submitted(county, 'newcomer', pension('handle', who)), 2);
    const leave = () => other.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, { kind: 'resigned' });
    const [approval, departure] = await Promise.all([decide(county, 'director', almost.id), leave()]);
    expect(departure.statusCode, departure.body).toBe(201);
    expect([200, 409]).toContain(approval.statusCode);
    expect(['applied', 'withdrawn']).toContain(await stateOf(almost.id));
    const grants = await county.service.get(county.as('director'), '/api/v1/grants', { person: who, state: 'active' });
    expect(grants.json().data).toEqual([]);
  }
});

test('the same decision twice at once counts once', async () => {
  for (let round = 3 * rounds; round < 4 * rounds; round++) {
    const request = await submitted(county, 'newcomer', handleFor(newcomer(round)));
    const answers = await Promise.all([
      decide(county, 'enterprise-pension-head', request.id),
      decide({ ...county, service: other }, 'enterprise-pension-head', request.id),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json().code).toBe('already-decided');
  }
});

test('two people leave at once who wait for each other’s decisions: both are out, and no request is lost', async () => {
  const request = await submitted(county, 'newcomer', { beneficiary: 'hall-op1', role: 'card-handle', unit: 'card' });
  const leave = (service: TestService, who: string) =>
    service.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, { kind: 'retired' });
  const both = await Promise.all([leave(county.service, 'card-head'), leave(other, 'deputy-director')]);
  expect(both.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
  const now = (await county.service.get(county.as('director'), `/api/v1/requests/${request.id}`)).json();
  expect(now.stages[0]).toMatchObject({ state: 'open', escalated: true, candidates: ['deputy-director2'] });
});
