import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { App } from './app.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Prometheus registry of this process; rooms add their own figures. */
    metrics: Registry;
  }
}

/** `/metrics` in Prometheus' text format: process figures and a latency histogram by route and status. */
export function exposeMetrics(app: App): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  app.decorate('metrics', registry);
  // Few combinations, each looked up for every request: their labels are put together once.
  const series = new Map<string, ReturnType<typeof duration.labels>>();
  app.addHook('onResponse', ({ method, routeOptions }, { statusCode, elapsedTime }, done) => {
    const route = routeOptions.url ?? 'unknown';
    const key = `${method} ${statusCode} ${route}`;
    let one = series.get(key);
    if (!one) {
      one = duration.labels(method, route, String(statusCode));
      series.set(key, one);
    }
    one.observe(elapsedTime / 1000);
    done();
  });
  app.get('/metrics', {
    config: { access: 'public', rateLimit: false },
    schema: { hide: true },
    handler: async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  });
}
