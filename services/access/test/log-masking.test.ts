import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, step, stepped } from './acting.ts';
import { type County, openCounty } from './open-county.ts';
import { handleFor, submitted } from './requesting.ts';

/** The log is for ever: a number that somebody writes into a reason is not in it; where the reason itself is kept, it is. */
const identity = '110105 19491231 002X';
const left = '****** ******** 002X';
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

test('a reason is logged without the number in it, and read by who decides as it was given', async () => {
  const reason = `本人身份证 ${identity}，电话 138-0013-8000`;
  const request = await submitted(county, 'card-op1', { ...handleFor('newcomer'), reason });
  expect(request.reason).toBe(reason);
  const [entry] = await county.entries('request.submitted');
  expect(entry).toMatchObject({ target: request.id, reason: `本人身份证 ${left}，电话 ***-****-8000` });
});

test('an address with a number for a name is not logged with it', async () => {
  const answer = await county.service.post(county.as('card-op1'), '/api/v1/people/11010519491231002X/departure', {
    kind: 'resigned',
  });
  expect(answer.statusCode, answer.body).toBe(403);
  const entries = await county.owner.pool.query("select target from audit.entry where target like '*%'");
  expect(entries.rows).toEqual([{ target: '**************002X' }]);
});

test('a step, too; the case’s reference stays, by which it is found', async () => {
  const reference = '4111111111111111';
  const { id } = await openCase(county, { reference });
  await stepped(county, id, 'handle', 'enterprise-pension-op1');
  for (const action of ['case.opened', 'step.recorded'])
    expect(await county.entries(action)).toMatchObject([{ target: reference }]);
  const refused = await step(county, id, identity, 'enterprise-pension-op1');
  expect(refused.statusCode, refused.body).toBe(422);
  expect(await county.entries('step.refused')).toMatchObject([{ target: reference, details: { duty: left } }]);
});
