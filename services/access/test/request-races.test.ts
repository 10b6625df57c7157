import type { Request } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { compilePolicy, judge, type Policy } from '@zhiheng/duties';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { currentHoldings } from '../store/grant-store.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { approve, decide, handleFor, submit, submitted } from './requesting.ts';

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
    for (let round = 0; round < 5; round++) {
      const person = (username: string, unit: string, roles: string[]) =>
        file.people.push({ staffNumber: username, username, name: username, unit, post: '-', roles });
      person(`extra-head-${round}`, `hall-window-${round + 1}`, ['section-head']);
      person(`asker-${round}`, 'hall', []);
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

test('an approver decides and leaves at once: the decision was before, or is refused; none is later than the departure', async () => {
  for (let round = 0; round < 5; round++) {
    const approver = `extra-head-${round}`;
    const request = await submitted(county, 'newcomer', {
      beneficiary: 'card-op1',
      role: 'hall-handle',
      unit: `hall-window-${round + 1}`,
    });
    expect(request.stages[0]?.candidates).toEqual([approver]);
    const leave = () => other.post(county.as('sysadmin'), `/api/v1/people/${approver}/departure`, { kind: 'retired' });
    const [decision, departure] = await Promise.all([decide(county, approver, request.id), leave()]);
    expect(departure.statusCode, departure.body).toBe(201);
    expect([200, 401]).toContain(decision.statusCode);
    const now: Request = (await county.service.get(county.as('director'), `/api/v1/requests/${request.id}`)).json();
    const given = now.stages.flatMap(({ decisions }) => decisions).filter(({ person }) => person === approver);
    expect(given).toHaveLength(decision.statusCode === 200 ? 1 : 0);
    for (const { at } of given) expect(at < departure.json().at).toBe(true);
    if (decision.statusCode === 401) expect(now.stages[0]?.candidates).toEqual(['hall-head']);
  }
});

test('somebody asks and leaves at once: the request is withdrawn, or was never made', async () => {
  for (let round = 0; round < 5; round++) {
    const asker = `asker-${round}`;
    const leave = () => other.post(county.as('sysadmin'), `/api/v1/people/${asker}/departure`, { kind: 'resigned' });
    const wanted = { beneficiary: 'card-op2', role: 'hall-handle', unit: `hall-window-${round + 1}` };
    const [request, departure] = await Promise.all([submit(county, asker, wanted), leave()]);
    expect(departure.statusCode, departure.body).toBe(201);
    expect([201, 401]).toContain(request.statusCode);
    if (request.statusCode === 201) expect(await stateOf(request.json().id)).toBe('withdrawn');
    const pending = await county.service.get(county.as('director'), '/api/v1/requests', {
      state: 'pending',
      requester: asker,
    });
    expect(pending.json().data).toEqual([]);
  }
});

test('a request that is being opened while its only approver leaves is not left to nobody', async () => {
  const { owner, centre, as } = county;
  const inTheWay = await owner.pool.connect();
  try {
    // A row of the same key, not yet committed: the submission waits for it with its approvers read and nothing written.
    await inTheWay.query('begin');
    await inTheWay.query(
      `insert into access.request (centre, id, change, requester, beneficiary, role, unit, risk, reason, state, digest)
        values ($1, gen_random_uuid(), 'grant', $2, $3, 'hall-handle', 'information', 1, '-', 'pending', '-')`,
      [centre, as('director').person, as('card-op3').person],
    );
    const wanted = { beneficiary: 'card-op3', role: 'hall-handle', unit: 'information' };
    const submission = submit(county, 'newcomer', wanted);
    await waiting(1);
    let left = false;
    const departure = other
      .post(as('sysadmin'), '/api/v1/people/information-head/departure', { kind: 'retired' })
      .finally(() => {
        left = true;
      });
    await Promise.race([waiting(2), departure]);
    expect(left).toBe(false);
    await inTheWay.query('rollback');
    const { id } = (await submission).json();
    expect((await departure).json().effects.decisionsReassigned).toMatchObject([{ request: id, escalated: true }]);
    const now: Request = (await county.service.get(as('director'), `/api/v1/requests/${id}`)).json();
    expect(now.stages[0]?.candidates).toEqual(['deputy-director', 'deputy-director2']);
  } finally {
    await inTheWay.query('rollback');
    inTheWay.release();
  }
});

/** Resolves once so many transactions of this database wait for a lock. */
async function waiting(count: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await county.owner.pool.query(
        "select count(distinct pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      expect(rows[0].count).toBeGreaterThanOrEqual(count);
    },
    { timeout: 9_000, interval: 20 },
  );
}

test('two people leave at once who wait for each other’s decisions: both are out, and no request is lost', async () => {
  const request = await submitted(county, 'newcomer', { beneficiary: 'hall-op1', role: 'card-handle', unit: 'card' });
  const leave = (service: TestService, who: string) =>
    service.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, { kind: 'retired' });
  const both = await Promise.all([leave(county.service, 'card-head'), leave(other, 'deputy-director')]);
  expect(both.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
  const now = (await county.service.get(county.as('director'), `/api/v1/requests/${request.id}`)).json();
  expect(now.stages[0]).toMatchObject({ state: 'open', escalated: true, candidates: ['deputy-director2'] });
});
