import {
  Id,
  idempotencyHeaders,
  Page,
  pageQuery,
  Webhook,
  WebhookChange,
  WebhookDelivery,
  WebhookInput,
  WebhookWithSecret,
  webhookDeliveryStates,
} from '@zhiheng/contracts';
import type { Database, Transaction } from '@zhiheng/database';
import {
  type App,
  decodeCursor,
  type PersonCaller,
  Problem,
  pageOf,
  personOf,
  type Trace,
  traceOf,
} from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { deliveryDocument, webhookDocument } from '../desk/webhooks/documents.ts';
import {
  changeWebhook,
  createWebhook,
  endWebhook,
  readWebhook,
  requireAdministrator,
  retryWebhook,
  rotateWebhook,
  testWebhook,
  type WebhookOffice,
} from '../desk/webhooks/webhooks.ts';
import type { LogEntry } from '../store/log-store.ts';
import { listDeliveries } from '../store/webhook-delivery-store.ts';
import { listWebhooks } from '../store/webhook-store.ts';
import { idOfCursor } from './cursors.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['webhooks'];
const path = '/api/v1/webhooks';
const params = Type.Object({ id: Id }, closed);
const reading = { action: 'access.refused', targetType: 'webhook' } as const;

/** The systems that are told what people are told of, by who administers the centre's security. */
export function webhookRoutes(app: App, { database, ...office }: WebhookOffice & { database: Database }): void {
  const read = <T>(request: FastifyRequest, work: (transaction: Transaction, centre: string) => Promise<T>) =>
    act(database, request, reading, async (transaction) => {
      const caller = personOf(request);
      await requireAdministrator(transaction, caller);
      return work(transaction, caller.centre);
    });
  const change = <T>(
    request: FastifyRequest<{ Params: { id: string } }>,
    action: LogEntry['action'],
    work: (transaction: Transaction, caller: PersonCaller, what: { id: string; trace: Trace }) => Promise<T>,
  ) => {
    const id = request.params.id.toLowerCase();
    return act(database, request, { action, targetType: 'webhook', target: id }, (transaction) =>
      work(transaction, personOf(request), { id, trace: traceOf(request) }),
    );
  };

  app.get(path, {
    config,
    schema: {
      tags,
      summary: '推送接口 / webhooks, newest first',
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(Webhook) },
    },
    handler: (request) => {
      const { limit = 50, cursor } = request.query;
      const before = idOfCursor(cursor);
      return read(request, async (transaction, centre) => {
        const page = { ...(before === undefined ? {} : { before }), limit: limit + 1 };
        const { data, nextCursor } = pageOf(await listWebhooks(transaction, centre, page), limit, ({ id }) => [id]);
        return { data: data.map(webhookDocument), nextCursor };
      });
    },
  });

  app.get(`${path}/:id`, {
    config,
    schema: { tags, summary: '一个推送接口 / one webhook', params, response: { 200: Webhook } },
    handler: (request) =>
      read(request, async (transaction, centre) =>
        webhookDocument(await readWebhook(transaction, centre, request.params.id.toLowerCase())),
      ),
  });

  app.post(path, {
    config: { ...config, stepUp: true },
    schema: {
      tags,
      summary: '登记推送接口 / registers one; the secret that signs is shown this once',
      headers: idempotencyHeaders,
      body: WebhookInput,
      response: { 201: WebhookWithSecret },
    },
    handler: async (request, reply) => {
      const attempt = { action: 'webhook.created', targetType: 'webhook' } as const;
      const asked = { input: request.body, key: request.headers['idempotency-key'], trace: traceOf(request) };
      const answer = await act(database, request, attempt, (transaction) =>
        createWebhook(transaction, personOf(request), office, asked),
      );
      return reply.status(201).header('cache-control', 'no-store').send(answer);
    },
  });

  app.patch(`${path}/:id`, {
    config,
    schema: {
      tags,
      summary: '变更事件、暂停或恢复 / other events; pauses or resumes',
      params,
      body: WebhookChange,
      response: { 200: Webhook },
    },
    handler: async (request) =>
      webhookDocument(
        await change(request, 'webhook.changed', (transaction, caller, what) =>
          changeWebhook(transaction, caller, { ...what, wish: request.body }),
        ),
      ),
  });

  app.delete(`${path}/:id`, {
    config,
    schema: { tags, summary: '停用推送接口 / ends it for good', params, response: { 200: Webhook } },
    handler: async (request) => webhookDocument(await change(request, 'webhook.ended', endWebhook)),
  });

  app.post(`${path}/:id/rotation`, {
    config: { ...config, stepUp: true },
    schema: {
      tags,
      summary: '更换密钥 / another secret, shown this once; for a day the one before signs beside it',
      params,
      response: { 200: WebhookWithSecret },
    },
    handler: async (request, reply) => {
      const answer = await change(request, 'webhook.rotated', (transaction, caller, what) =>
        rotateWebhook(transaction, caller, office, what),
      );
      return reply.header('cache-control', 'no-store').send(answer);
    },
  });

  app.post(`${path}/:id/tests`, {
    config,
    schema: { tags, summary: '发送测试事件 / sends a test event', params, response: { 201: WebhookDelivery } },
    handler: async (request, reply) =>
      reply.status(201).send(deliveryDocument(await change(request, 'webhook.tested', testWebhook))),
  });

  app.post(`${path}/:id/retries`, {
    config,
    schema: {
      tags,
      summary: '重新推送未能送达的事件 / tries again what was given up',
      params,
      response: { 200: Webhook },
    },
    handler: async (request) => webhookDocument(await change(request, 'webhook.retried', retryWebhook)),
  });

  app.get(`${path}/:id/deliveries`, {
    config,
    schema: {
      tags,
      summary: '推送记录 / what was, or is to be, sent to it, newest first',
      params,
      querystring: Type.Object({ state: Type.Optional(Type.Enum(webhookDeliveryStates)), ...pageQuery }, closed),
      response: { 200: Page(WebhookDelivery) },
    },
    handler: (request) => {
      const { limit = 50, cursor, ...filter } = request.query;
      const before = seqOf(cursor);
      return read(request, async (transaction, centre) => {
        const { id } = await readWebhook(transaction, centre, request.params.id.toLowerCase());
        const page = { ...filter, ...(before === undefined ? {} : { before }), limit: limit + 1 };
        const rows = await listDeliveries(transaction, centre, id, page);
        const { data, nextCursor } = pageOf(rows, limit, ({ seq }) => [seq]);
        return { data: data.map(deliveryDocument), nextCursor };
      });
    },
  });
}

/** Throws Problem `invalid-cursor`. */
function seqOf(cursor: string | undefined): number | undefined {
  const [seq] = decodeCursor(cursor, 1) ?? [];
  if (seq !== undefined && !Number.isSafeInteger(seq)) throw new Problem('invalid-cursor');
  return seq as number | undefined;
}
