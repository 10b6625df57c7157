import type { FastifyInstance } from 'fastify';
import { SignalError, type SignalOptions, signalReceiver } from './signals.ts';

export interface SignalPluginOptions extends SignalOptions {
  /** Path under which Zhiheng pushes. */
  path: string;
  /** What Zhiheng was told to send as `Authorization`, if anything. */
  authorization?: string;
}

/** Takes what Zhiheng pushes (RFC 8935): `await app.register(signals, { path: '/signals', … })`. */
export async function signals(app: FastifyInstance, options: SignalPluginOptions): Promise<void> {
  const receive = signalReceiver(options);
  app.addContentTypeParser('application/secevent+jwt', { parseAs: 'string', bodyLimit: 65_536 }, (_, body, done) =>
    done(null, body),
  );
  // The token is its own proof of who sends it: no bearer token of a person or client is asked for.
  app.post(options.path, { config: { zhiheng: 'public' } }, async (request, reply) => {
    const { authorization } = options;
    if (authorization !== undefined && request.headers.authorization !== authorization)
      return reply.status(401).send({ err: 'authentication_failed', description: 'not Zhiheng' });
    try {
      await receive(String(request.body));
      return await reply.status(202).send();
    } catch (error) {
      if (error instanceof SignalError) return reply.status(400).send({ err: error.err, description: error.message });
      // Not had: it comes again.
      request.log.error({ err: error }, 'a signal was not dealt with');
      return reply.status(503).send();
    }
  });
}
