import type { RecordedStep, Suspension } from '@zhiheng/contracts';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAllrounders, openCase, readCase, step } from './casework.ts';
import { holdRow, waitingForLocks } from './holding.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, submit, submitted } from './requesting.ts';
import { grantsOf, investigated, suspended } from './suspending.ts';

const rounds = 8;
const doer = (round: number) => `doer-${round}`;

/** Two processes of the same service. */
let county: County;
let other: TestService;
beforeAll(async () => {
  county = await openCounty((file) => {
    addAllrounders(
      file,
      Array.from({ length: rounds + 1 }, (_, round) => doer(round)),
    );
    for (let round = 0; round < 2 * rounds; round++)
      file.people.push({
        staffNumber: `N${round}`,
        username: `new-${round}`,
        name: `new-${round}`,
        unit: 'enterprise-pension',
        post: '-',
        roles: [],
      });
  });
  other = await county.secondService();
});
afterAll(() => county.close());

const suspendThere = (who: string, body: object = { reason: 'seconded-out', note: '借调' }) =>
  other.post(county.as('sysadmin'), `/api/v1/people/${who}/suspension`, body);
const handleFor = (beneficiary: string) => ({
  beneficiary,
  role: 'enterprise-pension-handle',
  unit: 'enterprise-pension',
});

test('a suspension waits for the step in flight, and no step follows it', async () => {
  const who = doer(rounds);
  const id = await openCase(county);
  const held = await holdRow(county, 'access.case', id);
  const inFlight = step(county, id, 'handle', who);
  await waitingForLocks(county, 1);
  const suspension = suspendThere(who);
  await waitingForLocks(county, 2);
  await held.release();
  const [recorded, done] = await Promise.all([inFlight, suspension]);
  expect([recorded.statusCode, done.statusCode], done.body).toEqual([201, 201]);
  const { step: stored } = recorded.json() as RecordedStep;
  expect(Date.parse(stored.at)).toBeLessThan(Date.parse((done.json() as Suspension).at));
  expect((await step(county, await openCase(county), 'handle', who)).statusCode).toBe(403);
});

test('steps and a suspension at once from two processes: every step is before it or refused', async () => {
  for (let round = 0; round < rounds; round++) {
    const who = doer(round);
    const cases = await Promise.all([1, 2, 3, 4, 5, 6].map(() => openCase(county)));
    const [answers, done] = await Promise.all([
      Promise.all(cases.map((id) => step(county, id, 'handle', who))),
      suspendThere(who, investigated),
    ]);
    expect(done.statusCode, done.body).toBe(201);
    const at = Date.parse((done.json() as Suspension).at);
    for (const [index, { statusCode }] of answers.entries()) {
      const { steps } = await readCase(county, cases[index] as string);
      expect(steps.length).toBe(statusCode === 201 ? 1 : 0);
      for (const one of steps) expect(Date.parse(one.at)).toBeLessThanOrEqual(at);
    }
  }
});

test('an approval by somebody who is being suspended counts wholly before it, or not at all', async () => {
  for (let round = 0; round < rounds; round++) {
    const request = await submitted(county, 'newcomer', handleFor(`new-${round}`));
    const [approval, done] = await Promise.all([
      decide(county, 'enterprise-pension-head', request.id),
      suspendThere('enterprise-pension-head', investigated),
    ]);
    expect(done.statusCode, done.body).toBe(201);
    const suspension: Suspension = done.json();
    const now = (await county.service.get(county.as('director'), `/api/v1/requests/${request.id}`)).json();
    const { decisions, candidates } = now.stages[0];
    if (approval.statusCode === 200) {
      expect(Date.parse(decisions[0].at)).toBeLessThanOrEqual(Date.parse(suspension.at));
    } else {
      expect([401, 403]).toContain(approval.statusCode);
      expect(decisions).toEqual([]);
      expect(candidates).toEqual(['deputy-director', 'deputy-director2']);
    }
    expect((await decide(county, 'director', suspension.request, 'reject', '查无此事')).json().state).toBe('rejected');
  }
});

test('a last approval for somebody who is being suspended: what begins is suspended with them, or does not begin', async () => {
  for (let round = rounds; round < 2 * rounds; round++) {
    const who = `new-${round}`;
    const almost = await approve(county, await submitted(county, 'newcomer', handleFor(who)), 2);
    const [approval, done] = await Promise.all([decide(county, 'director', almost.id), suspendThere(who)]);
    expect([approval.statusCode, done.statusCode]).toEqual([200, 201]);
    const { state } = approval.json();
    expect(['applied', 'failed']).toContain(state);
    expect(await grantsOf(county, who)).toEqual(
      state === 'applied' ? ['enterprise-pension-handle@enterprise-pension suspended'] : [],
    );
  }
});

test('confirmed and rejected at once: one is heard, and it is what becomes of the grants', async () => {
  // Without the director each confirmation has two who may decide it.
  await suspended(county, 'director', { reason: 'seconded-out', note: '借调' });
  for (let round = 0; round < rounds; round++) {
    const who = doer(round);
    const { data } = (
      await county.service.get(county.as('control-head'), '/api/v1/suspensions', { person: who })
    ).json();
    const [{ id, request }] = data;
    const confirm = () => decide(county, 'city-maintainer', request);
    const reject = () => decide({ as: county.as, service: other }, 'city-maintainer2', request, 'reject', '查无此事');
    const [confirmed, rejected] = await (round % 2
      ? Promise.all([confirm(), reject()])
      : Promise.all([reject(), confirm()]).then(([second, first]) => [first, second] as const));
    expect([confirmed.statusCode, rejected.statusCode].sort()).toEqual([200, 409]);
    const removed = confirmed.statusCode === 200;
    const { data: grants } = (
      await county.service.get(county.as('control-head'), '/api/v1/grants', { person: who })
    ).json();
    expect(new Set(grants.map(({ state }: { state: string }) => state))).toEqual(
      new Set([removed ? 'ended' : 'active']),
    );
    const now = await county.service.get(county.as('control-head'), `/api/v1/suspensions/${id}`);
    expect(now.json().state).toBe(removed ? 'removed' : 'lifted');
  }
});

test('ordered twice at once it is one suspension; a departure at once leaves nothing that could come back', async () => {
  for (let round = 0; round < 4; round++) {
    const who = `new-${round}`;
    const twice = await Promise.all([
      suspendThere(who),
      county.service.post(county.as('secadmin'), `/api/v1/people/${who}/suspension`, investigated),
    ]);
    expect(twice.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
  }
  for (let round = 4; round < rounds; round++) {
    const who = `new-${round}`;
    const [left, suspension] = await Promise.all([
      county.service.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, { kind: 'resigned' }),
      suspendThere(who),
    ]);
    expect(left.statusCode, left.body).toBe(201);
    expect([201, 409]).toContain(suspension.statusCode);
    const { data } = (
      await county.service.get(county.as('control-head'), '/api/v1/suspensions', { person: who })
    ).json();
    expect(data.map(({ state }: { state: string }) => state)).toEqual(
      suspension.statusCode === 201 ? ['departed'] : [],
    );
  }
});

test('a request that is being opened while its only approver is suspended is not left to nobody', async () => {
  const { owner, centre, as } = county;
  const inTheWay = await owner.pool.connect();
  try {
    // A row of the same key, not yet committed: the submission waits for it with its approvers read and nothing written.
    await inTheWay.query('begin');
    await inTheWay.query(
      `insert into access.request (centre, id, change, requester, beneficiary, role, unit, risk, reason, state, digest)
        values ($1, gen_random_uuid(), 'grant', $2, $3, 'hall-handle', 'information', 1, '-', 'pending', '-')`,
      [centre, as('control-head').person, as('card-op3').person],
    );
    const submission = submit(county, 'card-op1', {
      beneficiary: 'card-op3',
      role: 'hall-handle',
      unit: 'information',
    });
    await waitingForLocks(county, 1);
    let done = false;
    const suspension = suspendThere('information-head').finally(() => {
      done = true;
    });
    await Promise.race([waitingForLocks(county, 2), suspension]);
    expect(done).toBe(false);
    await inTheWay.query('rollback');
    const { id } = (await submission).json();
    expect((await suspension).json().effects.decisionsReassigned).toMatchObject([{ request: id, escalated: true }]);
  } finally {
    await inTheWay.query('rollback');
    inTheWay.release();
  }
});
