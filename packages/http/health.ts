import { Type } from 'typebox';
import type { App } from './app.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Adds a check to `/health/ready`: it throws while the process cannot do its work. A word that it gives is told in place of `up`. */
    readyWhen(name: string, check: Check): void;
  }
}

type Check = () => unknown;

const Health = Type.Object({
  status: Type.Enum(['up', 'down']),
  checks: Type.Optional(Type.Record(Type.String(), Type.String())),
});

export function reportHealth(app: App): void {
  const checks = new Map<string, Check>();
  app.decorate('readyWhen', (name, check) => void checks.set(name, check));
  const config = { access: 'public' as const, rateLimit: false as const };

  app.get('/health/live', {
    config,
    schema: { tags: ['health'], summary: '存活 / the process runs', response: { 200: Health } },
    handler: async () => ({ status: 'up' as const }),
  });
  app.get('/health/ready', {
    config,
    schema: { tags: ['health'], summary: '就绪 / it can do its work', response: { 200: Health, 503: Health } },
    handler: async (request, reply) => {
      const results = await Promise.all(
        [...checks].map(async ([name, check]) => {
          try {
            const said = await check();
            return [name, typeof said === 'string' ? said : 'up'] as const;
          } catch (error) {
            request.log.warn({ err: error, check: name }, 'not ready');
            return [name, 'down'] as const;
          }
        }),
      );
      const up = results.every(([, state]) => state !== 'down');
      return reply.status(up ? 200 : 503).send({ status: up ? 'up' : 'down', checks: Object.fromEntries(results) });
    },
  });
}
