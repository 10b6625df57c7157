import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { action, type Certified, record, startCertified, user } from './authzen-fixture.ts';

/** AuthZEN certification, level Basic (core and properties), with the scenario's own numbers of sections. */
let certified: Certified;
beforeAll(async () => {
  certified = await startCertified();
});
afterAll(() => certified.running.stop());

const read = { subject: user('alice'), action: action('read'), resource: record('record-1') };
const evaluate = (body: unknown, headers?: Record<string, string>) =>
  certified.pdp.ask<{ decision: boolean; context?: object }>('evaluation', body, headers);

describe('the eight decisions of the fixture (1.4), asked twice (2.6)', () => {
  test.each([
    [1, user('alice'), action('read'), record('record-1'), true],
    [2, user('alice'), action('write'), record('record-1'), true],
    [3, user('bob'), action('read'), record('record-1'), true],
    [4, user('bob'), action('write'), record('record-1'), false],
    [5, user('alice'), action('write'), record('record-2', { status: 'archived' }), false],
    [6, user('bob', { role: 'admin' }), action('write'), record('record-2', { status: 'archived' }), true],
    [7, user('alice'), action('delete', { soft: true }), record('record-1'), true],
    [8, user('alice'), action('delete', { soft: false }), record('record-1'), false],
  ])('%s', async (_rule, subject, verb, resource, decision) => {
    for (let time = 0; time < 3; time++) {
      const { status, body, headers } = await evaluate({ subject, action: verb, resource });
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^application\/json\b/);
      expect(body.decision).toBe(decision);
      expect(body.context).toBeInstanceOf(Object);
    }
  });
});

test('context, further properties and unknown fields change nothing (2.2.3, 2.2.8, 2.2.9)', async () => {
  const context = { time: '2025-06-27T18:03-07:00', ip: '192.168.1.1' };
  const further = {
    subject: user('alice', { department: 'Sales', role: 'manager' }),
    action: action('read', { method: 'GET' }),
    resource: record('record-1', { status: 'active', owner: 'bob' }),
  };
  for (const body of [{ ...read, context }, further, { ...read, foo: 'bar', futureField: { nested: true } }])
    expect(await evaluate(body)).toMatchObject({ status: 200, body: { decision: true } });
});

describe('a bad request is 400 (2.4)', () => {
  test.each([
    ['without a subject', { ...read, subject: undefined }],
    ['without an action', { ...read, action: undefined }],
    ['without a resource', { ...read, resource: undefined }],
    ['subject without a type', { ...read, subject: { id: 'alice' } }],
    ['subject without an id', { ...read, subject: { type: 'user' } }],
    ['action without a name', { ...read, action: {} }],
    ['resource without a type', { ...read, resource: { id: 'record-1' } }],
    ['resource without an id', { ...read, resource: { type: 'record' } }],
    ['subject as text', { ...read, subject: 'alice' }],
    ['action named by a number', { ...read, action: { name: 123 } }],
    ['properties as text', { ...read, subject: { ...user('alice'), properties: 'x' } }],
    ['context as a list', { ...read, context: [] }],
    ['a list', [read]],
  ])('%s', async (_what, body) => {
    expect((await evaluate(body)).status).toBe(400);
  });

  const text = JSON.stringify(read);
  test.each([
    ['another content type', text, { 'content-type': 'text/plain' }],
    ['XML', '<a/>', { 'content-type': 'application/xml' }],
    ['a form', 'subject=alice', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['no content type', text, {}],
    ['malformed JSON', '{"subject":', { 'content-type': 'application/json' }],
    ['an empty body', '', { 'content-type': 'application/json' }],
    ['no body', undefined, {}],
  ])('%s', async (_what, body, headers) => {
    for (const path of ['evaluation', 'evaluations', 'search/subject', 'search/resource', 'search/action']) {
      const answer = await certified.pdp.send(path, body, headers as Record<string, string>);
      expect([path, answer.status]).toEqual([path, 400]);
    }
  });
});

test('a content type may say its charset', async () => {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  expect((await certified.pdp.send('evaluation', JSON.stringify(read), headers)).status).toBe(200);
});

test('without a token it is 401, whose error is no decision', async () => {
  const answer = await fetch(`${certified.pdp.origin}/access/v1/evaluation`, { method: 'POST' });
  expect(answer.status).toBe(401);
  expect(await answer.json()).not.toHaveProperty('decision');
});

test('the request id comes back as it was given, on every path and when refused (2.5)', async () => {
  const ids = ['bfe9eb29-ab87-4ca3-be83-a1d5d8305716', 'id with spaces {and} "quotes"', 'x'.repeat(200)];
  for (const id of ids) {
    // Twice: the second time memory may know the answer.
    for (const body of [read, read, { ...read, action: action('nothing') }, {}]) {
      const { headers } = await evaluate(body, { 'x-request-id': id });
      expect(headers.get('x-request-id')).toBe(id);
    }
    const { headers } = await certified.pdp.ask('evaluations', { ...read, evaluations: [{}] }, { 'x-request-id': id });
    expect(headers.get('x-request-id')).toBe(id);
  }
  expect((await evaluate(read)).status).toBe(200);
});
