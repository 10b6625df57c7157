import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, asked, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, handleFor } from './requesting.ts';

/** Documents that requests and decisions refer to. They are kept elsewhere; their digests are in the log. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const digest = (nibble: string) => `sha-256:${nibble.repeat(64)}`;
const order = { name: '任职文件.pdf', digest: digest('a'), href: 'https://oa.example.gov.cn/files/1' };
const minutes = { name: '会议纪要.pdf', digest: digest('b') };
const grant = (more: object = {}) => ({ change: 'grant', ...handleFor('newcomer'), ...more });

test('a request shows what it refers to, in preview, inbox and document; its entry keeps the digest', async () => {
  expect(await previewed(county, 'hall-op1', grant({ attachments: [order] }))).toMatchObject({ attachments: [order] });
  expect(await previewed(county, 'hall-op1', grant())).toMatchObject({ attachments: [] });
  const request = await asked(county, 'hall-op1', grant({ attachments: [order, minutes] }));
  expect(request).toMatchObject({ attachments: [order, minutes], bulk: null });
  const head = request.stages[0]?.candidates[0] as string;
  const { data } = (await county.service.get(county.as(head), '/api/v1/requests', { candidate: 'me' })).json();
  expect(data).toMatchObject([{ id: request.id, attachments: [order, minutes] }]);
  const [entry] = await county.entries('request.submitted');
  expect(entry).toMatchObject({ after: { attachments: [order.digest, minutes.digest] } });
  expect(JSON.stringify(entry)).not.toContain(order.href);
  const decision = { decision: 'approve', attachments: [minutes] };
  const decided = await county.service.post(county.as(head), `/api/v1/requests/${request.id}/decisions`, decision);
  expect(decided.statusCode, decided.body).toBe(200);
  expect(decided.json().stages[0].decisions).toMatchObject([{ person: head, attachments: [minutes] }]);
  const again = (await county.service.get(county.as('hall-op1'), `/api/v1/requests/${request.id}`)).json();
  expect(again.stages[0].decisions).toMatchObject([{ person: head, attachments: [minutes] }]);
  expect((await county.entries('request.decided'))[0]).toMatchObject({ details: { attachments: [minutes.digest] } });
  const last = await approve(county, again);
  expect(last).toMatchObject({ state: 'applied', attachments: [order, minutes] });
  expect(last.stages[1]?.decisions[0]).not.toHaveProperty('attachments');
});

test.each([
  [{ ...order, digest: 'sha-256:abc' }, '/attachments/0/digest'],
  [{ ...order, digest: `md5:${'a'.repeat(64)}` }, '/attachments/0/digest'],
  [{ ...order, href: 'javascript:alert(1)' }, '/attachments/0/href'],
  [{ name: '', digest: order.digest }, '/attachments/0/name'],
  [{ name: 'a' }, '/attachments/0/digest'],
  [{ ...order, content: 'x' }, '/attachments/0/content'],
])('%j is refused by its path', async (attachment, path) => {
  const answer = (await ask(county, 'hall-op1', grant({ attachments: [attachment] }))).json();
  expect(answer).toMatchObject({ status: 400, code: 'invalid-request' });
  expect(answer.errors.map((one: { path: string }) => one.path)).toContain(path);
});

test('a retry with other attachments is another request', async () => {
  const key = { 'idempotency-key': 'with-attachments' };
  const wanted = { change: 'grant', beneficiary: 'newcomer', role: 'hall-handle', unit: 'hall', attachments: [order] };
  const first = (await ask(county, 'hall-op1', wanted, key)).json();
  expect((await ask(county, 'hall-op1', wanted, key)).json().id).toBe(first.id);
  const other = (await ask(county, 'hall-op1', { ...wanted, attachments: [minutes] }, key)).json();
  expect(other).toMatchObject({ status: 409, code: 'idempotency-mismatch' });
});

test('a bulk’s attachments are those of each of its requests, which name the bulk; its decision has its own', async () => {
  const { service, as } = county;
  const lines = [{ change: 'grant', beneficiary: 'newcomer', role: 'contribution-handle', unit: 'contribution' }];
  const answer = await service.post(as('control-head'), '/api/v1/requests/bulk', {
    reason: '测试',
    attachments: [order],
    lines,
  });
  expect(answer.statusCode, answer.body).toBe(201);
  const bulk = answer.json();
  const [{ request }] = bulk.lines;
  expect(request).toMatchObject({ bulk: bulk.id, attachments: [order] });
  expect((await county.entries('bulk.submitted'))[0]).toMatchObject({ after: { attachments: [order.digest] } });
  const [head] = request.stages[0].candidates;
  const inbox = (await service.get(as(head), '/api/v1/requests', { candidate: 'me' })).json().data;
  expect(inbox).toContainEqual(expect.objectContaining({ id: request.id, bulk: bulk.id }));
  const decided = await service.post(as(head), `/api/v1/requests/bulk/${bulk.id}/decisions`, {
    decision: 'approve',
    attachments: [minutes],
  });
  expect(decided.json().verdicts).toMatchObject([{ decided: true }]);
  const seen = (await service.get(as(head), `/api/v1/requests/${request.id}`)).json();
  expect(seen.stages[0].decisions).toMatchObject([{ attachments: [minutes] }]);
});
