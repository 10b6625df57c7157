import { said } from '@zhiheng/contracts';
import { Problem } from '@zhiheng/http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/**
 * What AuthZEN Authorization API 1.0 asks of the way besides what all our routes do: a body that is not JSON is a bad
 * request (400, not 415), and a request's id comes back as it was given, whatever its characters.
 */
export const authzenTransport = {
  errorHandler(error: FastifyError): never {
    throw error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE'
      ? new Problem('invalid-request', said('media-type', { type: 'application/json' }))
      : error;
  },
  onSend(
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    done: (error: null, payload: unknown) => void,
  ) {
    const id = request.headers['x-request-id'];
    if (typeof id === 'string' && id !== request.id) reply.header('x-request-id', id);
    done(null, payload);
  },
};
