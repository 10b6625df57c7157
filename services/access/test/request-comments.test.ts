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
