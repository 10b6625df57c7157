import type { Database } from '@zhiheng/database';
import { activeAccount } from './accounts.ts';
import { findClient } from './clients.ts';
import { accountIdOf } from './holder.ts';
import { findArtefact } from './store/artefact-store.ts';
import { isRevoked, revokeToken } from './store/token-store.ts';
import { inUnit } from './store/unit-of-work.ts';
import type { AccessTokenClaims, AccessTokenReader } from './structured-token.ts';

type Log = Parameters<AccessTokenReader>[1];

/** Who asks about a token: a client, and its centre if it is a machine. */
export interface Asker {
  client: string;
  centre: string | undefined;
}

/**
 * Introspection (RFC 7662) and revocation (RFC 7009) of access tokens. They are JWTs, which the provider keeps no row of
 * and so leaves to us; it has authenticated the client before.
 */
export class AccessTokens {
  readonly #database: Database;
  readonly #read: AccessTokenReader;

  constructor(database: Database, read: AccessTokenReader) {
    this.#database = database;
    this.#read = read;
  }

  /** What introspection answers: `active` only while the account, the grant or client behind the token still stand. */
  async introspect(token: string, asker: Asker, log: Log): Promise<Record<string, unknown>> {
    const claims = await this.standing(token, log);
    return claims && maySee(claims, asker) ? shownOf(claims) : { active: false };
  }

  /** The claims of a token that still stands. */
  async standing(token: string, log: Log): Promise<AccessTokenClaims | undefined> {
    const claims = await this.#read(token, log);
    if (!claims || (await this.#stands(claims))) return claims;
    log.warn({ reason: 'ended' }, 'access token refused');
    return undefined;
  }

  /** Revokes the client's own token; its claims, or undefined when there was nothing to revoke. */
  async revoke(token: string, { client }: Asker, log: Log): Promise<AccessTokenClaims | undefined> {
    const claims = await this.#read(token, log);
    if (claims?.client_id !== client) return undefined;
    const { centre } = claims;
    const first = await inUnit(this.#database, centre, (transaction) => revokeToken(transaction, centre, claims));
    return first ? claims : undefined;
  }

  async #stands(claims: AccessTokenClaims): Promise<boolean> {
    const { centre, jti, account, grant, sub: person } = claims;
    if (await inUnit(this.#database, centre, (transaction) => isRevoked(transaction, centre, jti))) return false;
    if (!account) return (await findClient(this.#database, claims.client_id))?.centre === centre;
    const digest = Buffer.from(grant ?? '', 'base64url');
    const granted = await inUnit(this.#database, centre, (transaction) =>
      findArtefact(transaction, { centre, kind: 'Grant', digest }),
    );
    if (granted?.payload.accountId !== accountIdOf({ centre, account, person })) return false;
    return (await activeAccount(this.#database, { centre, account, person })) !== undefined;
  }
}

/** A client may ask about its own tokens, a machine about all of its centre. */
export const maySee = ({ client_id, centre }: AccessTokenClaims, asker: Asker): boolean =>
  client_id === asker.client || centre === asker.centre;

/** What introspection tells of a token that stands. */
export function shownOf({ grant: _, ...shown }: AccessTokenClaims): Record<string, unknown> {
  return { active: true, token_type: 'Bearer', ...shown };
}
