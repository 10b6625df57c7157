import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { decide, submitted } from './requesting.ts';

/** What is said about a request while it is on its way, beside the decisions on it. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

test('whoever takes part says something while it is pending, and whoever sees it reads it', async () => {
  const request = await submitted(county, 'hall-op1', { beneficiary: 'hall-op1', role: 'card-handle', unit: 'card' });
  const url = `/api/v1/requests/${request.id}/comments`;
  const say = (who: string, text: string, more = {}) => county.service.post(county.as(who), url, { text, ...more });
  const attachments = [{ name: '任职文件.pdf', digest: `sha-256:${'a'.repeat(64)}` }];
  const said = await say('card-head', '请补充任职文件');
  expect(said.statusCode, said.body).toBe(201);
  expect((await say('hall-op1', '已附', { attachments })).statusCode).toBe(201);
  // Sees it by what they oversee, and takes no part; does not see it at all.
  expect((await say('auditadmin', '看看')).json().code).toBe('not-permitted');
  expect((await say('newcomer', '看看')).statusCode).toBe(404);
  for (const bad of [{ text: '' }, { text: '  ' }, { text: 'x'.repeat(1001) }, {}])
    expect((await county.service.post(county.as('card-head'), url, bad)).json().code).toBe('invalid-request');
  const first = (await county.service.get(county.as('auditadmin'), url, { limit: '1' })).json();
  expect(first.data).toMatchObject([{ person: 'card-head', text: '请补充任职文件', attachments: [] }]);
  const rest = await county.service.get(county.as('auditadmin'), url, { limit: '1', cursor: first.nextCursor });
  expect(rest.json()).toMatchObject({ data: [{ person: 'hall-op1', attachments }], nextCursor: null });
  expect((await county.service.get(county.as('newcomer'), url)).statusCode).toBe(404);
  const entries = (await county.entries('request.commented')).filter(({ outcome }) => outcome === 'done');
  expect(entries).toMatchObject([
    { actor: 'card-head', reason: '请补充任职文件' },
    { actor: 'hall-op1', reason: '已附', details: { attachments: [attachments[0]?.digest] } },
  ]);
  await decide(county, 'card-head', request.id, 'reject', '不同意');
  expect((await say('card-head', '又及')).json().code).toBe('not-pending');
  await expect(county.database.pool.query('update access.request_comment set text = $1', ['-'])).rejects.toThrow(
    'denied',
  );
});

test('said again under its key it is said once, also when the request has been decided meanwhile', async () => {
  const request = await submitted(county, 'hall-op2', { beneficiary: 'hall-op2', role: 'card-handle', unit: 'card' });
  const other = await submitted(county, 'hall-op3', { beneficiary: 'hall-op3', role: 'card-handle', unit: 'card' });
  const say = (id: string, payload: object, who = 'card-head') =>
    county.service.send(county.as(who), {
      method: 'POST',
      url: `/api/v1/requests/${id}/comments`,
      payload,
      headers: { 'idempotency-key': 'once' },
    });
  const body = { text: '请补充', attachments: [{ name: '清单.pdf', digest: `sha-256:${'b'.repeat(64)}` }] };
  const answers = await Promise.all(Array.from({ length: 5 }, () => say(request.id, body)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201, 201]);
  const first = answers[0]?.json();
  for (const answer of answers) expect(answer.json()).toEqual(first);
  for (const mismatch of [say(request.id, { text: '请补充' }), say(other.id, body)])
    expect((await mismatch).json()).toMatchObject({ status: 409, code: 'idempotency-mismatch' });
  // Somebody else's key of the same name is their own.
  expect((await say(request.id, { text: '已附' }, 'hall-op2')).statusCode).toBe(201);
  await decide(county, 'card-head', request.id, 'reject', '不同意');
  const again = await say(request.id, body);
  expect([again.statusCode, again.json()]).toEqual([201, first]);
  const { data } = (await county.service.get(county.as('card-head'), `/api/v1/requests/${request.id}/comments`)).json();
  expect(data.map(({ text }: { text: string }) => text)).toEqual(['请补充', '已附']);
  const entries = (await county.entries('request.commented')).filter(({ target }) => target === request.id);
  expect(entries.filter(({ outcome }) => outcome === 'done')).toHaveLength(2);
});
