import { beforeAll, expect, test } from 'vitest';
import { asClient, type Caller } from '../support/api.ts';
import { County } from '../support/county.ts';
import { refresh, SignInRefused, signIn } from '../support/sign-in.ts';

/** S13 SCIM 推送离岗: the HR system’s PATCH, in the shapes that HR products send, is a departure as in S05, whole or not at all. */
const county = County.ofThisFile();

interface User {
  id: string;
  userName: string;
  active: boolean;
  scimType?: string;
}

let hr: Caller;
beforeAll(async () => {
  hr = await asClient(county.origin, 'demo-hr', 'scim');
});

const patch = (id: string, operation: object) =>
  hr.send<User>(
    'PATCH',
    `/scim/v2/Users/${id}`,
    { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] },
    { 'content-type': 'application/scim+json' },
  );

async function found(username: string): Promise<User> {
  const filter = encodeURIComponent(`userName eq "${username}"`);
  const { body } = await hr.get<{ Resources: User[] }>(`/scim/v2/Users?filter=${filter}`);
  return body.Resources[0] as User;
}

const departures = async (username: string) =>
  (await county.entries({ action: 'person.departed', target: username })).length;

test('no path, a capital op, a boolean in words: out at once, one entry, and the same body again changes nothing', async () => {
  const leaver = 'hall-op3';
  const { id } = await found(leaver);
  const tokens = await signIn(county.origin, leaver);
  const operation = { op: 'Replace', value: { active: 'False' } };
  const left = await patch(id, operation);
  expect([left.status, left.body.active], JSON.stringify(left.body)).toEqual([200, false]);
  await expect(signIn(county.origin, leaver)).rejects.toBeInstanceOf(SignInRefused);
  expect(await refresh(county.origin, tokens.refresh_token as string)).toMatchObject({ error: 'invalid_grant' });
  const { body } = await county.business.get<{ data: { state: string }[] }>(`/api/v1/grants?person=${leaver}`);
  expect(new Set(body.data.map(({ state }) => state))).toEqual(new Set(['ended']));
  const again = await patch(id, operation);
  expect([again.status, again.headers.get('etag')]).toEqual([200, left.headers.get('etag')]);
  expect(await departures(leaver)).toBe(1);
});

test('a username that is somebody else’s, or an attribute there is not: nothing of the PATCH is done', async () => {
  const { id } = await found('hall-op4');
  const taken = await patch(id, { op: 'replace', value: { active: false, userName: 'hall-op1' } });
  expect([taken.status, taken.body.scimType]).toEqual([409, 'uniqueness']);
  const unknown = await patch(id, { op: 'replace', value: { active: false, shoeSize: 43 } });
  expect([unknown.status, unknown.body.scimType]).toEqual([400, 'invalidPath']);
  expect(await found('hall-op4')).toMatchObject({ active: true });
  await signIn(county.origin, 'hall-op4');
});
