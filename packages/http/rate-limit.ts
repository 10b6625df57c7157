import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import type { Environment } from './environment.ts';
import { Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts a caller who was turned away against the address they came from; throws `too-many-requests`. */
    countRefused(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  }
}

/** A machine client acts for a whole business system, at the hours when every window is busy. */
const machineFactor = 100;
const timeWindow = '1 minute';
/** So many are counted at once; who was not heard of for longest is forgotten first. */
const mostCallers = 20_000;

/**
 * Requests a minute: of a person through a client, of a machine client (much more), or, where nobody is known, of an
 * address. So those behind one proxy do not use up each other's, and guessing passwords or tokens has its bound.
 */
export async function limitRates(app: App, environment: Environment): Promise<void> {
  const { rateLimit: max } = environment;
  await app.register(rateLimit, {
    global: true,
    timeWindow,
    cache: mostCallers,
    errorResponseBuilder: () => new Problem('too-many-requests'),
    max: ({ caller }) => max * (caller?.kind === 'client' ? machineFactor : 1),
    // After authentication, for its hook is the application's and these are the routes' own.
    keyGenerator: keyOf,
  });
  const refusals = app.createRateLimit({ timeWindow, max, keyGenerator: addressOf });
  app.decorate('countRefused', async (request, reply) => {
    const counted = await refusals(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    reply.header('retry-after', counted.ttlInSeconds);
    throw new Problem('too-many-requests');
  });
}

const addressOf = ({ ip }: FastifyRequest): string => `address ${normalizeIP(ip, 64)}`;

function keyOf(request: FastifyRequest): string {
  const { caller } = request;
  if (!caller) return addressOf(request);
  const { centre, client } = caller;
  return JSON.stringify([centre, client, ...(caller.kind === 'person' ? [caller.person] : [])]);
}
