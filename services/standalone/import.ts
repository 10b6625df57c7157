import { type Founding, foundCentre } from '@zhiheng/access';
import { connect } from '@zhiheng/database';
import { type Environment, openSecret } from '@zhiheng/http';
import { ensureDemoCredentials, registerClient } from '@zhiheng/identity';
import { logOrigin } from './demo.ts';
import { openServer } from './postgres.ts';

/**
 * Founds a new centre from a catalogue, beside a running server too, and registers the machine clients it names; in the
 * demo profile its people get the demo's passwords. A centre that exists is left as it is (`founded: false`).
 * Throws CatalogueError with every fault; nothing is changed then.
 */
export async function importCatalogue(environment: Environment, catalogue: unknown): Promise<Founding> {
  const secret = await openSecret(environment);
  const server = await openServer(environment, secret, { join: true });
  const access = await connect(server.connectionOf('access'));
  const identity = await connect(server.connectionOf('identity'));
  try {
    const founding = await foundCentre(access, catalogue, (centre) => logOrigin(environment, centre));
    const { centre, clients = [] } = founding.catalogue;
    if (!founding.founded) return founding;
    for (const client of clients) await registerClient({ database: identity, secret }, centre, client);
    if (environment.profile === 'demo') await ensureDemoCredentials({ database: identity, secret }, centre);
    return founding;
  } finally {
    await Promise.all([access.close(), identity.close()]);
    await server.stop();
  }
}
