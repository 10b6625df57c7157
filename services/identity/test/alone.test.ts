import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoClients, registerClients } from '../plugin.ts';
import { authorizationRequest, Browser, postForm, refresh, signInBrowser, submitSignIn } from './browser.ts';
import { freePort, machine, startWorld, type World } from './world.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
let world: World;
const children: ChildProcess[] = [];

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await world?.close();
});

/** `services/identity/main.ts` in a process of its own, with all that it says. */
function start(variables: Record<string, string>) {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: world.test.urlOf('identity'),
      ZHIHENG_DATA_DIR: world.environment.dataDirectory,
      ZHIHENG_SECRET_FILE: `${world.environment.dataDirectory}/secret`,
      LOG_LEVEL: 'trace',
      ...variables,
    },
  });
  children.push(child);
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said.text += chunk.toString();
    });
  return { child, said };
}

describe('the service alone', () => {
  it('signs in over one PostgreSQL, and its operational log holds no secret', async () => {
    const person = await world.addPerson('county', 'alone');
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const { child, said } = start({ PORT: String(port), ZHIHENG_PROFILE: 'demo' });
    while (!said.text.includes('ready') && child.exitCode === null) await pause(50);

    const { tokens, browser } = await signInBrowser(origin, origin, person);
    const wrong = 'a wrong password that nobody else has';
    await submitSignIn(new Browser(origin), authorizationRequest(origin), { username: 'alone', password: wrong });
    await submitSignIn(new Browser(origin), authorizationRequest(origin), { username: wrong, password: 'x' });
    const next = await (await refresh(origin, tokens.refresh_token)).text();
    await refresh(origin, tokens.refresh_token);
    await postForm(`${origin}/oidc/token`, { grant_type: 'client_credentials' }, machine);
    await postForm(`${origin}/oidc/token/introspection`, { token: tokens.access_token }, machine);
    child.kill('SIGTERM');
    await once(child, 'exit');

    expect(child.exitCode).toBe(0);
    expect(said.text).toContain('"answered"');
    const { refresh_token: second } = JSON.parse(next) as { refresh_token: string };
    const cookie = browser.cookie('zhiheng_session') ?? 'none';
    for (const secret of [
      person.password,
      wrong,
      machine.secret,
      tokens.access_token,
      tokens.refresh_token,
      second,
      cookie,
    ])
      expect(said.text).not.toContain(secret);
    expect(JSON.stringify(await world.entries('county'))).not.toContain(wrong);
  });

  it("does not open in production while the demo's clients are there", async () => {
    await registerClients(world, 'county', demoClients);
    // Within this process: alone it would be refused for the server of these tests first, which flushes nothing.
    await expect(world.another(undefined, { profile: 'production' })).rejects.toThrow(
      /^ZHIHENG_PROFILE is production, but centre county holds demo credentials/,
    );
  });
});
