import type { IncomingMessage, ServerResponse } from 'node:http';
import { type App, type Environment, traceOf } from '@zhiheng/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import { withRequestContext } from '../request-context.ts';

const prefix = '/oidc';

/** Hands everything under `/oidc` that has no route of its own to the OpenID provider. */
export async function mountProvider(app: App, provider: Provider, environment: Environment): Promise<void> {
  const answer = provider.callback();
  const { host, protocol } = new URL(environment.origin);

  await app.register(async (scope) => {
    // The provider reads bodies itself; Fastify's parsers would leave it nothing to read.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: `${prefix}/*`,
      config: { access: 'public' },
      schema: { hide: true },
      handler: async (request, reply) => {
        reply.hijack();
        keepHeaders(reply);
        await withRequestContext({ trace: traceOf(request), log: request.log }, () =>
          answer(asSeenByProvider(request, host, protocol), reply.raw),
        );
      },
    });
  });
}

/** Helmet's headers and the request id are on the reply, which a hijacked request does not send. */
function keepHeaders(reply: FastifyReply): void {
  const raw: ServerResponse = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
}

/**
 * The provider makes its own addresses from `originalUrl` (so that they carry the prefix) and from what the request
 * says of host and protocol. Those are the deployment's, never what a caller claims.
 */
function asSeenByProvider({ raw }: FastifyRequest, host: string, protocol: string): IncomingMessage {
  const url = raw.url ?? '/';
  raw.headers.host = host;
  raw.headers['x-forwarded-host'] = host;
  raw.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  return Object.assign(raw, { originalUrl: url, url: url.slice(prefix.length) });
}
