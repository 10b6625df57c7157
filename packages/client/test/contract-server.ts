import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createClient, type ZhihengClient } from '../index.ts';
import type { ClientOptions } from '../options.ts';

/** What one route answers next: in turn, the last one for ever. */
export type Reply = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** A server on loopback that speaks Zhiheng's outward contract and can be told to fail. */
export interface ContractServer {
  readonly origin: string;
  /** Every request so far, as `METHOD path`. */
  readonly seen: string[];
  /** Requests to the token endpoint. */
  readonly asked: { scope: string; authorization: string }[];
  /** Seconds that the next tokens live. */
  lifetime: number;
  answer(route: string, ...replies: Reply[]): void;
  client(options?: Partial<ClientOptions>): ZhihengClient;
  /** A token of the server's issuer, as the identity service signs them. */
  sign(
    claims: Record<string, unknown>,
    changes?: { issuer?: string; audience?: string; expires?: number; typ?: string },
  ): Promise<string>;
  stop(): Promise<void>;
}

export const problem =
  (status: number, code: string, more: object = {}): Reply =>
  (_request, reply) =>
    reply
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify({ type: `urn:zhiheng:problem:${code}`, title: code, status, code, instance: 'r', ...more }));

/** Breaks the connection without an answer. */
export const broken: Reply = (request, reply) => {
  reply.hijack();
  request.raw.socket.destroy();
};
/** Never answers. */
export const silent: Reply = (_request, reply) => void reply.hijack();
export const json =
  (body: unknown, status = 200): Reply =>
  (_request, reply) =>
    reply.status(status).send(body);

export async function startContractServer(): Promise<ContractServer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const app: FastifyInstance = Fastify({ forceCloseConnections: true });
  const replies = new Map<string, Reply[]>();
  const seen: string[] = [];
  const asked: ContractServer['asked'] = [];
  const server = { lifetime: 300 };
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body as string))),
  );
  app.all('/*', async (request, reply) => {
    const route = `${request.method} ${request.url.split('?')[0]}`;
    seen.push(`${request.method} ${request.url}`);
    const [next, ...rest] = replies.get(route) ?? [];
    if (rest.length) replies.set(route, rest);
    if (next) return next(request, reply);
    if (route === 'GET /oidc/jwks')
      return { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' }] };
    if (route === 'POST /oidc/token') {
      const { scope } = request.body as { scope: string };
      asked.push({ scope, authorization: request.headers.authorization ?? '' });
      return { access_token: `token.${asked.length}.x`, token_type: 'Bearer', expires_in: server.lifetime, scope };
    }
    return problem(404, 'not-found')(request, reply);
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return Object.assign(server, {
    origin,
    seen,
    asked,
    answer: (route: string, ...list: Reply[]) => void replies.set(route, list),
    client: (options: Partial<ClientOptions> = {}) =>
      createClient({ origin, clientId: 'shop', clientSecret: 'a:b c', timeout: 20_000, ...options }),
    sign: (
      claims: Record<string, unknown>,
      { issuer = `${origin}/oidc`, audience = 'urn:zhiheng:api', expires = 600, typ = 'at+jwt' } = {},
    ) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: 'k', typ })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + expires)
        .sign(privateKey),
    stop: () => app.close(),
  });
}
