import SCIMMY from 'scimmy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { enterprise, HrSystem } from './provisioning.ts';

/**
 * No client library of SCIM worth having is to be had for Node. What ours answers is therefore read, and what it is asked for written, by
 * another implementation of the protocol (SCIMMY), as one of its clients would.
 */
const { Messages, Schemas } = SCIMMY;

let county: County;
let hr: HrSystem;
beforeAll(async () => {
  county = await openCounty();
  hr = new HrSystem(county);
});
afterAll(() => county.close());

test('another implementation reads what is answered, and is understood', async () => {
  const made = await hr.send(
    'POST',
    '/Users',
    new Schemas.User({ userName: 'read-me', displayName: '读我', title: '经办岗' }, 'in'),
  );
  expect(made.json()).toMatchObject({ status: '400', scimType: 'invalidValue' });
  expect(() => new Messages.ErrorResponse(made.json())).toThrow(expect.objectContaining({ scimType: 'invalidValue' }));
  await hr.add('read-me', { displayName: '读我' });
  const search = new Messages.SearchRequest().prepare({ filter: 'userName eq "read-me"', count: 5 });
  const list = new Messages.ListResponse((await hr.send('POST', '/Users/.search', search)).json());
  expect([list.totalResults, list.Resources.length]).toEqual([1, 1]);
  const user = new Schemas.User(list.Resources[0] as object, 'both');
  expect(user).toMatchObject({ userName: 'read-me', displayName: '读我', active: true });
  const patch = new Messages.PatchOp({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'active', value: false }],
  });
  const bulk = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
    Operations: [
      { method: 'PATCH', path: '/Users/bulkId:later', data: patch },
      {
        method: 'POST',
        path: '/Users',
        bulkId: 'later',
        data: { userName: 'later', displayName: '后来', [enterprise]: { department: 'card' } },
      },
      {
        method: 'POST',
        path: '/Users',
        bulkId: 'twice',
        data: { userName: 'read-me', displayName: '读我', [enterprise]: { department: 'card' } },
      },
    ],
  };
  const answer = new Messages.BulkResponse((await hr.send('POST', '/Bulk', bulk)).json());
  expect(answer.Operations).toMatchObject([
    { method: 'PATCH', status: '200' },
    { method: 'POST', bulkId: 'later', status: '201', version: expect.stringMatching(/^W\//) },
    { method: 'POST', bulkId: 'twice', status: '409', response: { scimType: 'uniqueness' } },
  ]);
  const id = answer.resolve().get('later');
  expect((await hr.get(`/Users/${id}`)).json()).toMatchObject({ userName: 'later', active: false });
});

test('a bulk ends where too much of it is refused, and is one', async () => {
  const gone = (at: number) => ({ method: 'DELETE', path: `/Users/no-such-${at}` });
  const bulk = (more: object) => hr.send('POST', '/Bulk', { Operations: [gone(1), gone(2), gone(3)], ...more });
  expect((await bulk({ failOnErrors: 2 })).json().Operations).toHaveLength(2);
  expect((await bulk({})).json().Operations).toMatchObject([{ status: '404' }, { status: '404' }, { status: '404' }]);
  expect((await bulk({ Operations: Array.from({ length: 201 }, (_, at) => gone(at)) })).json().status).toBe('413');
  const unknown = { Operations: [{ method: 'DELETE', path: '/Users/bulkId:nobody' }] };
  expect((await bulk(unknown)).json().Operations).toMatchObject([
    { status: '400', response: { scimType: 'invalidValue' } },
  ]);
  const faults: [object, string][] = [
    [{ Operations: [] }, 'invalidSyntax'],
    [{ failOnErrors: 0 }, 'invalidValue'],
    [{ Operations: [{ method: 'GET', path: '/Users/x' }] }, 'invalidSyntax'],
    [{ Operations: [{ method: 'POST', path: '/Users', data: {} }] }, 'invalidSyntax'],
    [{ Operations: [{ method: 'PATCH', path: '/Users', data: {} }] }, 'invalidPath'],
    [{ Operations: [{ method: 'DELETE', path: '/Groups/x' }] }, 'invalidPath'],
  ];
  for (const [more, scimType] of faults) expect((await bulk(more)).json()).toMatchObject({ status: '400', scimType });
});

test('the server says what it does, and what its users have', async () => {
  const config = (await hr.get('/ServiceProviderConfig')).json();
  for (const what of ['patch', 'bulk', 'filter', 'sort', 'etag'])
    expect(config[what]).toMatchObject({ supported: true });
  expect(config.changePassword).toEqual({ supported: false });
  const [type] = (await hr.get('/ResourceTypes')).json().Resources;
  expect(type).toMatchObject({ id: 'User', endpoint: '/Users' });
  expect((await hr.get('/ResourceTypes/User')).json()).toEqual(type);
  const { Resources } = (await hr.get('/Schemas')).json();
  expect([type.schema, ...type.schemaExtensions.map(({ schema }: { schema: string }) => schema)]).toEqual(
    Resources.map(({ id }: { id: string }) => id),
  );
  // All that a user has is described, by the one document of its schema.
  const user = (await hr.get(`/Users/${await hr.idOf('card-op1')}`)).json();
  for (const { id } of Resources) {
    const { attributes } = (await hr.get(`/Schemas/${id}`)).json();
    const names = attributes.map(({ name }: { name: string }) => name);
    const own = id === type.schema ? user : user[id];
    const common = ['schemas', 'id', 'externalId', 'meta', ...Resources.map(({ id }: { id: string }) => id)];
    expect(names).toEqual(expect.arrayContaining(Object.keys(own).filter((name) => !common.includes(name))));
  }
  for (const path of ['/Schemas?filter=id pr', '/ResourceTypes?filter=x', '/ServiceProviderConfig?filter=x'])
    expect((await hr.get(path.replaceAll(' ', '%20'))).json().status).toBe('403');
  for (const path of ['/Schemas/urn:x', '/ResourceTypes/Group', '/Groups', '/Users/no-such', ''])
    expect((await hr.get(path)).json(), path).toMatchObject({ status: '404' });
  for (const method of ['GET', 'POST', 'PATCH', 'DELETE'] as const)
    expect((await hr.send(method, '/Me', method === 'GET' ? undefined : {})).json().status).toBe('501');
});

const routes = [
  ['GET', '/Users'],
  ['POST', '/Users'],
  ['GET', '/Users/card-op1'],
  ['PUT', '/Users/card-op1'],
  ['PATCH', '/Users/card-op1'],
  ['DELETE', '/Users/card-op1'],
  ['POST', '/Users/.search'],
  ['POST', '/.search'],
  ['POST', '/Bulk'],
  ['GET', '/ServiceProviderConfig'],
  ['GET', '/Schemas'],
  ['GET', '/Schemas/x'],
  ['GET', '/ResourceTypes'],
  ['GET', '/ResourceTypes/User'],
  ['GET', '/Me'],
] as const;

test.each(routes)(
  '%s %s is for the HR system of the centre alone, and says so in the protocol',
  async (method, path) => {
    const url = `/scim/v2${path}`;
    const off = { active: false };
    const said = method === 'PATCH' ? { Operations: [{ op: 'replace', value: off }] } : off;
    const body = method === 'GET' || method === 'DELETE' ? {} : { payload: said };
    const send = (caller: Parameters<typeof county.service.send>[0]) =>
      county.service.send(caller, { method, url, ...body });
    const refused = async (caller: Parameters<typeof county.service.send>[0], status: string) => {
      const answer = await send(caller);
      expect(answer.json(), answer.body).toMatchObject({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status,
      });
      expect(answer.headers['content-type']).toMatch(/^application\/scim\+json/);
      return answer;
    };
    expect((await refused(undefined, '401')).headers['www-authenticate']).toMatch(/^Bearer/);
    await refused(county.client('decide', 'cases:write', 'audit:read'), '403');
    for (const person of ['sysadmin', 'secadmin', 'director']) await refused(county.as(person), '403');
    await refused({ ...county.as('sysadmin'), account: county.as('card-op1').person }, '401');
    if (path.startsWith('/Users/card-op1')) await refused({ ...county.client('scim'), centre: 'elsewhere' }, '404');
  },
);

test('another centre is not seen, and what is no SCIM is said to be none', async () => {
  const elsewhere = { ...county.client('scim'), centre: 'elsewhere' };
  expect((await county.service.get(elsewhere, '/scim/v2/Users')).json()).toMatchObject({ totalResults: 0 });
  const send = (payload: string, type: string) =>
    county.service.send(county.client('scim'), {
      method: 'POST',
      url: '/scim/v2/Users',
      payload,
      headers: { 'content-type': type },
    });
  expect((await send('{"userName":', 'application/scim+json')).json()).toMatchObject({
    status: '400',
    scimType: 'invalidSyntax',
  });
  expect((await send('["x"]', 'application/json')).json()).toMatchObject({ status: '400', scimType: 'invalidSyntax' });
  expect((await send('<user/>', 'application/xml')).json()).toMatchObject({ status: '415' });
  expect((await send(`{"x":"${'x'.repeat(1_100_000)}"}`, 'application/scim+json')).json()).toMatchObject({
    status: '413',
  });
  const english = await county.service.send(county.client('scim'), {
    ...{ method: 'GET', url: '/scim/v2/Users?sortBy=x' },
    headers: { 'accept-language': 'en' },
  });
  expect(english.json().detail).toBe('There is no attribute x.');
});
