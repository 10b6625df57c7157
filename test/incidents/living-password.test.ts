import { explainDoubt } from '@zhiheng/contracts';
import { expect, test } from 'vitest';
import { asClient } from '../support/api.ts';
import { County } from '../support/county.ts';
import { refresh, SignInRefused, signIn, type Tokens } from '../support/sign-in.ts';

/** The living password: a retiree's account went on working in a colleague's hands. */
const county = County.ofThisFile();
const retiree = 'resident-pension-op3';
const unit = 'resident-pension';
let colleague: Tokens;
const me = (tokens: Tokens) =>
  fetch(new URL('/api/v1/me', county.origin), { headers: { authorization: `Bearer ${tokens.access_token}` } });

test('two people with one password: the second sign-in ends the first', async () => {
  const owner = await signIn(county.origin, retiree);
  expect((await me(owner)).status).toBe(200);
  colleague = await signIn(county.origin, retiree);
  expect((await me(colleague)).status).toBe(200);
  expect(await refresh(county.origin, owner.refresh_token as string)).toMatchObject({ error: 'invalid_grant' });
  expect(await county.entries({ action: 'sign-in.succeeded', actor: retiree })).toHaveLength(2);
});

test('the departure ends what the colleague has open, in the same moment', async () => {
  colleague = await refresh(county.origin, colleague.refresh_token as string);
  const hr = await asClient(county.origin, 'demo-hr', 'scim');
  expect((await hr.post(`/api/v1/people/${retiree}/departure`, { kind: 'retired', reason: '到龄退休' })).status).toBe(
    201,
  );
  expect((await me(colleague)).status).toBe(401);
  expect(await refresh(county.origin, colleague.refresh_token as string)).toMatchObject({ error: 'invalid_grant' });
});

test('the right password opens nothing any more, and each try is in the log', async () => {
  for (let attempt = 0; attempt < 2; attempt++)
    await expect(signIn(county.origin, retiree)).rejects.toBeInstanceOf(SignInRefused);
  const refused = await county.entries({ action: 'sign-in.refused', actor: retiree });
  expect(refused.length).toBeGreaterThanOrEqual(2);
  for (const entry of refused) expect(entry.outcome).toBe('denied');
});

test('a wrong password is answered alike: nobody learns that the account is closed by guessing', async () => {
  const wrong = await signIn(county.origin, retiree, 'guessed').catch((error: SignInRefused) => error.message);
  const stranger = await signIn(county.origin, 'no-such-person', 'guessed').catch(
    (error: SignInRefused) => error.message,
  );
  expect(typeof wrong).toBe('string');
  expect(String(wrong)).not.toMatch(/停用/);
  expect(String(wrong).replaceAll(retiree, '')).toBe(String(stranger).replaceAll('no-such-person', ''));
});

test('a business system that still names them is refused, at the decision and at the step', async () => {
  const id = await county.opened('resident-pension-award', unit);
  await county.done(id, 'handle', 'resident-pension-op1');
  expect(await county.evaluate(retiree, 'review', id)).toMatchObject({
    decision: false,
    context: { reason: { code: 'not-active' } },
  });
  expect(await county.refused(id, 'review', retiree)).toMatchObject({ status: 409, code: 'not-active' });
  await county.done(id, 'review', 'resident-pension-op4');
});

test('nobody finds them among the candidates, the holders or the staffing any more', async () => {
  interface Staffed {
    data: { duties: { duty: string; holders: { username: string }[] }[] }[];
  }
  const { body } = await county.business.get<Staffed>(
    '/api/v1/staffing?item=resident-pension-award&unit=resident-pension',
  );
  const reviewers = body.data[0]?.duties.find(({ duty }) => duty === 'review')?.holders.map(({ username }) => username);
  expect(reviewers).toEqual(['resident-pension-op4']);
  const found = await county.business.post<{ results: { id: string }[] }>('/access/v1/search/subject', {
    subject: { type: 'person' },
    action: { name: 'review' },
    resource: { type: 'case', id: 'new', properties: { item: 'resident-pension-award', unit } },
  });
  expect(found.status).toBe(200);
  expect(JSON.stringify(found.body.results)).not.toContain(retiree);
});

test('by the next morning two doubts name it: tries after the departure, two accounts at one address', async () => {
  for (const person of ['resident-pension-op1', 'resident-pension-op4']) await county.as(person);
  const [attempt] = await county.doubtsOf('attempt-after-departure');
  expect(attempt?.facts).toMatchObject({ succeeded: 0, daysAfter: 0, kind: 'retired' });
  expect(attempt?.facts.attempts).toBeGreaterThanOrEqual(3);
  expect(explainDoubt('attempt-after-departure', attempt?.facts ?? {})?.zh).toMatch(/尝试 \d+ 次，成功 0 次/);
  const [shared] = await county.doubtsOf('two-accounts-one-address');
  expect(shared?.facts).toMatchObject({ cases: 1 });
  expect(JSON.stringify([attempt, shared])).not.toContain('127.0.0.1');
});
