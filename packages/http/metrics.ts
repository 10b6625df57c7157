import { collectDefaultMetrics, Registry } from 'prom-client';
import type { App } from './app.ts';
import { LatencyHistogram } from './latency-histogram.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Prometheus registry of this service; rooms add their own figures. */
    metrics: Registry;
  }
}

let processFigures: Registry | undefined;

/** Of the process: one for all services in it, for each watches the event loop by a timer of its own, which nothing stops. */
function figuresOfProcess(): Registry {
  if (!processFigures) {
    processFigures = new Registry();
    collectDefaultMetrics({ register: processFigures });
  }
  return processFigures;
}

/** Counts an answer of a route. */
export type CountAnswer = (method: string, route: string, status: number, milliseconds: number) => void;

/** `/metrics` in Prometheus' text format: process figures and a latency histogram by route and status. */
export function exposeMetrics(app: App): CountAnswer {
  const registry = new Registry();
  const figures = figuresOfProcess();
  const duration = new LatencyHistogram<'method' | 'route' | 'status'>({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
  }).register(registry);
  app.decorate('metrics', registry);
  app.get('/metrics', {
    config: { access: 'public', rateLimit: false },
    schema: { hide: true },
    handler: async (_request, reply) =>
      reply.type(registry.contentType).send(await Registry.merge([figures, registry]).metrics()),
  });
  const known = new Map<string, ReturnType<typeof duration.series>>();
  return (method, route, status, milliseconds) => {
    const key = `${status} ${method} ${route}`;
    let series = known.get(key);
    if (!series) {
      series = duration.series({ method, route, status: String(status) });
      known.set(key, series);
    }
    series.observe(milliseconds / 1000);
  };
}
