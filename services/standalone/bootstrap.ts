import { connect } from '@zhiheng/database';
import { type Environment, openSecret } from '@zhiheng/http';
import { type FirstPassword, giveFirstPassword } from '@zhiheng/identity';
import { openServer } from './postgres.ts';

/** Gives people of a new centre their first passwords, beside a running server too. Throws FirstPasswordError. */
export async function bootstrap(
  environment: Environment,
  usernames: string[],
  centre?: string,
): Promise<FirstPassword[]> {
  const secret = await openSecret(environment);
  const server = await openServer(environment, secret, { join: true });
  const identity = await connect(server.connectionOf('identity'));
  try {
    const given: FirstPassword[] = [];
    for (const username of usernames) given.push(await giveFirstPassword(identity, username, centre));
    return given;
  } finally {
    await identity.close();
    await server.stop();
  }
}
