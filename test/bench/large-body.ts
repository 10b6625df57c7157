import { join } from 'node:path';
import { foundCentre } from '@zhiheng/access';
import { connect, migrate, startEmbeddedPostgres } from '@zhiheng/database';
import { openSecret, readEnvironment } from '@zhiheng/http';
import { registerClients } from '../../services/identity/plugin.ts';
import { token } from '../support/sign-in.ts';
import { clientOf, type LargeCentre } from './large-centre.ts';
import { insertPeople } from './people-in-bulk.ts';
import { type Served, serve } from './process.ts';

/** Large centres in a PostgreSQL of their own, over which whole services start, each in a process of its own. */
export interface LargeBody {
  /** The owner's address of the database. */
  readonly url: string;
  serve(): Promise<Served>;
  stop(): Promise<void>;
}

const standalone = new URL('../../services/standalone/main.ts', import.meta.url).pathname;

/** From so many on, their founding would take minutes. */
const many = 20_000;

/** Founds the centres as an import does, each with its machine client; nobody of them gets a password. */
export async function openLargeBody(directory: string, centres: readonly LargeCentre[]): Promise<LargeBody> {
  const server = await startEmbeddedPostgres({ directory: join(directory, 'database'), password: 'bench' });
  const variables = {
    ...{ PORT: '0', DATABASE_URL: server.url, LOG_LEVEL: 'error', ZHIHENG_PROFILE: 'demo' },
    ZHIHENG_DATA_DIR: join(directory, 'data'),
  };
  await migrate(server.url);
  const secret = await openSecret(readEnvironment(variables));
  const owner = await connect({ url: server.url });
  const access = await connect({ url: server.url, service: 'access' });
  const identity = await connect({ url: server.url, service: 'identity' });
  for (const large of centres) {
    const { catalogue } = large;
    const inBulk = catalogue.people.length >= many;
    await foundCentre(access, inBulk ? { ...catalogue, people: [] } : catalogue, (centre) => `bench/${centre}`);
    if (inBulk) await insertPeople(owner, large);
    await registerClients({ database: identity, secret }, catalogue.centre, [clientOf(catalogue.centre)]);
  }
  // As the database does by itself some minutes after so many rows.
  await owner.pool.query('vacuum analyze');
  await Promise.all([access.close(), identity.close(), owner.close()]);
  return {
    url: server.url,
    serve: () => serve(standalone, variables, /^zhiheng ready (\S+)$/),
    stop: () => server.stop(),
  };
}

/** An access token of a centre's machine client. */
export async function tokenOf({ origin }: Served, code: string, scope: string): Promise<string> {
  const { id, secret } = clientOf(code);
  return (await token(origin, { grant_type: 'client_credentials', scope }, `${id}:${secret}`)).access_token;
}
