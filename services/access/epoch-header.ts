import { epochHeader } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import type { App } from '@zhiheng/http';
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { Type } from 'typebox';
import { epochNow } from './store/policy-store.ts';

/** What changes nothing; and cases, which every decision that rests on one reads anew. */
const apart = /^\/access\/v1\/(evaluations?$|search\/)|^\/api\/v1\/cases(\/|$)|\/preview$/;

/**
 * Every answer of a route that may change policy, grants, people or resources says which epoch was reached, so that whoever
 * asked for the change can ask any process for decisions from no earlier than that. Registered before the routes.
 *
 * It is read when the act is over, whatever became of it: so the epoch is that of its transaction or a later one, also where a
 * retry is told of what the first try did, or a refusal of what somebody else has done already.
 */
export function tellEpochs(app: App, database: Database): void {
  async function tell(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    // A fault is told as it is, this one included: what was done is open then, and whoever asks again is told.
    const epoch = request.caller && reply.statusCode < 500 && (await epochNow(database, request.caller.centre));
    if (epoch) reply.header(epochHeader, epoch);
    return payload;
  }
  app.addHook('onRoute', (route) => {
    if (!mayChange(route)) return;
    route.onSend = [tell, ...[route.onSend ?? []].flat()];
    describe(route);
  });
}

/** By its form, so that no new route can be forgotten. */
const mayChange = ({ method, url }: RouteOptions): boolean =>
  [method].flat().every((one) => !['GET', 'HEAD'].includes(one)) && !apart.test(url);

const header = Type.Integer({
  minimum: 0,
  description:
    '此次变更之后的策略纪元；作为 context.policyEpoch 提交，则不以更早的状态判定 / the epoch after this change: given as context.policyEpoch nothing is decided from before it',
});

function describe(route: RouteOptions): void {
  const answers = Object.entries((route.schema?.response ?? {}) as Record<string, object>).map(([status, answer]) => [
    status,
    status.startsWith('2') ? { ...answer, headers: { [epochHeader]: header } } : answer,
  ]);
  route.schema = { ...route.schema, response: Object.fromEntries(answers) };
}
