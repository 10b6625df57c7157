import { connect } from '@zhiheng/database';
import { type Environment, openSecret } from '@zhiheng/http';
import { removeUpstream, setUpstream } from '@zhiheng/identity';
import { openServer } from './postgres.ts';

/**
 * Lets a centre's people sign in by an upstream OpenID provider, or (without one) no longer, beside running servers too.
 * False when there was none to remove. Throws RangeError for what cannot be.
 */
export async function upstream(environment: Environment, centre: string, registration: unknown): Promise<boolean> {
  const secret = await openSecret(environment);
  const server = await openServer(environment, secret, { join: true });
  const database = await connect(server.connectionOf('identity'));
  try {
    if (registration === undefined) return await removeUpstream(database, centre);
    await setUpstream({ database, secret, profile: environment.profile }, centre, registration);
    return true;
  } finally {
    await database.close();
    await server.stop();
  }
}
