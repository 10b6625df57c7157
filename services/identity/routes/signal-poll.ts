import { OneStreamQuery, PollAnswer, PollInput } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, clientOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { poll } from '../signals/poll.ts';
import type { Transmitter } from '../signals/transmitter.ts';

const Path = Type.Object({ id: OneStreamQuery.properties.stream_id });

/** RFC 8936: a receiver that nobody can reach fetches what there is for it. */
export function signalPollRoute(app: App, office: { database: Database; transmitter: Transmitter }): void {
  app.post('/ssf/streams/:id/poll', {
    config: { access: { scope: 'ssf' } },
    schema: {
      tags: ['signals'],
      summary: '拉取事件 / poll for security event tokens, RFC 8936',
      params: Path,
      body: PollInput,
      response: { 200: PollAnswer },
    },
    handler: async (request, reply) => {
      const gone = new AbortController();
      const leave = () => gone.abort();
      request.raw.socket.once('close', leave);
      try {
        const wish = { id: request.params.id, given: gone.signal };
        const answer = await poll(office, clientOf(request), wish, request.body);
        return reply.header('cache-control', 'no-store').send(answer);
      } finally {
        request.raw.socket.off('close', leave);
      }
    },
  });
}
