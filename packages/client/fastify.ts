import type { EvaluationInput } from '@zhiheng/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZhihengClient } from './client.ts';
import { ZhihengError } from './error.ts';
import type { Caller } from './verify-token.ts';

export { type SignalPluginOptions, signals } from './signal-plugin.ts';

declare module 'fastify' {
  interface FastifyInstance {
    zhiheng: ZhihengClient;
  }
  interface FastifyRequest {
    /** Who asks; set on every route that is not `public`. */
    zhihengCaller: Caller | undefined;
  }
  interface FastifyContextConfig {
    /** `public`: no token is needed. Every other route needs one, so that none is open by oversight. */
    zhiheng?: 'public';
  }
}

/** A refusal with the status that Fastify answers: 401, 403, or 503 when nothing can be decided. */
class Refusal extends Error {
  readonly statusCode: number;
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.statusCode = { 'not-authenticated': 401, unavailable: 503 }[code] ?? 403;
  }
}

/** Guards a whole Fastify application: `await app.register(zhiheng, { client })`. */
async function guard(app: FastifyInstance, { client }: { client: ZhihengClient }): Promise<void> {
  app.decorate('zhiheng', client);
  app.decorateRequest('zhihengCaller', undefined);
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.zhiheng === 'public') return;
    const [, token] = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (token === undefined) throw new Refusal('not-authenticated', 'A bearer token is needed.');
    request.zhihengCaller = await client.verifyToken(token).catch((error: unknown) => {
      const code = error instanceof ZhihengError ? error.code : 'unavailable';
      throw new Refusal(code, (error as Error).message, { cause: error });
    });
  });
}

/** Its decorations are for the whole application, not only for what is registered inside it. */
export const zhiheng = Object.assign(guard, { [Symbol.for('skip-override')]: true });

/** What the person wants to do with which resource. */
export type Wish = Pick<EvaluationInput, 'action' | 'resource' | 'context'>;

/**
 * A `preHandler` that lets the request through only when Zhiheng says that the person may: else 403 with the reason's
 * code, or 503 `unavailable`.
 */
export function permitted(wishOf: (request: FastifyRequest) => Wish): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const caller = request.zhihengCaller;
    if (caller?.kind !== 'person') throw new Refusal('not-permitted', 'Only a signed-in person may do this.');
    const inquiry = { subject: { type: 'person', id: caller.person }, ...wishOf(request) };
    const { decision, context } = await request.server.zhiheng.check(inquiry, { correlationId: request.id });
    if (!decision) throw new Refusal(context.reason.code, context.reason.en);
  };
}
