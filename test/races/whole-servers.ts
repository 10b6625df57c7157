import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@zhiheng/database';
import { openSecret, readEnvironment } from '@zhiheng/http';
import { registerClients } from '../../services/identity/plugin.ts';
import { Command } from '../support/process.ts';
import { token } from '../support/sign-in.ts';
import type { World } from './world.ts';

/** Whoever races has this password, hashed as cheaply as may be: what is raced is not how long a hash takes. */
export const password = 'races';
const hash = '$argon2id$v=19$m=8,t=1,p=1$TsmmRxo1C7Yp1PdCupCE+A$/lKPlPbzSlaewbQX1DMxQAMSHdqwpQY3eB61n038SYw';
const business = { id: 'races', secret: 'secret-of-the-races', scopes: ['decide', 'cases:write', 'scim'] };

/** Several processes of all services over one database, which call themselves by one address, as behind a proxy. */
export interface WholeServers {
  origins: string[];
  /** Redirects of the console lead here. */
  issuer: string;
  /** `Authorization` of the business system. */
  machine: string;
  /** The same for where clients prove themselves. */
  basic: string;
  stop(): Promise<void>;
}

/** What they run over. */
type Base = Pick<World, 'owner' | 'centre'> & { server: Pick<World['server'], 'connect' | 'url'> };

export async function wholeServers({ owner, centre, server: database }: Base, count: number): Promise<WholeServers> {
  const directory = await mkdtemp(join(tmpdir(), 'zhiheng-races-'));
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const origins = ports.map((port) => `http://127.0.0.1:${port}`);
  const [issuer = ''] = origins;
  const variables = { ZHIHENG_PROFILE: 'demo', ZHIHENG_DATA_DIR: directory, ZHIHENG_ORIGIN: issuer };
  const secret = await openSecret(readEnvironment(variables));
  const identity = await database.connect('identity');
  await registerClients({ database: identity, secret }, centre, [business]);
  await owner.pool.query(
    'insert into identity.credential (centre, account, hash) select centre, id, $2 from access.account where centre = $1',
    [centre, hash],
  );
  const commands: Command[] = [];
  // The first one makes the keys that they share.
  for (const port of ports) {
    const command = new Command(['services/standalone/main.ts'], {
      ...variables,
      PORT: String(port),
      DATABASE_URL: database.url,
      ZHIHENG_RATE_LIMIT: '1000000000',
      LOG_LEVEL: 'error',
    });
    commands.push(command);
    if (commands.length === 1) await command.says(/ready http/);
  }
  await Promise.all(commands.map((command) => command.says(/ready http/)));
  const basic = `${business.id}:${business.secret}`;
  const ask = async () => (await token(issuer, { grant_type: 'client_credentials' }, basic)).access_token;
  let machine = await ask();
  const renewal = setInterval(() => void ask().then((fresh) => (machine = fresh)), 120_000);
  return {
    origins,
    issuer,
    basic: `Basic ${btoa(basic)}`,
    get machine() {
      return `Bearer ${machine}`;
    },
    async stop() {
      clearInterval(renewal);
      await Promise.all(commands.map((command) => command.stop()));
      await rm(directory, { recursive: true, force: true });
    },
  };
}
