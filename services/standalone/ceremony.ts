import { connect } from '@zhiheng/database';
import { type Environment, openSecret } from '@zhiheng/http';
import { type Enrolment, holdCeremony, type Power } from '@zhiheng/identity';
import { openServer } from './postgres.ts';

/** One administrator, with the address by which they choose their password. */
export type Invitation = Pick<Enrolment, 'power' | 'username'> & { link: string };

/** Holds the ceremony of a centre, beside a running server too; see `holdCeremony`. Throws CeremonyError. */
export async function ceremony(
  environment: Environment,
  centre: string,
  usernames: Record<Power, string>,
): Promise<Invitation[]> {
  const secret = await openSecret(environment);
  const server = await openServer(environment, secret, { join: true });
  const identity = await connect(server.connectionOf('identity'));
  try {
    const enrolments = await holdCeremony(identity, centre, usernames);
    return enrolments.map(({ power, username, token }) => ({
      power,
      username,
      link: `${environment.origin}/oidc/enrolment?link=${encodeURIComponent(token)}`,
    }));
  } finally {
    await identity.close();
    await server.stop();
  }
}
