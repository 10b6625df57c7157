import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { employment, enterprise, HrSystem } from './provisioning.ts';

let county: County;
let hr: HrSystem;
beforeAll(async () => {
  county = await openCounty();
  hr = new HrSystem(county);
  await hr.add('aa-one', { externalId: 'HR-1', displayName: '陈一', title: '主任', name: { familyName: '陈' } });
  await hr.add('aa-two', {
    externalId: 'hr-2',
    displayName: '陈"二',
    [enterprise]: { employeeNumber: '007', department: 'hall' },
  });
  await hr.add('ab-three', { displayName: 'Ann Lee' });
  await hr.patch('ab-three', { op: 'replace', path: 'active', value: false });
});
afterAll(() => county.close());

const ours = '(userName sw "aa-" or userName eq "ab-three")';

test.each<[filter: string, found: string[]]>([
  ['userName eq "aa-one"', ['aa-one']],
  ['USERNAME Eq "AA-One"', ['aa-one']],
  ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "aa-one"', ['aa-one']],
  ['externalId eq "HR-1"', ['aa-one']],
  ['externalId eq "HR-2"', []],
  ['externalId pr', ['aa-one', 'aa-two']],
  ['externalId eq null', ['ab-three']],
  ['not (externalId pr)', ['ab-three']],
  ['externalId ne "HR-1"', ['aa-two', 'ab-three']],
  ['not (title co "主")', ['aa-two', 'ab-three']],
  ['displayName sw "陈"', ['aa-one', 'aa-two']],
  ['displayName ew "lee"', ['ab-three']],
  ['displayName co "\\""', ['aa-two']],
  ['name.familyName eq "陈"', ['aa-one']],
  ['name[familyName eq "陈" and formatted co "一"]', ['aa-one']],
  ['name pr and title pr', ['aa-one']],
  ['active eq true', ['aa-one', 'aa-two']],
  ['active eq "False"', ['ab-three']],
  ['active ne true', ['ab-three']],
  [`${enterprise}:employeeNumber eq "007"`, ['aa-two']],
  ['employeeNumber eq "7"', []],
  [`${enterprise}[department eq "hall"]`, ['aa-two']],
  ['department eq "card" and active eq true', ['aa-one']],
  [`${employment}:departmentName co "大厅"`, ['aa-two']],
  [`${employment}:terminationDate pr`, ['ab-three']],
  ['userName gt "aa-one" and userName le "ab-three"', ['aa-two', 'ab-three']],
  ['userName ge "aa-two" and userName lt "ab"', ['aa-two']],
  [
    'meta.created gt "2026-01-01T00:00:00Z" and meta.lastModified ge "2026-01-01T00:00:00+08:00"',
    ['aa-one', 'aa-two', 'ab-three'],
  ],
  ['meta.resourceType eq "User" and schemas co "enterprise"', ['aa-one', 'aa-two', 'ab-three']],
  ['meta.resourceType eq "Group"', []],
  ['emails[type eq "work" and value co "@"] or userName eq "aa-two"', ['aa-two']],
  ['emails.value pr', []],
  ['nickName ne "x"', ['aa-one', 'aa-two', 'ab-three']],
  ['userName eq "aa-one" or userName eq "aa-two" and active eq false', ['aa-one']],
  ['(userName eq "aa-one" or userName eq "aa-two") and active eq false', []],
  ['not (userName eq "aa-one") and not (active eq false)', ['aa-two']],
  ['id eq "not-an-id"', []],
  ['userName eq "\'; drop table access.person; --"', []],
  ['displayName co "%"', []],
])('filter %s', async (filter, found) => {
  expect((await hr.found(`${ours} and (${filter})`)).sort()).toEqual(found);
});

test.each([
  ...['userName', 'userName eq', 'userName xx "a"', 'userName eq "a', '(userName eq "a"', 'userName eq a', 'and', ')'],
  ...['shoeSize eq 43', 'active gt true', 'active eq "perhaps"', 'meta.created co "2026"', 'meta.created gt "soon"'],
  ...['title gt null', 'title eq true', 'emails['],
])('filter %s is refused', async (filter) => {
  const answer = await hr.get(`/Users?${new URLSearchParams({ filter })}`);
  expect(answer.json(), answer.body).toMatchObject({ status: '400', scimType: 'invalidFilter' });
});

test('a filter has its length, and as many brackets as that holds', async () => {
  const ask = (filter: string) => hr.get(`/Users?${new URLSearchParams({ filter })}`);
  const nested = (depth: number) => `${'('.repeat(depth)}userName eq "aa-one"${')'.repeat(depth)}`;
  expect((await ask(nested(1_900))).json()).toMatchObject({ totalResults: 1 });
  expect((await ask(nested(2_000))).json()).toMatchObject({ status: '400', scimType: 'invalidFilter' });
  const long = Array.from({ length: 120 }, (_, at) => `userName eq "u${at}"`).join(' or ');
  expect((await ask(`userName eq "aa-one" and (${long})`)).json()).toMatchObject({ totalResults: 0 });
});

test('pages, sorted by what is asked, tell how many there are', async () => {
  const names = async (query: Record<string, string>) => {
    const answer = await hr.get(`/Users?${new URLSearchParams({ filter: ours, ...query })}`);
    const { Resources, ...page } = answer.json();
    return { ...page, found: Resources?.map(({ userName }: { userName: string }) => userName) };
  };
  const byName = { sortBy: 'userName', count: '2' };
  expect(await names(byName)).toMatchObject({
    totalResults: 3,
    startIndex: 1,
    itemsPerPage: 2,
    found: ['aa-one', 'aa-two'],
  });
  expect(await names({ ...byName, startIndex: '3' })).toMatchObject({
    totalResults: 3,
    startIndex: 3,
    found: ['ab-three'],
  });
  expect((await names({ ...byName, sortOrder: 'descending' })).found).toEqual(['ab-three', 'aa-two']);
  expect((await names({ sortBy: 'active', sortOrder: 'descending' })).found[2]).toBe('ab-three');
  // Who has none comes last, and first where the order is turned round (RFC 7644, 3.4.2.3).
  expect((await names({ sortBy: 'externalId' })).found[2]).toBe('ab-three');
  expect((await names({ sortBy: 'externalId', sortOrder: 'descending' })).found[0]).toBe('ab-three');
  expect((await names({ sortBy: 'emails' })).found).toHaveLength(3);
  expect(await names({ count: '0' })).toMatchObject({ totalResults: 3, itemsPerPage: 0, found: [] });
  expect(await names({ count: '-5', startIndex: '-1' })).toMatchObject({ startIndex: 1, itemsPerPage: 0 });
  expect(await names({ startIndex: '99' })).toMatchObject({ totalResults: 3, found: [] });
  expect((await hr.get('/Users?count=9999')).json().itemsPerPage).toBe(86);
  for (const query of ['count=many', 'startIndex=1.5', 'sortOrder=up'])
    expect((await hr.get(`/Users?${query}`)).json()).toMatchObject({ status: '400', scimType: 'invalidValue' });
  expect((await hr.get('/Users?sortBy=shoeSize')).json()).toMatchObject({ status: '400', scimType: 'invalidPath' });
});

test('a search in a body finds what a query does, and of each what is asked for', async () => {
  const asked = {
    filter: 'userName eq "aa-two"',
    attributes: ['userName', 'name.formatted', `${enterprise}:department`],
  };
  for (const path of ['/.search', '/Users/.search']) {
    const { Resources } = (await hr.send('POST', path, { schemas: [], ...asked })).json();
    expect(Resources).toEqual([
      {
        schemas: expect.any(Array),
        ...{
          id: expect.any(String),
          userName: 'aa-two',
          name: { formatted: '陈"二' },
          [enterprise]: { department: 'hall' },
        },
      },
    ]);
  }
  const id = await hr.idOf('aa-two');
  const without = (await hr.get(`/Users/${id}?excludedAttributes=name,meta,${enterprise},id`)).json();
  expect([without.id, without.name, without.meta, without[enterprise], without.userName]).toEqual([
    ...[id, undefined, undefined, undefined, 'aa-two'],
  ]);
  const refused = await hr.get(`/Users/${id}?attributes=shoeSize`);
  expect(refused.json()).toMatchObject({ status: '400', scimType: 'invalidPath' });
});

test('a version is known again until anybody changes anything', async () => {
  const id = await hr.idOf('aa-one');
  const { etag } = (await hr.get(`/Users/${id}`)).headers as { etag: string };
  expect(etag).toMatch(/^W\/"/);
  const known = await hr.get(`/Users/${id}`, { 'if-none-match': `"other", ${etag}` });
  expect([known.statusCode, known.body, known.headers.etag]).toEqual([304, '', etag]);
  expect((await hr.get(`/Users/${id}`, { 'if-none-match': '*' })).statusCode).toBe(304);
  // By the console, which knows of no version.
  await county.service.post(county.as('sysadmin'), `/api/v1/people/${id}/transfer`, { unit: 'hall', reason: '轮岗' });
  expect((await hr.get(`/Users/${id}`, { 'if-none-match': etag })).statusCode).toBe(200);
  const rename = { op: 'replace', path: 'displayName', value: '陈壹' };
  for (const from of [
    () => hr.patch(id, rename, { 'if-match': etag }),
    () => hr.send('PUT', `/Users/${id}`, { displayName: '陈壹' }, { 'if-match': etag }),
    () => hr.send('DELETE', `/Users/${id}`, undefined, { 'if-match': etag }),
  ])
    expect((await from()).json()).toMatchObject({ status: '412' });
  expect((await hr.get(`/Users/${id}`)).json()).toMatchObject({ active: true, displayName: '陈一' });
  expect((await hr.patch(id, rename, { 'if-match': '*' })).statusCode).toBe(200);
});
