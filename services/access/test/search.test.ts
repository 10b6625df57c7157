import { afterAll, beforeAll, expect, test } from 'vitest';
import { award, evaluate, openCase, question, stepped } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty(({ roles, people }) => {
    const permissions = [{ action: 'read', resource: 'record', conditions: { 'resource.properties.open': true } }];
    roles.push({ code: 'archivist', name: { zh: '档案', en: 'Archivist' }, risk: 1, permissions });
    people.find(({ username }) => username === 'newcomer')?.roles.push('archivist');
  });
});
afterAll(() => county.close());

const search = (
  sought: string,
  body: object,
  caller: Parameters<County['service']['post']>[0] = county.client('decide'),
) => county.service.post(caller, `/access/v1/search/${sought}`, body);

/** All results over all pages, and how many pages there were. */
async function all(sought: string, body: object, limit?: number): Promise<{ found: string[]; pages: number }> {
  const found: string[] = [];
  for (let token = '', pages = 1; ; pages++) {
    const page = { ...(limit ? { limit } : {}), ...(token ? { token } : {}) };
    const answer = await search(sought, { ...body, page });
    expect(answer.statusCode, answer.body).toBe(200);
    const { results, page: next } = answer.json();
    if (limit) expect(results.length).toBeLessThanOrEqual(limit);
    found.push(...results.map(({ id, name }: { id?: string; name?: string }) => id ?? name));
    token = next.next_token;
    if (!token) return { found, pages };
  }
}

test('who may: exactly those whom an evaluation permits, in pages without gap or double', async () => {
  const body = { subject: { type: 'person' }, action: { name: 'review' }, resource: question('x', 'y').resource };
  const { found } = await all('subject', body);
  expect(found.sort()).toEqual(['enterprise-pension-op3', 'enterprise-pension-op4']);
  const paged = await all('subject', { ...body, action: { name: 'handle' } }, 1);
  expect(paged.found.sort()).toEqual(['enterprise-pension-op1', 'enterprise-pension-op2']);
  expect(paged.pages).toBeGreaterThan(1);
  for (const who of [...found, 'enterprise-pension-op1', 'newcomer', 'director'])
    expect((await evaluate(county, question(who, 'review'))).decision).toBe(found.includes(who));
  expect((await all('subject', { ...body, subject: { type: 'robot' } })).found).toEqual([]);
});

test('who may go on with a recorded case: neither out of turn nor who took part', async () => {
  const { id } = await openCase(county);
  const whoMay = async (action: string) =>
    (
      await all('subject', { subject: { type: 'user' }, action: { name: action }, resource: { type: 'case', id } })
    ).found.sort();
  expect(await whoMay('handle')).toEqual(['enterprise-pension-op1', 'enterprise-pension-op2']);
  expect(await whoMay('review')).toEqual([]);
  await stepped(county, id, 'handle', 'enterprise-pension-op1');
  expect(await whoMay('handle')).toEqual([]);
  expect(await whoMay('review')).toEqual(['enterprise-pension-op3', 'enterprise-pension-op4']);
});

test('on which: the recorded cases that wait for the subject, and registered resources', async () => {
  const cases: string[] = [];
  for (let n = 0; n < 5; n++) cases.push((await openCase(county)).id);
  await stepped(county, cases[0] as string, 'handle', 'enterprise-pension-op1');
  const handle = {
    subject: { type: 'person', id: 'enterprise-pension-op2' },
    action: { name: 'handle' },
    resource: { type: 'case' },
  };
  const { found, pages } = await all('resource', handle, 2);
  expect(found.filter((id) => cases.includes(id))).toEqual(cases.slice(1).reverse());
  expect(pages).toBeGreaterThan(1);
  const review = { ...handle, subject: { type: 'person', id: 'enterprise-pension-op3' }, action: { name: 'review' } };
  expect((await all('resource', review)).found).toContain(cases[0]);

  for (const [id, open] of [
    ['a', true],
    ['b', false],
    ['c', true],
  ] as const)
    await county.service.send(county.client('cases:write'), {
      method: 'PUT',
      url: `/api/v1/resources/record/${id}`,
      payload: { properties: { open } },
    });
  const read = { subject: { type: 'person', id: 'newcomer' }, action: { name: 'read' }, resource: { type: 'record' } };
  expect((await all('resource', read, 1)).found).toEqual(['a', 'c']);
  expect((await all('resource', { ...read, subject: { type: 'person', id: 'director' } })).found).toEqual([]);
  expect((await all('resource', { ...read, subject: { type: 'person', id: 'nobody' } })).found).toEqual([]);
});

test('which actions: those that an evaluation permits', async () => {
  const body = {
    subject: { type: 'person', id: 'enterprise-pension-op3' },
    resource: { type: 'case', id: 'new', properties: award },
  };
  expect((await all('action', body)).found).toEqual(['review']);
  expect((await all('action', { ...body, subject: { type: 'person', id: 'newcomer' } })).found).toEqual([]);
  const entry = { subject: { type: 'person', id: 'inspector' }, resource: { type: 'entry', id: 'any' } };
  expect((await all('action', entry)).found).toContain('read');
});

test('a person searches about themselves only; nobody else finds out who may', async () => {
  const me = county.as('enterprise-pension-op1');
  const body = {
    subject: { type: 'person', id: 'enterprise-pension-op1' },
    resource: { type: 'case', id: 'new', properties: award },
  };
  expect((await search('action', body, me)).json().results).toEqual([{ name: 'handle' }]);
  expect((await search('action', { ...body, subject: { type: 'person', id: 'newcomer' } }, me)).statusCode).toBe(403);
  const whom = { subject: { type: 'person' }, action: { name: 'handle' }, resource: body.resource };
  expect((await search('subject', whom, me)).statusCode).toBe(403);
  expect((await search('subject', whom, county.client('audit:read'))).statusCode).toBe(403);
  expect((await county.entries('decision.searched')).length).toBeGreaterThan(0);
});

test('what is malformed is 400: members, tokens, limits', async () => {
  const whom = {
    subject: { type: 'person' },
    action: { name: 'handle' },
    resource: { type: 'case', id: 'new', properties: award },
  };
  const malformed: [string, object][] = [
    ['subject', { ...whom, action: undefined }],
    ['subject', { ...whom, subject: {} }],
    ['subject', { ...whom, page: { limit: -1 } }],
    ['subject', { ...whom, page: { token: 'x' } }],
    ['subject', { ...whom, page: { token: Buffer.from('["abc"]').toString('base64url') } }],
    ['resource', { ...whom, subject: { type: 'person' }, resource: { type: 'case' } }],
    [
      'resource',
      {
        ...whom,
        subject: { type: 'person', id: 'newcomer' },
        page: { token: Buffer.from('["abc"]').toString('base64url') },
      },
    ],
    ['action', { subject: { type: 'person', id: 'x' } }],
  ];
  for (const [sought, body] of malformed)
    expect((await search(sought, body)).statusCode, JSON.stringify(body)).toBe(400);
});
