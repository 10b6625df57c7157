import { CatalogueError, checkCatalogue, type Founding, foundCentre } from '@zhiheng/access';
import { connect, listCentres } from '@zhiheng/database';
import { type Environment, openSecret } from '@zhiheng/http';
import { checkClients, ensureDemoPasswords, registerClients } from '@zhiheng/identity';
import { logOrigin } from './demo.ts';
import { openServer } from './postgres.ts';

/**
 * Founds a new centre from a catalogue, beside a running server too, and registers the machine clients it names; in the
 * demo profile its people get the demo's passwords. A centre that exists is left as it is (`founded: false`).
 * Throws CatalogueError with every fault; nothing is changed then.
 */
export async function importCatalogue(environment: Environment, value: unknown): Promise<Founding> {
  const { catalogue, faults } = checkCatalogue(value);
  if (!catalogue) throw new CatalogueError(faults);
  const { centre, clients = [] } = catalogue;
  const secret = await openSecret(environment);
  const server = await openServer(environment, secret, { join: true });
  const access = await connect(server.connectionOf('access'));
  const identity = await connect(server.connectionOf('identity'));
  try {
    const centres = await listCentres(access);
    if (centres.some((known) => known.centre === centre)) return { catalogue, founded: false, warnings: [] };
    const clientFaults = await checkClients(identity, centre, clients);
    if (clientFaults.length)
      throw new CatalogueError(clientFaults.map(({ at, message }) => ({ path: `/clients/${at}`, message })));
    const founding = await foundCentre(access, catalogue, (name) => logOrigin(environment, name));
    await registerClients({ database: identity, secret }, centre, clients);
    if (environment.profile === 'demo') await ensureDemoPasswords(identity, centre);
    return founding;
  } finally {
    await Promise.all([access.close(), identity.close()]);
    await server.stop();
  }
}
