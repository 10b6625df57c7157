import { said } from '@zhiheng/contracts';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Environment } from './environment.ts';
import { Problem } from './problem.ts';
import { clockTolerance, refuseFuture } from './token-faults.ts';

/** Audience of every access token: one resource, Zhiheng's own services. */
export const audience = 'urn:zhiheng:api';
export const issuerOf = (environment: Environment): string => `${environment.origin}/oidc`;

/** A person acting through a client, or a client acting for itself. */
export type Caller = PersonCaller | ClientCaller;
interface CallerFacts {
  centre: string;
  client: string;
  scopes: ReadonlySet<string>;
}
export interface PersonCaller extends CallerFacts {
  kind: 'person';
  person: string;
  account: string;
  username: string;
  /** Mark of the sign-in that the token came from. */
  signIn?: string;
  /** How they signed in (`acr`), and when, in seconds since the epoch. */
  assurance?: { level: string; at: number };
}
export interface ClientCaller extends CallerFacts {
  kind: 'client';
}

export interface TokenVerifier {
  /** The caller of a header that was verified before and has not ended. */
  remembered(authorization: string | undefined): Caller | undefined;
  /**
   * The caller whom an `Authorization` header names by its bearer token; at once when it is remembered. Throws or rejects
   * with Problem `not-authenticated`; `unavailable` when the keys cannot be had.
   */
  verify(authorization: string | undefined): Caller | Promise<Caller>;
}

/** RFC 6750's header around a compact JWS. */
const wellFormed = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

interface Verdict {
  caller: Caller;
  expiresAt: number;
}

/** Verifies JWT access tokens (RFC 9068) against the published keys; a verdict is remembered, by the whole header, until the token ends. */
export function createTokenVerifier(environment: Environment): TokenVerifier {
  const keys = createRemoteJWKSet(new URL('/oidc/jwks', environment.identityUrl), { cooldownDuration: 1_000 });
  const verdicts = new LRUCache<string, Verdict>({ max: 10_000 });
  const expectations = {
    issuer: issuerOf(environment),
    audience,
    typ: 'at+jwt',
    algorithms: ['ES256'],
    clockTolerance,
  };

  async function read(token: string): Promise<JWTPayload> {
    const { payload } = await jwtVerify(token, keys, { ...expectations, requiredClaims: ['exp', 'iat'] });
    refuseFuture(payload);
    return payload;
  }
  async function verifyAnew(authorization: string): Promise<Caller> {
    const [, token] = wellFormed.exec(authorization) ?? [];
    if (token === undefined) throw unusable(authorization);
    const payload = await read(token).catch(refuse);
    const caller = callerOf(payload);
    verdicts.set(authorization, { caller, expiresAt: (payload.exp as number) * 1000 });
    return caller;
  }
  // A service asks many times with one header, which is sooner compared than found by a hash of all its characters.
  let last: { header: string; verdict: Verdict } | undefined;
  function verdictOn(authorization: string): Verdict | undefined {
    if (authorization === last?.header) return last.verdict;
    const verdict = verdicts.get(authorization);
    if (verdict) last = { header: authorization, verdict };
    return verdict;
  }
  function remembered(authorization = ''): Caller | undefined {
    const verdict = verdictOn(authorization);
    return verdict && verdict.expiresAt > Date.now() ? verdict.caller : undefined;
  }
  return { remembered, verify: (authorization = '') => remembered(authorization) ?? verifyAnew(authorization) };
}

/** Who shows nothing is asked to; what is shown and is no token has a cause, for the log. */
const unusable = (authorization: string): Problem =>
  new Problem('not-authenticated', undefined, {}, authorization ? { cause: new errors.JWSInvalid() } : {});

function refuse(error: unknown): never {
  if (
    error instanceof errors.JWKSTimeout ||
    (error as { code?: string }).code === 'ERR_JOSE_GENERIC' ||
    error instanceof TypeError
  ) {
    throw new Problem('unavailable', said('keys-unreachable'), {}, { cause: error });
  }
  throw new Problem(
    'not-authenticated',
    error instanceof errors.JWTExpired ? said('token-expired') : undefined,
    {},
    { cause: error },
  );
}

function callerOf(payload: JWTPayload): Caller {
  const {
    sub,
    centre,
    account,
    username,
    client_id: client,
    scope,
    grant,
    acr,
    auth_time,
  } = payload as Record<string, unknown>;
  if (typeof centre !== 'string' || typeof client !== 'string')
    throw new Problem('not-authenticated', said('token-without-centre'), {}, { cause: new errors.JWTInvalid() });
  const facts = { centre, client, scopes: new Set(typeof scope === 'string' ? scope.split(' ') : []) };
  if (typeof account !== 'string') return { kind: 'client', ...facts };
  const person = { person: sub as string, account, username: username as string };
  const signIn = typeof grant === 'string' ? { signIn: grant } : {};
  const assurance =
    typeof acr === 'string' && typeof auth_time === 'number' ? { assurance: { level: acr, at: auth_time } } : {};
  return { kind: 'person', ...facts, ...person, ...signIn, ...assurance };
}
