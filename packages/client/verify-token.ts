import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { unavailable, ZhihengError } from './error.ts';
import { type ClientOptions, defaultTimeout, originOf } from './options.ts';

interface CallerFacts {
  centre: string;
  /** The client through which the caller came. */
  client: string;
  scopes: ReadonlySet<string>;
}
/** A person signed in through a client. `person` and `account` are ids. */
export interface PersonCaller extends CallerFacts {
  kind: 'person';
  person: string;
  account: string;
  username: string;
}
/** A machine client acting for itself. */
export interface ClientCaller extends CallerFacts {
  kind: 'client';
}
export type Caller = PersonCaller | ClientCaller;

const audience = 'urn:zhiheng:api';

/**
 * Verifies access tokens (RFC 9068) against Zhiheng's published keys, which are fetched once and again when an unknown
 * key signs. Who has left since the token was issued (minutes at most) still passes: `check` knows, this cannot.
 */
export function tokenVerifierOf(options: ClientOptions): (token: string) => Promise<Caller> {
  const origin = originOf(options);
  const keys = createRemoteJWKSet(new URL('/oidc/jwks', origin), {
    timeoutDuration: options.timeout ?? defaultTimeout,
  });
  const expectations = {
    issuer: `${origin}/oidc`,
    audience,
    typ: 'at+jwt',
    algorithms: ['ES256'],
    clockTolerance: 2,
    requiredClaims: ['exp', 'iat', 'sub'],
  };
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, expectations).catch(refuse);
    // Which verifying a signature does not look at.
    if ((payload.iat as number) > Date.now() / 1000 + expectations.clockTolerance)
      throw new ZhihengError('not-authenticated', { detail: 'the token was issued in the future' });
    return callerOf(payload);
  };
}

/** Faults of the token itself; whatever else goes wrong is that the keys cannot be had. */
const faultsOfTokens = [
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
];

function refuse(error: unknown): never {
  if (!faultsOfTokens.some((fault) => error instanceof fault))
    throw unavailable('the signing keys cannot be fetched', error);
  const detail = error instanceof errors.JWTExpired ? 'the token has expired' : 'the token is not valid';
  throw new ZhihengError('not-authenticated', { detail }, { cause: error });
}

function callerOf(payload: JWTPayload): Caller {
  const { sub, centre, account, username, client_id: client, scope } = payload as Record<string, unknown>;
  if (typeof centre !== 'string' || typeof client !== 'string')
    throw new ZhihengError('not-authenticated', { detail: 'the token names no centre' });
  const facts = { centre, client, scopes: new Set(typeof scope === 'string' ? scope.split(' ') : []) };
  if (account === undefined) return { kind: 'client', ...facts };
  if (typeof account !== 'string' || typeof username !== 'string')
    throw new ZhihengError('not-authenticated', { detail: 'the token names no person' });
  return { kind: 'person', ...facts, person: sub as string, account, username };
}
