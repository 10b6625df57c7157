import { newId } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approver, handlers, openCase, readCase, reviewers, step, stepped } from './casework.ts';
import { type County, openCounty } from './open-county.ts';

/** What is refused is told with its reason, recorded before it is told, and leaves the case as it was. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const refusals = async (id: string) =>
  (
    await county.owner.pool.query(
      `select actor, reason, client, item, unit, target, details from audit.entry
     where centre = $1 and action = 'step.refused' and outcome = 'denied' and "case" = $2 order by id`,
      [county.centre, id],
    )
  ).rows;

test('every reason a step is refused for is in the log', async () => {
  const id = await openCase(county, { reference: 'R-1' });
  const refuse = async (status: number, code: string, duty: string, actor: string) =>
    expect((await step(county, id, duty, actor)).json(), code).toMatchObject({ status, code });
  await refuse(422, 'unknown-code', 'pay', handlers[0]);
  await refuse(409, 'not-active', 'handle', 'nobody-at-all');
  await refuse(403, 'not-permitted', 'handle', reviewers[0]);
  await refuse(409, 'out-of-order', 'review', reviewers[0]);
  await stepped(county, id, 'handle', handlers[0]);
  await refuse(409, 'already-recorded', 'handle', handlers[1]);
  await stepped(county, id, 'review', reviewers[0]);
  await stepped(county, id, 'approve', approver);
  await refuse(409, 'already-recorded', 'approve', approver);
  expect((await readCase(county, id)).steps).toHaveLength(3);
  const common = { client: 'test-client', item: 'enterprise-pension-award', unit: 'enterprise-pension', target: 'R-1' };
  expect(await refusals(id)).toEqual(
    [
      [handlers[0], 'unknown-code', 'pay'],
      ['nobody-at-all', 'not-active', 'handle'],
      [reviewers[0], 'not-permitted', 'handle'],
      [reviewers[0], 'out-of-order', 'review'],
      [handlers[1], 'already-recorded', 'handle'],
      [approver, 'already-recorded', 'approve'],
    ].map(([actor, reason, duty]) => ({ ...common, actor, reason, details: { duty } })),
  );
});

test('a complete case takes no step of a round it never had', async () => {
  const id = await openCase(county, { item: 'employer-registration', unit: 'enrolment' });
  const { rows } = await county.owner.pool.query(
    `update access.case set state = 'complete', closed_at = now() where id = $1 returning id`,
    [id],
  );
  expect(rows).toHaveLength(1);
  expect((await step(county, id, 'handle', 'enrolment-op1')).json()).toMatchObject({
    status: 409,
    code: 'case-closed',
  });
});

test('a step of no case is not found, and logged under the name it was given', async () => {
  const id = newId();
  expect((await step(county, id, 'handle', handlers[0])).json()).toMatchObject({ status: 404, code: 'not-found' });
  expect(await county.entries('step.refused')).toContainEqual(
    expect.objectContaining({ target: id, reason: 'not-found', actor: handlers[0] }),
  );
});

test('a person acts for themselves, unnamed or named; not in the name of another, which is refused and logged', async () => {
  const { service, as } = county;
  const id = await openCase(county);
  const url = `/api/v1/cases/${id}/steps`;
  const posing = await service.post(as(handlers[0]), url, { duty: 'handle', actor: handlers[1] });
  expect(posing.json()).toMatchObject({ status: 403, code: 'not-permitted' });
  expect(await refusals(id)).toMatchObject([{ actor: handlers[0], client: 'console', reason: 'not-permitted' }]);
  expect((await service.post(as(handlers[0]), url, { duty: 'handle' })).json().step.username).toBe(handlers[0]);
  const named = await service.post(as(reviewers[0]), url, { duty: 'review', actor: reviewers[0] });
  expect(named.json().step.username).toBe(reviewers[0]);
  const [entry] = (await county.entries('step.recorded')).slice(-1);
  expect(entry).toMatchObject({ actor: reviewers[0], client: 'console' });
});

test('a client names who acted, and needs the scope; the entry says which client asserted it', async () => {
  const { service, client } = county;
  const id = await openCase(county);
  const url = `/api/v1/cases/${id}/steps`;
  expect((await service.post(client('cases:write'), url, { duty: 'handle' })).json()).toMatchObject({
    status: 400,
    code: 'invalid-request',
    errors: [{ path: '/actor' }],
  });
  const body = { duty: 'handle', actor: handlers[0] };
  expect((await service.post(client('decide'), url, body)).json()).toMatchObject({
    status: 403,
    code: 'not-permitted',
  });
  expect((await service.post(undefined, url, body)).statusCode).toBe(401);
  expect((await service.post(client('cases:write'), url, body)).statusCode).toBe(201);
  const [entry] = (await county.entries('step.recorded')).slice(-1);
  expect(entry).toMatchObject({ actor: handlers[0], client: 'test-client' });
});

test('what a step is not: unknown fields, a wrong type, a text too long', async () => {
  const id = await openCase(county);
  const url = `/api/v1/cases/${id}/steps`;
  const body = { duty: 'handle', actor: handlers[0] };
  for (const spoilt of [
    { ...body, round: 2 },
    { ...body, duty: 7 },
    { ...body, duty: '' },
    { ...body, outcome: 'maybe' },
    { ...body, note: 'x'.repeat(1001) },
    { actor: handlers[0] },
  ]) {
    const answer = await county.service.post(county.client('cases:write'), url, spoilt);
    expect(answer.json(), JSON.stringify(spoilt).slice(0, 80)).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(answer.json().errors.length).toBeGreaterThan(0);
  }
  expect((await readCase(county, id)).steps).toEqual([]);
  expect(
    (await county.service.post(county.client('cases:write'), '/api/v1/cases/not-an-id/steps', body)).statusCode,
  ).toBe(400);
});
