import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { employment, enterprise, HrSystem } from './provisioning.ts';

/** What HR and identity products send, as they are known to send it: each in the shape of its own, all of the same meaning. */
let county: County;
let hr: HrSystem;
let user: string;
beforeAll(async () => {
  county = await openCounty();
  hr = new HrSystem(county);
  user = (await hr.add('lin-yue', { displayName: '林月', title: '经办岗' })).json().id;
});
afterAll(() => county.close());

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const off = { active: false };
const moved = { [enterprise]: { department: 'hall' } };
const renamed = { displayName: '林悦', name: { formatted: '林悦' } };

test.each<[product: string, operations: object[], becomes: object]>([
  ['Entra ID, as documented', [{ op: 'Replace', path: 'active', value: false }], off],
  ['Entra ID, before its flag', [{ op: 'Replace', path: 'active', value: 'False' }], off],
  ['Entra ID, in a list', [{ op: 'Replace', path: 'active', value: [{ $ref: null, value: 'False' }] }], off],
  ['Entra ID, added', [{ op: 'Add', path: 'active', value: 'False' }], off],
  ['Okta', [{ op: 'replace', value: { active: false } }], off],
  ['OneLogin', [{ op: 'replace', path: 'active', value: 'false' }], off],
  ['text in place of an object', [{ op: 'replace', value: '{"active":false}' }], off],
  ['the whole URN', [{ op: 'replace', path: `${core}:active`, value: false }], off],
  ['other cases', [{ op: 'REPLACE', path: 'Active', value: 'FALSE' }], off],
  ['a dotted URN in the value', [{ op: 'replace', value: { [`${enterprise}:department`]: 'hall' } }], moved],
  ['an extension as an object', [{ op: 'add', value: { [enterprise]: { department: 'hall' } } }], moved],
  ['the extension as the path', [{ op: 'replace', path: enterprise, value: { department: 'hall' } }], moved],
  ['the URN of the attribute', [{ op: 'Add', path: `${enterprise}:department`, value: 'hall' }], moved],
  ['the attribute alone', [{ op: 'replace', path: 'department', value: 'hall' }], moved],
  ['a dotted name in the value', [{ op: 'replace', value: { 'name.formatted': '林悦' } }], renamed],
  ['a dotted path', [{ op: 'replace', path: 'name.formatted', value: '林悦' }], renamed],
  ['a name of parts', [{ op: 'replace', path: 'name', value: { familyName: '林', givenName: '悦' } }], renamed],
  [
    'one part',
    [
      { op: 'add', path: 'name.familyName', value: '林' },
      { op: 'add', path: 'name.givenName', value: '悦' },
    ],
    renamed,
  ],
  [
    'Entra ID, all it maps',
    [
      { op: 'Add', path: 'externalId', value: 'c3a1' },
      { op: 'Replace', path: 'displayName', value: '林悦' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'lin@example.cn' },
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '1390000' },
      { op: 'Add', path: 'addresses[type eq "work" and primary eq true].formatted', value: '…' },
      { op: 'Add', path: 'roles', value: [{ value: 'x', primary: true }] },
      { op: 'Replace', path: 'preferredLanguage', value: 'zh-CN' },
      { op: 'Add', path: `${enterprise}:manager`, value: { value: '26118915' } },
      { op: 'Remove', path: 'title' },
    ],
    { ...renamed, externalId: 'c3a1' },
  ],
  ['a last day that has come', [{ op: 'replace', path: `${employment}:terminationDate`, value: '2026-01-31' }], off],
  [
    'a last day that has come, as an instant',
    [{ op: 'add', value: { [employment]: { terminationDate: '2026-01-31T08:00:00+08:00' } } }],
    off,
  ],
  ['taken away with null', [{ op: 'replace', path: 'externalId', value: null }], {}],
  [
    'the last of several counts',
    [
      { op: 'replace', path: 'active', value: false },
      { op: 'replace', path: 'active', value: true },
    ],
    { active: true },
  ],
])('%s', async (_, operations, becomes) => {
  const answer = await hr.patch(user, operations);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json()).toMatchObject(becomes);
  const again = await hr.patch(user, operations);
  expect([again.statusCode, again.headers.etag]).toEqual([200, answer.headers.etag]);
  const before = {
    active: true,
    displayName: '林月',
    title: '经办岗',
    externalId: null,
    name: { familyName: null, givenName: null },
  };
  const back = await hr.send('PUT', `/Users/${user}`, { ...before, [enterprise]: { department: 'card' } });
  expect(back.json(), back.body).toMatchObject({
    active: true,
    displayName: '林月',
    [enterprise]: { department: 'card' },
  });
});

test.each<[what: string, body: unknown, scimType: string]>([
  ['no operations', {}, 'invalidSyntax'],
  ['none of them', { Operations: [] }, 'invalidSyntax'],
  ['an op there is not', { Operations: [{ op: 'move', path: 'title', value: 'x' }] }, 'invalidSyntax'],
  ['nothing to set', { Operations: [{ op: 'add', path: 'title' }] }, 'invalidValue'],
  ['nothing to remove', { Operations: [{ op: 'remove' }] }, 'noTarget'],
  ['a value that is no object', { Operations: [{ op: 'add', value: 'x' }] }, 'invalidSyntax'],
  ['a path that is no text', { Operations: [{ op: 'add', path: 5, value: 'x' }] }, 'invalidPath'],
  ['an attribute there is not', { Operations: [{ op: 'add', path: 'shoeSize', value: 43 }] }, 'invalidPath'],
  ['an extension there is not', { Operations: [{ op: 'add', value: { 'urn:x:y:User': { a: 1 } } }] }, 'invalidPath'],
  ['a filter that is none', { Operations: [{ op: 'add', path: 'emails[type eq].value', value: 'x' }] }, 'invalidPath'],
  [
    'a filter of one value',
    { Operations: [{ op: 'add', path: 'name[type eq "x"].familyName', value: 'x' }] },
    'invalidPath',
  ],
  ['perhaps', { Operations: [{ op: 'replace', path: 'active', value: 'perhaps' }] }, 'invalidValue'],
  ['an object for a text', { Operations: [{ op: 'replace', path: 'title', value: { a: 1 } }] }, 'invalidValue'],
  [
    'no day of any month',
    { Operations: [{ op: 'add', path: `${employment}:terminationDate`, value: '2026-02-30' }] },
    'invalidValue',
  ],
  [
    'a kind there is not',
    { Operations: [{ op: 'add', path: `${employment}:terminationKind`, value: 'moved' }] },
    'invalidValue',
  ],
  ['a name of the prototype', { Operations: [{ op: 'add', path: 'constructor.name', value: 'x' }] }, 'invalidPath'],
])('%s is refused in the words of the protocol, with whatever stands beside it', async (_, body, scimType) => {
  const { Operations = [] } = body as { Operations?: object[] };
  const rest = Operations.length > 0 ? [{ op: 'replace', path: 'active', value: false }] : [];
  const answer = await hr.send('PATCH', `/Users/${user}`, {
    ...(body as object),
    ...(rest.length ? { Operations: [...rest, ...Operations] } : {}),
  });
  expect(answer.json(), answer.body).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    ...{ status: '400', scimType },
  });
  expect(answer.json().detail).toMatch(/\p{Script=Han}/u);
  expect((await hr.get(`/Users/${user}`)).json()).toMatchObject({ active: true });
});
