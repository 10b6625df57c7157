import { connect } from '@zhiheng/database';
import { type Environment, openSecret } from '@zhiheng/http';
import { rotateSigningKey } from '@zhiheng/identity';
import { openServer } from './postgres.ts';

/** Has a new key sign tokens, beside running servers too; see `rotateSigningKey`. */
export async function rotateKeys(environment: Environment, options: { dropOld?: boolean }): Promise<void> {
  const secret = await openSecret(environment);
  const server = await openServer(environment, secret, { join: true });
  const identity = await connect(server.connectionOf('identity'));
  try {
    await rotateSigningKey(identity, secret, options);
  } finally {
    await identity.close();
    await server.stop();
  }
}
