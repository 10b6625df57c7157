import type { Request } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteDeputies } from '../deputy-run-out.ts';
import { asOwner, deskOf, inDays } from './asking.ts';
import { onLeave } from './moving.ts';
import { type County, openCounty } from './open-county.ts';
import { submitted } from './requesting.ts';
import { suspended } from './suspending.ts';

/** While a head is away only their deputy decides: once that voice is lost as well, the stage goes to whom it escalates to. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const post = (who: string, url: string, body: object) => county.service.post(county.as(who), url, body);
const higher = ['deputy-director', 'deputy-director2'];

async function named(section: string, deputy: string): Promise<string> {
  const answer = await post(`${section}-head`, '/api/v1/deputies', { deputy, until: inDays(5), reason: '年休假' });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}

/** A request that only the deputy of the head, who is away, may decide. */
async function leftToDeputy(section: string, deputy: string): Promise<Request> {
  await onLeave(county, `${section}-head`);
  const request = await submitted(county, `${section}-op1`, {
    ...{ beneficiary: 'newcomer', role: 'hall-handle', unit: section },
  });
  expect(request.stages[0]?.candidates).toEqual([deputy]);
  return request;
}

async function goesUp({ id }: Request, reason: string): Promise<void> {
  const answer = await county.service.get(county.as('director'), `/api/v1/requests/${id}`);
  const { stages } = answer.json<Request>();
  expect(stages[0]).toMatchObject({ state: 'open', by: 'deputy-director', escalated: true });
  expect(stages[0]?.candidates.toSorted()).toEqual(higher);
  const moved = (await county.entries('request.reassigned')).filter(({ target }) => target === id);
  expect(moved).toMatchObject([{ outcome: 'done', reason }]);
}

test('by the end of the deputyship', async () => {
  const deputyship = await named('finance', 'information-head');
  const request = await leftToDeputy('finance', 'information-head');
  const url = `/api/v1/deputies/${deputyship}`;
  expect((await county.service.send(county.as('information-head'), { method: 'DELETE', url })).statusCode).toBe(204);
  await goesUp(request, 'deputy-ended');
});

test('by its running out, noted once', async () => {
  const deputyship = await named('information', 'information-op3');
  const request = await leftToDeputy('information', 'information-op3');
  const lapse = `update access.deputy set validity = tstzrange(lower(validity), clock_timestamp()) where id = $1`;
  await asOwner(county, lapse, [deputyship]);
  // The service's own schedule may look as well.
  await Promise.all([noteDeputies(deskOf(county), county.centre), noteDeputies(deskOf(county), county.centre)]);
  await goesUp(request, 'deputy-ended');
  const ended = (await county.entries('deputy.ended')).filter(({ target }) => target === deputyship);
  expect(ended).toMatchObject([{ outcome: 'done', reason: 'expired' }]);
});

test('the database lets none be noted before it has run out, nor again', async () => {
  const note = (id: string) =>
    county.owner.pool.query('update access.deputy set lapse_noted_at = clock_timestamp() where id = $1', [id]);
  const id = await named('hall', 'hall-op3');
  await expect(note(id)).rejects.toMatchObject({ constraint: 'deputy_only_ends' });
  const lapsed = `update access.deputy set lapse_noted_at = clock_timestamp(),
    validity = tstzrange(lower(validity), clock_timestamp()) where id = $1`;
  await asOwner(county, lapsed, [id]);
  await expect(note(id)).rejects.toMatchObject({ constraint: 'deputy_only_ends' });
});

test('nobody who is suspended is named', async () => {
  await suspended(county, 'resident-pension-op3');
  const body = { deputy: 'resident-pension-op3', until: inDays(5), reason: '年休假' };
  const refused = await post('resident-pension-head', '/api/v1/deputies', body);
  expect(refused.json()).toMatchObject({ status: 409, code: 'suspended' });
});

test('by the departure of a deputy who holds no post of their own', async () => {
  await named('contribution', 'contribution-op3');
  const request = await leftToDeputy('contribution', 'contribution-op3');
  const left = await post('sysadmin', '/api/v1/people/contribution-op3/departure', { kind: 'resigned' });
  expect(left.json().effects.decisionsReassigned).toMatchObject([{ request: request.id, escalated: true }]);
  await goesUp(request, 'departure');
});

test('by the leave of such a deputy', async () => {
  await named('enrolment', 'enrolment-op3');
  const request = await leftToDeputy('enrolment', 'enrolment-op3');
  await onLeave(county, 'enrolment-op3');
  await goesUp(request, 'leave');
});

test('by the suspension of the head, who is away', async () => {
  await named('card', 'hall-head');
  const request = await leftToDeputy('card', 'hall-head');
  const order = { reason: 'under-investigation', note: '休假期间接到举报' };
  const suspended = await post('secadmin', '/api/v1/people/card-head/suspension', order);
  expect(suspended.json().effects?.decisionsReassigned, suspended.body).toMatchObject([{ request: request.id }]);
  await goesUp(request, 'suspension');
});

test('another who stands for the head goes on, and nothing moves', async () => {
  const first = await named('injury-unemployment', 'information-op1');
  const request = await leftToDeputy('injury-unemployment', 'information-op1');
  const other = await post('sysadmin', '/api/v1/deputies', {
    ...{ principal: 'injury-unemployment-head', deputy: 'information-op2', until: inDays(5), reason: '年休假' },
  });
  expect(other.statusCode, other.body).toBe(201);
  const url = `/api/v1/deputies/${first}`;
  await county.service.send(county.as('sysadmin'), { method: 'DELETE', url });
  const { stages } = (await county.service.get(county.as('director'), `/api/v1/requests/${request.id}`)).json();
  expect(stages[0]).toMatchObject({ by: 'section-head', escalated: false, candidates: ['information-op2'] });
});
