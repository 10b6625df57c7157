import { afterAll, beforeAll, expect, test } from 'vitest';
import { asPerson } from '../support/api.ts';
import { type Running, startZhiheng } from '../support/standalone.ts';

/** The choice of roles lives and ends with the real sign-in that made it. */
let running: Running;
beforeAll(async () => {
  running = await startZhiheng();
});
afterAll(() => running.stop());

interface SessionRoles {
  chosen: boolean;
  active: string[];
}
const path = '/api/v1/me/session/roles';

test('it stands while the sign-in does, and the next sign-in begins without one', async () => {
  const { origin } = running;
  const first = await asPerson(origin, 'hall-op3');
  expect((await first.get<SessionRoles>(path)).body).toMatchObject({ chosen: false, active: ['teller'] });
  const chosen = await first.send<SessionRoles>('PUT', path, { roles: ['teller'] });
  expect(chosen).toMatchObject({ status: 200, body: { chosen: true, active: ['teller'] } });
  expect((await first.get<SessionRoles>(path)).body.chosen).toBe(true);
  const second = await asPerson(origin, 'hall-op3');
  expect((await second.get<SessionRoles>(path)).body).toMatchObject({ chosen: false, active: ['teller'] });
});
