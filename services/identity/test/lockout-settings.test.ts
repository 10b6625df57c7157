import type { SignInSettingsInForce } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { authorizationRequest, Browser, signInBrowser, submitSignIn } from './browser.ts';
import { giveRole } from './roles.ts';
import { startWorld, type World } from './world.ts';

/** After how many failures an account is locked, and for how long, a centre says itself. */
let world: World;
beforeAll(async () => {
  world = await startWorld(['county', 'other']);
});
afterAll(() => world?.close());

const attempt = (username: string, password: string) =>
  submitSignIn(new Browser(world.origin), authorizationRequest(world.origin), { username, password });
/** How many wrong passwords are tried before the account is locked. */
async function triedUntilLocked(username: string): Promise<number> {
  for (let tried = 0; tried < 20; tried++)
    if ((await (await attempt(username, 'wrong')).text()).includes('账号已锁定')) return tried;
  throw new Error('It was never locked.');
}

it('locks after as many failures, and for as long, as the centre says, and each lock is an entry', async () => {
  const admin = await world.addPerson('county', 'secadmin');
  await giveRole(world, admin, { role: 'security-admin', permissions: [['administer-security', 'role']] });
  const { tokens } = await signInBrowser(world.origin, world.origin, admin);
  const headers = { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' };
  const url = `${world.origin}/api/v1/sign-in-settings`;
  const inForce = (await (await fetch(url, { headers })).json()) as SignInSettingsInForce;
  const { changedAt: _, changedBy: __, ...present } = inForce;

  await world.addPerson('county', 'before');
  expect(await triedUntilLocked('before')).toBe(present.lockout.failures);
  const lockout = { ...present.lockout, failures: 3, lockMinutes: 90 };
  const answer = await fetch(url, {
    ...{ method: 'PUT', headers, body: JSON.stringify({ ...present, lockout, reason: '测试' }) },
  });
  expect(answer.status, await answer.clone().text()).toBe(200);

  const person = await world.addPerson('county', 'after');
  expect(await triedUntilLocked('after')).toBe(3);
  expect((await attempt('after', person.password)).status).toBe(401);
  const { rows } = await world.owner.pool.query(
    `select extract(epoch from max(locked_until) - clock_timestamp())::int / 60 as minutes from identity.lockout where account = $1`,
    [person.account],
  );
  expect(rows[0].minutes).toBeGreaterThan(80);
  expect(rows[0].minutes).toBeLessThanOrEqual(90);
  const locks = (await world.entries('county')).filter(({ action }) => action === 'account.locked');
  expect(locks.map(({ actor }) => actor)).toEqual(['before', 'after']);
});
