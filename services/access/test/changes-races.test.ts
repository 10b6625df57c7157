import { inCentre } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import { moveOverdue } from '../request-overdue.ts';
import { brokenBy } from '../standing-conflicts.ts';
import { applied, asked, deskOf, inDays } from './asking.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { approve, decide, submitted } from './requesting.ts';

const rounds = 8;
const newcomer = (round: number) => `round-${round}`;

let county: County;
let other: TestService;
beforeAll(async () => {
  county = await openCounty((file) => {
    for (let round = 0; round < 5 * rounds; round++) {
      const username = newcomer(round);
      file.people.push({
        staffNumber: `R${round}`,
        username,
        name: username,
        unit: 'contribution',
        post: '-',
        roles: [],
      });
    }
  });
  other = await county.secondService();
});
afterAll(() => county.close());

const permissions = (action: string) =>
  countyFile().roles.find(({ code }) => code === `contribution-${action}`)?.permissions ?? [];
const role = (round: number) => `apprentice-${round}`;
const content = (...actions: string[]) => ({
  name: { zh: '见习', en: 'Apprentice' },
  risk: 2,
  permissions: actions.flatMap(permissions),
});

/** Whether anybody breaks a blocking rule at this moment, without an exception. */
const anybodyBreaks = () =>
  inCentre(county.database, county.centre, async (transaction) => {
    const policy = await new CentrePolicies().current(transaction, county.centre);
    if (!policy) throw new Error('no centre');
    const broken = await brokenBy(transaction, policy, undefined, Date.now());
    return broken.filter(({ effect }) => effect === 'block');
  });

test('a grant and a change of its role’s content, both at their last approval: never a holder in conflict', async () => {
  const outcomes = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const who = newcomer(round);
    await applied(county, 'secadmin', { change: 'role-content', role: role(round), content: content('handle') });
    await applied(county, 'newcomer', { change: 'grant', beneficiary: who, role: role(round), unit: 'contribution' });
    // The person handles. The one request lets the role review as well; the other gives them a role that reviews.
    const change = await approve(
      county,
      await asked(county, 'secadmin', { change: 'role-content', role: `${role(round)}-b`, content: content() }),
      1,
    );
    expect((await decide(county, 'director', change.id)).json().state).toBe('applied');
    const wider = await approve(
      county,
      await asked(county, 'secadmin', { change: 'role-content', role: `${role(round)}-b`, content: content('review') }),
      1,
    );
    const grant = await approve(
      county,
      await submitted(county, 'newcomer', { beneficiary: who, role: `${role(round)}-b`, unit: 'contribution' }),
      2,
    );
    const acts = [
      () => decide(county, 'director', wider.id),
      () =>
        decide(
          { ...county, service: other },
          grant.stages.find(({ state }) => state === 'open')?.candidates[0] as string,
          grant.id,
        ),
    ];
    const answers = await Promise.all((round % 2 ? acts : acts.reverse()).map((act) => act()));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    const states = answers.map((answer) => answer.json().state).sort();
    expect(states).toEqual(['applied', 'failed']);
    outcomes.add(answers.find((answer) => answer.json().state === 'failed')?.json().change);
    expect(await anybodyBreaks()).toEqual([]);
  }
  expect([...outcomes].every((change) => ['grant', 'role-content'].includes(change))).toBe(true);
});

test('a change of policy approved and withdrawn at once: one of them wins, and the policy says which', async () => {
  for (let round = 0; round < rounds; round++) {
    const source = `第${round}版`;
    const almost = await approve(
      county,
      await asked(county, 'secadmin', { change: 'rule', rule: { code: 'payout-chain', source } }),
      2,
    );
    const last = almost.stages.find(({ state }) => state === 'open')?.candidates[0] as string;
    const acts = [
      () => decide(county, last, almost.id),
      () => other.post(county.as('secadmin'), `/api/v1/requests/${almost.id}/withdrawal`, {}),
    ];
    const answers = await Promise.all((round % 2 ? acts : acts.reverse()).map((act) => act()));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const { state } = (await county.service.get(county.as('director'), `/api/v1/requests/${almost.id}`)).json();
    const rule = (await county.service.get(county.as('director'), '/api/v1/rules/payout-chain')).json();
    expect(rule.source === source).toBe(state === 'applied');
  }
});

test('a decision and the deadline at once: decided in time or passed on, never both, never lost', async () => {
  for (let round = rounds; round < 2 * rounds; round++) {
    const request = await submitted(county, 'newcomer', {
      beneficiary: newcomer(round),
      role: 'hall-handle',
      unit: 'hall',
    });
    await county.owner.pool.query(
      "update access.request_stage set due_at = clock_timestamp() + $2::interval where request = $1 and state = 'open'",
      [request.id, round % 2 ? '15 milliseconds' : '-1 millisecond'],
    );
    const [decision] = await Promise.all([
      decide(county, 'hall-head', request.id),
      moveOverdue(deskOf(county), county.centre),
      moveOverdue(deskOf(county), county.centre),
    ]);
    await moveOverdue(deskOf(county), county.centre);
    const now = (await county.service.get(county.as('director'), `/api/v1/requests/${request.id}`)).json();
    if (decision.statusCode === 200) {
      expect(now.stages[0]).toMatchObject({
        state: 'approved',
        escalated: false,
        decisions: [{ person: 'hall-head' }],
      });
    } else {
      expect(decision.json().code).toBe('not-a-candidate');
      expect(now.stages[0]).toMatchObject({ state: 'open', escalated: true, decisions: [] });
      const escalations = (await county.entries('request.escalated')).filter(({ target }) => target === request.id);
      expect(escalations).toHaveLength(1);
    }
  }
});

test('a deputyship ended and used at once: the decision was before, or is refused', async () => {
  for (let round = 2 * rounds; round < 3 * rounds; round++) {
    const body = { deputy: 'card-head', until: inDays(2), reason: '假' };
    const { id } = (await county.service.post(county.as('hall-head'), '/api/v1/deputies', body)).json();
    const request = await submitted(county, 'newcomer', {
      beneficiary: newcomer(round),
      role: 'hall-handle',
      unit: 'hall',
    });
    const [decision, ended] = await Promise.all([
      decide(county, 'card-head', request.id),
      other.send(county.as('hall-head'), { method: 'DELETE', url: `/api/v1/deputies/${id}` }),
    ]);
    expect(ended.statusCode).toBe(204);
    const now = (await county.service.get(county.as('director'), `/api/v1/requests/${request.id}`)).json();
    if (decision.statusCode === 200) expect(now.stages[0].decisions).toMatchObject([{ onBehalfOf: 'hall-head' }]);
    else {
      expect(decision.json().code).toBe('not-a-candidate');
      expect(now.stages[0]).toMatchObject({ state: 'open', candidates: ['hall-head'] });
    }
  }
});

test('two last approvals that together would conflict', async () => {
  for (let round = 3 * rounds; round < 4 * rounds; round++) {
    const who = newcomer(round);
    const wanted = (action: string) => ({ beneficiary: who, role: `contribution-${action}`, unit: 'contribution' });
    const handle = await approve(county, await submitted(county, 'newcomer', wanted('handle')), 2);
    const review = await approve(county, await submitted(county, 'newcomer', wanted('review')), 3);
    const answers = await Promise.all([
      decide(county, 'director', handle.id),
      decide({ ...county, service: other }, 'city-maintainer', review.id),
    ]);
    expect(answers.map((answer) => answer.json().state).sort()).toEqual(['applied', 'failed']);
  }
  expect(await anybodyBreaks()).toEqual([]);
});
