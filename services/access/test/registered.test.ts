import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reasonOf } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty(({ roles, people }) => {
    roles.push({
      code: 'archivist',
      name: { zh: '档案', en: 'Archivist' },
      risk: 1,
      permissions: [
        { action: 'read', resource: 'record' },
        { action: 'destroy', resource: 'record', conditions: { 'resource.properties.status': 'draft' } },
        { action: 'change', resource: 'record', conditions: { 'resource.properties.status': 'draft' } },
        { action: 'destroy', resource: 'record', effect: 'deny', conditions: { 'resource.properties.kept': true } },
        { action: 'sign', resource: 'record', conditions: { 'subject.properties.username': 'newcomer' } },
        {
          action: 'lend',
          resource: 'record',
          conditions: { 'context.purpose': 'study', 'action.properties.days': { $lte: 7 } },
        },
      ],
    });
    people.find(({ username }) => username === 'newcomer')?.roles.push('archivist');
  });
});
afterAll(() => county.close());

const url = (id: string, type = 'record') => `/api/v1/resources/${type}/${id}`;
const put = (id: string, properties: object, type?: string) =>
  county.service.send(county.client('cases:write'), { method: 'PUT', url: url(id, type), payload: { properties } });
const about = (action: string, id: string, properties?: object) => ({
  subject: { type: 'person', id: 'newcomer' },
  action: { name: action },
  resource: { type: 'record', id, ...(properties ? { properties } : {}) },
});

test('conditions look into subject, action, resource and context; a denial wins over every permission', async () => {
  expect(await reasonOf(county, about('read', 'r0'))).toBe('permitted');
  expect(await reasonOf(county, about('change', 'r0', { status: 'draft' }))).toBe('permitted');
  expect(await reasonOf(county, about('change', 'r0', { status: 'final' }))).toBe('condition-not-met');
  expect(await reasonOf(county, about('destroy', 'r0', { status: 'draft' }))).toBe('permitted');
  expect(await reasonOf(county, about('destroy', 'r0', { status: 'draft', kept: true }))).toBe('denied-by-role');
  // What a person is stands in the directory; a request cannot say otherwise.
  const claimed = { type: 'person', id: 'newcomer', properties: { username: 'somebody' } };
  expect(await reasonOf(county, { ...about('sign', 'r0'), subject: claimed })).toBe('permitted');
  const lend = (days: number, purpose: string) => ({
    ...about('lend', 'r0'),
    action: { name: 'lend', properties: { days } },
    context: { purpose },
  });
  expect(await reasonOf(county, lend(7, 'study'))).toBe('permitted');
  expect(await reasonOf(county, lend(8, 'study'))).toBe('condition-not-met');
  expect(await reasonOf(county, lend(7, 'pleasure'))).toBe('condition-not-met');
});

test('a registered resource is judged by what is registered of it, in every process', async () => {
  const second = await county.secondService();
  for (const service of [county.service, second])
    expect(await reasonOf(county, about('change', 'r1'), service)).toBe('condition-not-met');
  expect((await put('r1', { status: 'draft' })).statusCode).toBe(201);
  expect(await reasonOf(county, about('change', 'r1'))).toBe('permitted');
  await expect.poll(() => reasonOf(county, about('change', 'r1'), second)).toBe('permitted');
  expect((await put('r1', { status: 'final' })).statusCode).toBe(200);
  expect(await reasonOf(county, about('change', 'r1', { status: 'draft' }))).toBe('condition-not-met');
  await expect.poll(() => reasonOf(county, about('change', 'r1'), second)).toBe('condition-not-met');
  const gone = await county.service.send(county.client('cases:write'), { method: 'DELETE', url: url('r1') });
  expect(gone.statusCode).toBe(204);
  expect(await reasonOf(county, about('change', 'r1', { status: 'draft' }))).toBe('permitted');
  await expect.poll(() => reasonOf(county, about('change', 'r1', { status: 'draft' }), second)).toBe('permitted');
});

test('a question answered ahead of the framework is answered anew once its resource is registered', async () => {
  const { app } = county.service;
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const bearer = await county.service.bearer(county.client('decide'));
  const headers = { ...bearer, 'content-type': 'application/json' };
  const body = JSON.stringify(about('change', 'r9', { status: 'draft' }));
  const ask = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/access/v1/evaluation`, { method: 'POST', headers, body });
    return ((await answer.json()) as { decision: boolean }).decision;
  };
  for (let time = 0; time < 3; time++) expect(await ask()).toBe(true);
  await put('r9', { status: 'final' });
  expect(await ask()).toBe(false);
});

test('registrations are read, replaced and removed by clients that write cases, each with its entry', async () => {
  const { service, client } = county;
  expect((await put('r2', { a: 1 })).json()).toMatchObject({
    type: 'record',
    id: 'r2',
    properties: { a: 1 },
    client: 'test-client',
  });
  expect((await service.get(client('cases:write'), url('r2'))).json().properties).toEqual({ a: 1 });
  expect((await service.get(client('decide'), url('r2'))).statusCode).toBe(403);
  expect((await service.get(county.as('sysadmin'), url('r2'))).statusCode).toBe(403);
  expect((await service.get(client('cases:write'), url('nothing'))).statusCode).toBe(404);
  expect((await service.send(client('cases:write'), { method: 'DELETE', url: url('nothing') })).statusCode).toBe(404);
  expect((await put('x', {}, 'case')).json()).toMatchObject({ code: 'invalid-request', errors: [{ path: '/type' }] });
  const entries = (await county.entries('resource.registered')).filter(({ target }) => target === 'r2');
  expect(entries).toMatchObject([{ outcome: 'done' }]);
});
