import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@zhiheng/database';
import type { TestDatabase } from '@zhiheng/database/testing';
import { startTestIssuer, type TestIssuer } from '@zhiheng/http/testing';
import { Command } from '../support/process.ts';
import type { Act, Racer } from './acts.ts';

/** So many processes of the access service over one database, each started as a deployment starts it; their racers speak HTTP. */
export async function servers(database: TestDatabase, count: number): Promise<Racer[]> {
  const issuer = await startTestIssuer();
  const directory = await mkdtemp(join(tmpdir(), 'zhiheng-races-'));
  const started = await Promise.all(Array.from({ length: count }, () => start(database, issuer, directory)));
  let open = count;
  return started.map(({ origin, command }) => ({
    perform: (act) => perform(issuer, origin, act),
    async close() {
      await command.stop();
      if (--open > 0) return;
      await issuer.close();
      await rm(directory, { recursive: true, force: true });
    },
  }));
}

async function start(
  database: TestDatabase,
  { environment }: TestIssuer,
  directory: string,
): Promise<{ origin: string; command: Command }> {
  const port = await freePort();
  const command = new Command(['services/access/main.ts'], {
    PORT: String(port),
    DATABASE_URL: database.urlOf('access'),
    ZHIHENG_PROFILE: 'demo',
    ZHIHENG_DATA_DIR: directory,
    ZHIHENG_ORIGIN: environment.origin,
    ZHIHENG_IDENTITY_URL: environment.identityUrl,
    ZHIHENG_RATE_LIMIT: '1000000000',
    LOG_LEVEL: 'error',
  });
  await command.says(/ready http/);
  return { origin: `http://127.0.0.1:${port}`, command };
}

/** What became of it, as the answer says: the state it left, or the code of the refusal. */
async function perform({ tokenFor }: TestIssuer, origin: string, act: Act): Promise<string> {
  if (act.kind !== 'decide' && act.kind !== 'withdraw') throw new Error(`${act.kind} is not raced over HTTP.`);
  const { centre, person, account, username } = act.as;
  const [path, body] = act.kind === 'decide' ? ['decisions', { decision: 'approve' }] : ['withdrawal', {}];
  const answer = await fetch(`${origin}/api/v1/requests/${act.request}/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenFor({ centre, person, account, username })}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  const told = (await answer.json()) as { state: string; code: string };
  return answer.ok ? told.state : told.code;
}
