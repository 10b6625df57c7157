import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountActive, type Database } from '@zhiheng/database';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { App } from './app.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { openSecret } from './secret.ts';
import { createServer } from './server.ts';
import type { ServiceOptions } from './service.ts';
import { audience, createTokenVerifier, issuerOf } from './tokens.ts';

/** A person signed in through a client (`console` unless named). `person` and `account` are ids. */
export interface TestPerson {
  centre: string;
  person: string;
  account: string;
  username: string;
  client?: string;
  /** Mark of the sign-in, base64url. */
  signIn?: string;
  /** `acr` and `auth_time`. */
  assurance?: { level: string; at: number };
}

/** A machine client that acts for itself. */
export interface TestClient {
  centre: string;
  client: string;
  scopes: readonly string[];
}

export type TestCaller = TestPerson | TestClient;

/** Claims that differ from those of a good token: to show that a wrong one is refused. */
export interface TestClaims {
  issuer?: string;
  audience?: string;
  /** Seconds from now; negative: it has ended. Default 600. */
  lifetime?: number;
}

/** An OpenID provider reduced to what services see of one: a published key set and tokens signed with its key. */
export interface TestIssuer {
  /** Demo profile, silent, no rate limit worth the name, the issuer as origin, a data folder of its own. */
  readonly environment: Environment;
  /** An access token (RFC 9068, ES256) as the identity service would issue it. */
  tokenFor(caller: TestCaller, claims?: TestClaims): Promise<string>;
  /** Stops the key server and removes the data folder. */
  close(): Promise<void>;
}

/** Starts an issuer on a free port of loopback. One serves all services of a test file. */
export async function startTestIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  const server = createHttpServer((request, response) => {
    const known = request.url === '/oidc/jwks';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? { keys: [key] } : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment: Environment = {
    ...readEnvironment({}, { port: 0, profile: 'demo' }),
    origin,
    identityUrl: origin,
    dataDirectory: await mkdtemp(join(tmpdir(), 'zhiheng-service-')),
    logLevel: 'silent',
    rateLimit: 1_000_000_000,
  };
  return {
    environment,
    tokenFor: (caller, { issuer = issuerOf(environment), audience: to = audience, lifetime = 600 } = {}) =>
      new SignJWT(claimsOf(caller))
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid })
        .setIssuer(issuer)
        .setAudience(to)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + lifetime)
        .sign(privateKey),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(environment.dataDirectory, { recursive: true, force: true });
    },
  };
}

function claimsOf(caller: TestCaller): Record<string, unknown> {
  if ('scopes' in caller) {
    const { centre, client, scopes } = caller;
    return { sub: client, centre, client_id: client, scope: scopes.join(' ') };
  }
  const { centre, person, account, username, client = 'console', signIn: grant, assurance } = caller;
  return {
    ...{ sub: person, centre, account, username, client_id: client, scope: 'openid' },
    ...(grant ? { grant } : {}),
    ...(assurance ? { acr: assurance.level, auth_time: assurance.at } : {}),
  };
}

/** One request to a service, without a network between. `payload` is sent as JSON unless it is text or bytes. */
export type TestRequest = Omit<InjectOptions, 'authority' | 'server'>;

export interface TestService {
  readonly app: App;
  /** The header by which a caller is known. */
  bearer(caller: TestCaller): Promise<{ authorization: string }>;
  /** Sends a request as `caller`, or as nobody. The answer has `statusCode`, `headers`, `body`, `json()`. */
  send(caller: TestCaller | undefined, request: TestRequest): Promise<LightMyRequestResponse>;
  get(caller: TestCaller | undefined, url: string, query?: Record<string, string>): Promise<LightMyRequestResponse>;
  post(caller: TestCaller | undefined, url: string, payload: object): Promise<LightMyRequestResponse>;
  /** Stops the service, and the issuer unless it was handed in. The database stays its owner's to close. */
  close(): Promise<void>;
}

export interface TestServiceOptions {
  /** The service's own pool: `(await openTestDatabase()).connect('access')`. */
  database: Database;
  /** Shared between services of one test; absent: one of its own. */
  issuer?: TestIssuer;
  /** Parts of the environment that the test is about. */
  environment?: Partial<Environment>;
  /** Default: the database's answer (`access.account_active`), so that the people who call must be in it. */
  accountActive?: (centre: string, account: string) => Promise<boolean>;
}

type ServicePlugin = (app: App, options: ServiceOptions) => Promise<void>;

/** The real server with the real plugin, ready for requests; only its tokens come from a test's issuer. */
export async function openTestService(plugin: ServicePlugin, options: TestServiceOptions): Promise<TestService> {
  const issuer = options.issuer ?? (await startTestIssuer());
  const { database } = options;
  const environment = { ...issuer.environment, ...options.environment };
  const app = await createServer({
    environment,
    title: 'test',
    tokens: createTokenVerifier(environment),
    accountActive: options.accountActive ?? ((centre, account) => accountActive(database, centre, account)),
  });
  await app.register(plugin, { environment, secret: await openSecret(environment, {}), database });
  await app.ready();

  async function send(caller: TestCaller | undefined, request: TestRequest): Promise<LightMyRequestResponse> {
    return app.inject({ ...request, headers: { ...(caller ? await bearer(caller) : {}), ...request.headers } });
  }
  const bearer = async (caller: TestCaller) => ({ authorization: `Bearer ${await issuer.tokenFor(caller)}` });
  return {
    app,
    bearer,
    send,
    get: (caller, url, query) => send(caller, { method: 'GET', url, ...(query ? { query } : {}) }),
    post: (caller, url, payload) => send(caller, { method: 'POST', url, payload }),
    async close() {
      await app.close();
      if (!options.issuer) await issuer.close();
    },
  };
}
