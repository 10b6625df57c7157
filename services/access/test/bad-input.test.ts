import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { handleFor } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const good = { change: 'grant', reason: '-', ...handleFor('newcomer') };
const until = '2030-01-01T00:00:00.000Z';

/** Name, the change to a sound request, status, code, and the path that the problem must name. */
test.for<[string, Record<string, unknown>, number, string, string]>([
  ['unknown role', { role: 'no-such-role' }, 422, 'unknown-code', '/role'],
  ['unknown unit', { unit: 'no-such-unit' }, 422, 'unknown-code', '/unit'],
  ['unknown beneficiary', { beneficiary: 'nobody' }, 422, 'unknown-code', '/beneficiary'],
  ['a unit’s id of another kind', { unit: 'enterprise-pension-handle' }, 422, 'unknown-code', '/unit'],
  [
    'ends before it begins',
    { validFrom: until, validUntil: '2029-01-01T00:00:00Z' },
    422,
    'invalid-period',
    '/validUntil',
  ],
  ['ends when it begins', { validFrom: until, validUntil: until }, 422, 'invalid-period', '/validUntil'],
  ['ends in the past', { validUntil: '2001-01-01T00:00:00Z' }, 422, 'invalid-period', '/validUntil'],
  ['overlong reason', { reason: '长'.repeat(1001) }, 400, 'invalid-request', '/reason'],
  ['empty reason', { reason: '' }, 400, 'invalid-request', '/reason'],
  ['wrong type', { reason: 5 }, 400, 'invalid-request', '/reason'],
  ['wrong change', { change: 'steal' }, 400, 'invalid-request', '/change'],
  ['unknown field', { approved: true }, 400, 'invalid-request', '/approved'],
  ['no date', { validFrom: 'tomorrow' }, 400, 'invalid-request', '/validFrom'],
  ['a day that is none', { validFrom: '2030-02-31T00:00:00Z' }, 400, 'invalid-request', '/validFrom'],
  ['a date beyond what is kept', { validUntil: '9999-12-31T23:59:60Z' }, 400, 'invalid-request', '/validUntil'],
  ['missing role', { role: undefined }, 400, 'invalid-request', '/role'],
  ['null unit', { unit: null }, 400, 'invalid-request', '/unit'],
  ['text no database keeps', { reason: 'a\u0000b' }, 400, 'invalid-request', '/reason'],
  ['half a character', { reason: 'a\ud800b' }, 400, 'invalid-request', '/reason'],
  ['a role that is a path', { role: '../roles' }, 400, 'invalid-request', '/role'],
])('%s', async ([, change, status, code, path]) => {
  const { service, as } = county;
  for (const url of ['/api/v1/requests', '/api/v1/requests/preview']) {
    const answer = await service.post(as('newcomer'), url, { ...good, ...change });
    const problem = answer.json();
    // A preview says that what lies in the past cannot be submitted rather than refusing to say anything.
    if (url.endsWith('preview') && answer.statusCode === 200) {
      expect(problem).toMatchObject({ submittable: false, problem: { code } });
      continue;
    }
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(problem, answer.body).toMatchObject({ status, code });
    expect(JSON.stringify(problem)).toContain(path);
  }
  expect(await county.entries('request.submitted')).toEqual([]);
});

test.for<[string, object, number, string]>([
  ['malformed JSON', { payload: '{"change":', headers: { 'content-type': 'application/json' } }, 400, 'malformed-json'],
  ['no body', { headers: { 'content-type': 'application/json' } }, 400, 'malformed-json'],
  ['a list', { payload: [good] }, 400, 'invalid-request'],
  [
    'nested deeper than a stack',
    { payload: `${'['.repeat(200_000)}${']'.repeat(200_000)}`, headers: { 'content-type': 'application/json' } },
    400,
    'invalid-request',
  ],
  [
    'wrong content type',
    { payload: 'change=grant', headers: { 'content-type': 'text/plain' } },
    415,
    'unsupported-media-type',
  ],
  ['body over the limit', { payload: { ...good, reason: 'x'.repeat(1_100_000) } }, 413, 'too-large'],
])('%s', async ([, request, status, code]) => {
  const answer = await county.service.send(county.as('newcomer'), {
    method: 'POST',
    url: '/api/v1/requests',
    ...request,
  });
  expect(answer.json(), answer.body).toMatchObject({ status, code });
});

test.for<[string, number, string]>([
  ['/api/v1/people?limit=0', 400, 'invalid-request'],
  ['/api/v1/people?limit=501', 400, 'invalid-request'],
  ['/api/v1/people?colour=red', 400, 'invalid-request'],
  ['/api/v1/people?cursor=nonsense', 400, 'invalid-cursor'],
  [`/api/v1/people?cursor=${Buffer.from('["x"]').toString('base64url')}`, 400, 'invalid-cursor'],
  [`/api/v1/units?cursor=${Buffer.from('["x"]').toString('base64url')}`, 400, 'invalid-cursor'],
  ['/api/v1/requests?state=lost', 400, 'invalid-request'],
  ['/api/v1/requests/not-an-id', 400, 'invalid-request'],
  ['/api/v1/requests?candidate=director', 403, 'not-permitted'],
  ['/api/v1/units/no-such-unit', 404, 'not-found'],
  ['/api/v1/items/..%2f..', 400, 'invalid-request'],
  ['/api/v1/people/nobody', 404, 'not-found'],
  ['/api/v1/conflicts?rule=whim', 422, 'unknown-code'],
  ['/api/v1/staffing?item=nothing', 422, 'unknown-code'],
  ['/api/v1/staffing?away=nobody', 422, 'unknown-code'],
])('%s', async ([url, status, code]) => {
  const answer = await county.service.get(county.as('enrolment-head'), url);
  expect(answer.json(), answer.body).toMatchObject({ status, code });
});

test.for<[string, object]>([
  ['unknown kind', { kind: 'vanished' }],
  ['unknown field', { kind: 'retired', at: until }],
  ['overlong reason', { kind: 'retired', reason: 'x'.repeat(1001) }],
  ['nothing', {}],
])('a departure with %s is refused and nobody leaves', async ([, body]) => {
  const answer = await county.service.post(county.as('sysadmin'), '/api/v1/people/newcomer/departure', body);
  expect(answer.statusCode, answer.body).toBe(400);
  expect((await county.service.get(county.as('newcomer'), '/api/v1/me')).statusCode).toBe(200);
});

test('without a token, or with a client that lacks the scope, nothing is told', async () => {
  const { service, client } = county;
  expect((await service.get(undefined, '/api/v1/units')).statusCode).toBe(401);
  expect((await service.get(client('audit:read'), '/api/v1/units')).statusCode).toBe(403);
  expect((await service.get(client('decide'), '/api/v1/units')).statusCode).toBe(200);
  expect((await service.get(client('decide'), '/api/v1/requests')).statusCode).toBe(403);
});
