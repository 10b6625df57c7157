import { type CaseInput, createClient, signalEvents, type ZhihengClient, ZhihengError } from '@zhiheng/client';
import { permitted, zhiheng } from '@zhiheng/client/fastify';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';

/**
 * A business service as another team would write it: employers register with all their employees in one case, which one
 * person handles, another reviews and a third approves. What it knows of people, permissions and rules it asks Zhiheng.
 */
export interface Registration {
  /** The case in Zhiheng. */
  id: string;
  employer: string;
  employees: string[];
  /** From the approval on. */
  enrolled: boolean;
}

const item = 'employer-registration';
const unit = 'enrolment';
const duties = ['handle', 'review', 'approve'] as const;
type Duty = (typeof duties)[number];

interface Options {
  origin: string;
  clientId: string;
  clientSecret: string;
}

export async function registrationService(options: Options): Promise<FastifyInstance> {
  const client = createClient(options);
  const app = Fastify();
  const registrations = new Map<string, Registration>();
  await app.register(zhiheng, { client });
  await refuseLeavers(app, client);

  /** What Zhiheng refuses is told as it tells it; a fault is 503, never a yes. */
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, _request, reply) => {
    if (!(error instanceof ZhihengError)) return reply.status(error.statusCode ?? 500).send({ code: error.code });
    const { code, title, status = 503, conflicts } = error;
    return reply.status(status).send({ code, title, conflicts });
  });

  app.post<{ Body: { number: string; employer: string; employees: string[] } }>('/registrations', {
    preHandler: permitted(() => ({
      action: { name: 'handle' },
      resource: { type: 'case', id: 'new', properties: { item, unit } },
    })),
    handler: async (request, reply) => {
      const { number, employer, employees } = request.body;
      const opening: CaseInput = { item, unit, reference: number, subject: employer, channel: 'hall' };
      // The number is the key: sent again, by whoever did not hear the answer, it is one registration.
      const { id } = await client.openCase(opening, { correlationId: number, idempotencyKey: number });
      await record(client, request, id, 'handle');
      const registration = registrations.get(id) ?? { id, employer, employees, enrolled: false };
      registrations.set(id, registration);
      return reply.status(201).send(registration);
    },
  });

  app.post<{ Params: { id: string; duty: Duty } }>('/registrations/:id/:duty', async (request, reply) => {
    const { id, duty } = request.params;
    const registration = registrations.get(id);
    if (!registration || !duties.includes(duty)) return reply.status(404).send({ code: 'not-found' });
    const { state } = await record(client, request, id, duty);
    registration.enrolled = state === 'complete';
    return registration;
  });

  /** What waits for the person who asks. */
  app.get<{ Querystring: { duty: Duty } }>('/registrations', async (request) => {
    const subject = { type: 'person', id: usernameOf(request) };
    const wanted = { subject, action: { name: request.query.duty }, resource: { type: 'case' } };
    const waiting: Registration[] = [];
    for await (const { id } of client.search.resources(wanted)) {
      const registration = registrations.get(id);
      if (registration) waiting.push(registration);
    }
    return waiting;
  });

  /** Who did what on it, oldest first. */
  app.get<{ Params: { id: string } }>('/registrations/:id/trail', async (request) => {
    const trail: object[] = [];
    for await (const { at, actor, action, outcome, reason } of client.queryEntries({ case: request.params.id }))
      trail.unshift({ at, actor, action, outcome, reason });
    return trail;
  });

  return app;
}

/**
 * A token says who somebody was when it was issued: Zhiheng tells meanwhile whose account was disabled, and from then on they are out here, too.
 * One that was lost is made good by asking: whatever counts is asked of Zhiheng anyway.
 */
async function refuseLeavers(app: FastifyInstance, client: ZhihengClient): Promise<void> {
  const out = new Set<string>();
  app.addHook('preHandler', async ({ zhihengCaller: caller }, reply) => {
    if (caller?.kind === 'person' && out.has(caller.person))
      return reply.status(401).send({ code: 'account-disabled' });
  });
  const stream = await client.openStream({ events: [signalEvents.accountDisabled, signalEvents.accountEnabled] });
  const closing = new AbortController();
  const following = client.followSignals({
    stream,
    signal: closing.signal,
    onSignal: ({ event, person = '' }) => {
      if (event === signalEvents.accountDisabled) out.add(person);
      if (event === signalEvents.accountEnabled) out.delete(person);
    },
  });
  following.catch((error) => app.log.error({ err: error }, 'nobody tells who has left'));
  app.addHook('onClose', async () => {
    closing.abort();
    await following.catch(() => undefined);
  });
}

/** Judged, recorded and logged by Zhiheng in one; throws what it refuses. No registration goes back, so that each duty is done once. */
async function record(client: ZhihengClient, request: FastifyRequest, id: string, duty: Duty) {
  const step = { duty, actor: usernameOf(request) };
  const options = { correlationId: request.id, idempotencyKey: `${id}/${duty}` };
  return (await client.recordStep(id, step, options)).case;
}

function usernameOf({ zhihengCaller }: FastifyRequest): string {
  if (zhihengCaller?.kind !== 'person') throw new ZhihengError('not-permitted', { status: 403 });
  return zhihengCaller.username;
}
