import { setParent } from '@zhiheng/control';
import { connect } from '@zhiheng/database';
import { type Environment, openSecret } from '@zhiheng/http';
import { openServer } from './postgres.ts';

/** Puts a centre below another, or (without one) below none, beside running servers too. False when it was so before. */
export async function parent(environment: Environment, child: string, above: string | undefined): Promise<boolean> {
  const secret = await openSecret(environment);
  const server = await openServer(environment, secret, { join: true });
  const owner = await connect({ url: server.ownerUrl });
  try {
    return await setParent(owner, child, above);
  } finally {
    await owner.close();
    await server.stop();
  }
}
