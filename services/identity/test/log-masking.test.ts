import { inCentre } from '@zhiheng/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { append } from '../store/log-store.ts';
import { postForm } from './browser.ts';
import { machine, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

it('what somebody typed where none belongs is logged without the number of a person', async () => {
  const form = { grant_type: '110105 19491231 002X' };
  expect((await postForm(`${world.origin}/oidc/token`, form, machine)).status).toBe(400);
  await inCentre(world.database, 'county', (transaction) =>
    append(transaction, 'county', { action: 'sessions.ended', outcome: 'done', reason: '4111-1111-1111-1111' }),
  );
  const entries = await world.entries('county');
  const told = entries.flatMap(({ action, reason, details }) => (action === 'token.refused' ? [details] : [reason]));
  expect(told).toContainEqual({ grantType: '****** ******** 002X' });
  expect(told).toContain('****-****-****-1111');
});
