import { inCentre } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleAdjustments } from '../adjustment-settle.ts';
import { CentrePolicies } from '../centre-policy.ts';
import { isSettling } from '../settling.ts';
import { brokenBy } from '../standing-conflicts.ts';
import { adjustmentsOf, applied, asked, deskOf, inDays } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide } from './requesting.ts';

const rounds = 12;
const who = (round: number) => `round-${round}`;

let county: County;
let other: TestService;
beforeAll(async () => {
  county = await openCounty((file) => {
    for (let round = 0; round < rounds; round++)
      file.people.push({
        ...{ staffNumber: `R${round}`, username: who(round), name: who(round), unit: 'card', post: '-' },
        roles: ['card-handle'],
      });
  });
  other = await county.secondService();
});
afterAll(() => county.close());

/** Who breaks a blocking rule at this moment that does not tolerate it. */
const untolerated = () =>
  inCentre(county.database, county.centre, async (transaction) => {
    const policy = await new CentrePolicies().current(transaction, county.centre);
    if (!policy) throw new Error('no centre');
    const broken = await brokenBy(transaction, policy, undefined, Date.now());
    return broken.filter((one) => one.effect === 'block' && !isSettling(policy, one));
  });
const last = (request: { stages: { state: string; candidates: string[] }[] }) =>
  request.stages.find(({ state }) => state === 'open')?.candidates[0] as string;
const rule = (round: number) => ({
  ...{ code: `apart-${round}`, kind: 'static', name: { zh: '测试', en: 'Test' }, source: '测试', effect: 'block' },
  ...{ atMost: 1, within: 'centre', of: [{ roles: ['hall-handle'] }, { roles: ['card-handle'] }] },
});

test('a new rule and a grant that breaks it, both at their last approval: tolerated by a task, or refused', async () => {
  const outcomes = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const hall = { change: 'grant', beneficiary: who(round), role: 'hall-handle', unit: 'hall' };
    const grant = await approve(county, await asked(county, 'newcomer', hall), 1);
    const ruling = await approve(county, await asked(county, 'secadmin', { change: 'rule', rule: rule(round) }), 2);
    const acts = [
      () => decide(county, last(grant), grant.id),
      () => decide({ ...county, service: other }, last(ruling), ruling.id),
    ];
    const answers = await Promise.all((round % 2 ? acts : acts.reverse()).map((act) => act()));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    const { state } = (await county.service.get(county.as('director'), `/api/v1/requests/${grant.id}`)).json();
    const tasks = await adjustmentsOf(county, 'inspector', { rule: `apart-${round}`, state: 'open' });
    expect(tasks.map(({ username }) => username)).toEqual(state === 'applied' ? [who(round)] : []);
    expect(await untolerated()).toEqual([]);
    outcomes.set(state, (outcomes.get(state) ?? 0) + 1);
    // Whoever is tolerated gives it up while several look, and is asked for it no more.
    if (state === 'applied') {
      const plan = { coverPlan: { by: ['newcomer'], until: inDays(30), note: '顶岗' } };
      const looks = [1, 2].map(() => settleAdjustments(deskOf(county), county.centre));
      await Promise.all([applied(county, 'newcomer', { ...hall, change: 'revoke', ...plan }), ...looks]);
      await Promise.all([1, 2, 3].map(() => settleAdjustments(deskOf(county), county.centre)));
      const closed = (await county.entries('adjustment.closed')).filter(
        ({ details }) => details?.rule === `apart-${round}`,
      );
      expect(closed).toHaveLength(1);
    }
    await applied(county, 'secadmin', { change: 'rule', rule: { code: `apart-${round}`, retired: true } });
  }
  expect([...outcomes.keys()].every((state) => ['applied', 'failed'].includes(state))).toBe(true);
});
