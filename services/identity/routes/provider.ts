import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { type App, type Environment, traceOf } from '@zhiheng/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Introspection } from '../introspection.ts';
import type { ProviderInUse } from '../provider-in-use.ts';
import { withRequestContext } from '../request-context.ts';

const prefix = '/oidc';

/** What the OpenID provider answers: its protocols fix what goes in and out, so the summaries name them. */
const endpoints = [
  ['GET', '/.well-known/openid-configuration', '服务发现 / OpenID Connect Discovery 1.0'],
  ['GET', '/.well-known/oauth-authorization-server', '服务发现 / RFC 8414'],
  ['GET', '/jwks', '签名公钥 / keys that verify tokens, RFC 7517'],
  ['GET', '/auth', '授权请求 / authorization request: code with PKCE, RFC 7636'],
  ['GET', '/auth/:uid', '登录后继续 / continues an authorization request after the sign-in'],
  ['POST', '/token', '令牌 / token endpoint, RFC 6749: authorization_code, refresh_token, client_credentials'],
  ['POST', '/token/introspection', '令牌内省 / token introspection, RFC 7662'],
  ['POST', '/token/revocation', '令牌撤销 / token revocation, RFC 7009'],
  ['GET', '/session/end', '退出登录 / OpenID Connect RP-Initiated Logout 1.0'],
  ['POST', '/session/end/confirm', '确认退出 / confirms the sign-out'],
  ['GET', '/session/end/success', '已退出 / signed out'],
] as const;

/** Hands the provider's endpoints to it, under `/oidc`. */
export async function mountProvider(
  app: App,
  { answer }: ProviderInUse,
  { environment, introspection }: { environment: Environment; introspection: Introspection },
): Promise<void> {
  const { host, protocol } = new URL(environment.origin);
  const handOver = async (request: FastifyRequest, reply: FastifyReply, raw: IncomingMessage = request.raw) => {
    reply.hijack();
    keepHeaders(reply);
    await withRequestContext({ trace: traceOf(request), log: request.log }, () =>
      answer(asSeenByProvider(raw, host, protocol), reply.raw),
    );
  };
  /** What can be answered without the provider is, to whoever proves to be a client; all else counts against its address. */
  const introspect = async (request: FastifyRequest, reply: FastifyReply) => {
    const { headers, log, raw } = request;
    const body = isShortForm(headers) ? await bodyOf(raw) : undefined;
    const form = body && new URLSearchParams(body.toString());
    const told = form && (await introspection.answer(headers.authorization, form, log));
    if (told) return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(told);
    await app.countRefused(request, reply);
    return handOver(request, reply, body && withBody(raw, body));
  };

  await app.register(async (scope) => {
    // The provider reads bodies itself; Fastify's parsers would leave it nothing to read.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const [method, path, summary] of endpoints) {
      scope.route({
        method,
        url: `${prefix}${path}`,
        schema: { tags: ['identity'], summary },
        ...(path === '/token/introspection'
          ? { config: { access: 'public', rateLimit: false }, handler: introspect }
          : { config: { access: 'public' }, handler: (request, reply) => handOver(request, reply) }),
      });
    }
  });
}

/** A form that says no more than a token. */
const isShortForm = (headers: IncomingMessage['headers']): boolean =>
  /^application\/x-www-form-urlencoded(; ?charset=utf-8)?$/i.test(headers['content-type'] ?? '') &&
  Number(headers['content-length']) <= 8_192;

function bodyOf(raw: IncomingMessage): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  raw.on('data', (chunk: Buffer) => chunks.push(chunk));
  raw.on('end', () => resolve(Buffer.concat(chunks)));
  raw.on('error', reject);
  return promise;
}

/** A request whose body was read, for whoever reads it again. */
const withBody = ({ headers, method, url, socket, httpVersion }: IncomingMessage, body: Buffer): IncomingMessage =>
  Object.assign(Readable.from([body], { objectMode: false }), {
    ...{ headers, method, url, socket, httpVersion },
  }) as unknown as IncomingMessage;

/** The security headers and the request id are on the reply, which a hijacked request does not send. */
function keepHeaders(reply: FastifyReply): void {
  const raw: ServerResponse = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
}

/**
 * The provider makes its own addresses from `originalUrl` (so that they carry the prefix) and from what the request
 * says of host and protocol. Those are the deployment's, never what a caller claims.
 */
function asSeenByProvider(raw: IncomingMessage, host: string, protocol: string): IncomingMessage {
  const url = raw.url ?? '/';
  raw.headers.host = host;
  raw.headers['x-forwarded-host'] = host;
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  return Object.assign(raw, { originalUrl: url, url: url.slice(prefix.length) });
}
