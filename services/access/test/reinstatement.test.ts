import type { Departure, Request } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { question, reasonOf } from './acting.ts';
import { ask, asked, asOwner, inDays, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const left = async (who: string, kind = 'resigned'): Promise<Departure> => {
  const answer = await county.service.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, { kind });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
};
const back = (beneficiary: string, more: object = {}) => ({ change: 'reinstate', beneficiary, ...more });
const personOf = async (who: string) =>
  (await county.service.get(county.as('director'), `/api/v1/people/${who}`)).json();
const rehire = (who: string, unit: string) =>
  county.service.post(county.as('sysadmin'), `/api/v1/people/${who}/rehire`, { unit, reason: '返聘' });

test('a departure is taken back through the chain of the riskiest grant; the old account stays dead', async () => {
  const who = 'enterprise-pension-op1';
  const before = county.as(who);
  const { effects } = await left(who);
  expect(effects.grantsEnded).toMatchObject([{ role: 'enterprise-pension-handle', until: null }]);
  expect((await previewed(county, 'newcomer', back(who))).stages).toHaveLength(3);
  const request = await asked(county, 'newcomer', back(who));
  expect(request).toMatchObject({ change: 'reinstate', risk: 2, unit: 'enterprise-pension', beneficiary: who });
  expect((await ask(county, 'hall-op1', back(who))).json().code).toBe('already-exists');
  expect(await personOf(who)).toMatchObject({ state: 'departed' });
  expect((await approve(county, request)).state).toBe('applied');
  expect(await personOf(who)).toMatchObject({ state: 'active', username: who, roles: ['enterprise-pension-handle'] });
  expect(await reasonOf(county, question(who, 'handle'))).toBe('permitted');
  // Whatever was issued to the old account is worth nothing.
  expect((await county.service.get(before, '/api/v1/me')).json().code).toBe('account-disabled');
  const { rows } = await county.owner.pool.query(
    `select a.state, g.request from access.account a join access.grant g on g.person = a.person and g.ended_by is null
     where a.username = $1 order by a.created_at`,
    [who],
  );
  expect(rows).toEqual([
    { state: 'disabled', request: request.id },
    { state: 'active', request: request.id },
  ]);
  expect(await county.entries('person.reinstated')).toMatchObject([{ outcome: 'done', target: who }]);
});

test('only part of what ended may be asked for; what would have run out by now does not begin again', async () => {
  const who = 'enterprise-pension-op2';
  const departure = await left(who);
  const [grant] = departure.effects.grantsEnded;
  expect((await ask(county, 'newcomer', back(who, { grants: [county.as(who).person] }))).json().code).toBe(
    'unknown-code',
  );
  const none = await previewed(county, 'newcomer', back(who, { grants: [] }));
  expect(none).toMatchObject({ risk: 1, problem: null });
  const request = await asked(county, 'newcomer', back(who, { grants: [grant?.id] }));
  await asOwner(
    county,
    `update access.request set proposal = jsonb_set(proposal, '{grants,0,until}', to_jsonb($2::text)) where id = $1`,
    [request.id, inDays(-1)],
  );
  expect((await approve(county, request)).state).toBe('applied');
  expect(await personOf(who)).toMatchObject({ state: 'active', roles: [] });
});

test('judged anew at each approval: what conflicts by now, or is of a higher tier, does not come back', async () => {
  const who = 'enterprise-pension-op3';
  await left(who);
  const request = await asked(county, 'newcomer', back(who));
  // A rule that was not there when they left: the role now also handles what it reviews.
  await asOwner(
    county,
    `insert into access.role_permission (centre, role, ordinal, action, resource, items, effect)
     select centre, 'enterprise-pension-review', 99, 'handle', resource, items, effect
     from access.role_permission where role = 'enterprise-pension-review' and action = 'review'`,
    [],
  );
  await county.owner.pool.query('update access.centre set epoch = epoch + 1, policy_epoch = epoch + 1');
  const open = request.stages.find(({ state }) => state === 'open')?.candidates[0] as string;
  const decided = await decide(county, open, request.id);
  expect(decided.json()).toMatchObject({ state: 'failed', failure: 'duty-conflict' });
  expect((await ask(county, 'newcomer', back(who))).json().code).toBe('duty-conflict');
  await asOwner(
    county,
    "delete from access.role_permission where role = 'enterprise-pension-review' and ordinal = 99",
    [],
  );
  await county.owner.pool.query('update access.centre set epoch = epoch + 1, policy_epoch = epoch + 1');
});

test('a rehire while it is pending comes first: it fails, and gives nothing', async () => {
  const who = 'card-op1';
  await left(who);
  let request: Request = await asked(county, 'newcomer', back(who));
  request = await approve(county, request, request.stages.length - 1);
  const last = request.stages.find(({ state }) => state === 'open')?.candidates[0] as string;
  const [decision, rehired] = await Promise.all([decide(county, last, request.id), rehire(who, 'card')]);
  const won = decision.json().state === 'applied';
  expect(rehired.statusCode).toBe(won ? 409 : 201);
  if (!won) expect(decision.json()).toMatchObject({ state: 'failed', failure: 'already-active' });
  const { roles } = await personOf(who);
  expect(roles).toEqual(won ? expect.arrayContaining([expect.any(String)]) : []);
});

test('refused: who is there, who died, who was suspended, for oneself, after the days of grace, which the centre sets', async () => {
  const { service, as } = county;
  const settings = (by: string, reinstateDays: number) =>
    service.send(as(by), { method: 'PUT', url: '/api/v1/departure-settings', payload: { reinstateDays } });
  expect((await ask(county, 'newcomer', back('hall-op1'))).json().code).toBe('already-active');
  await left('hall-op2', 'deceased');
  expect((await ask(county, 'newcomer', back('hall-op2'))).json().code).toBe('already-departed');
  const suspended = await service.post(as('secadmin'), '/api/v1/people/hall-op3/suspension', {
    reason: 'under-investigation',
    note: '配合调查',
  });
  expect(suspended.statusCode, suspended.body).toBe(201);
  await left('hall-op3');
  expect((await ask(county, 'newcomer', back('hall-op3'))).json().code).toBe('suspended');
  await left('hall-op4');
  expect((await ask(county, 'hall-op4', back('hall-op4'))).json().code).toBe('account-disabled');
  expect((await settings('sysadmin', 30)).json().code).toBe('not-permitted');
  expect((await settings('secadmin', 0)).json()).toEqual({ reinstateDays: 0 });
  expect((await ask(county, 'newcomer', back('hall-op4'))).json().code).toBe('grace-over');
  expect((await service.get(as('newcomer'), '/api/v1/departure-settings')).json()).toEqual({ reinstateDays: 0 });
  await settings('secadmin', 7);
  await asOwner(county, "update access.departure set at = at - interval '8 days' where person = $1", [
    as('hall-op4').person,
  ]);
  expect((await ask(county, 'newcomer', back('hall-op4'))).json().code).toBe('grace-over');
  expect((await rehire('hall-op4', 'hall')).statusCode).toBe(201);
  expect(await county.entries('departure-settings.set')).toContainEqual(
    expect.objectContaining({ outcome: 'denied', actor: 'sysadmin', reason: 'not-permitted' }),
  );
});
