import type { Webhook, WebhookChange, WebhookDelivery, WebhookInput, WebhookWithSecret } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

const byId = (id: string) => ({ path: { id } });

export const readWebhooks = (cursor?: string): Promise<PageOf<Webhook>> =>
  answered(client.GET('/api/v1/webhooks', { params: { query: { ...given({ cursor }), limit: 50 } } }));

export const createWebhook = (body: WebhookInput, key: string): Promise<WebhookWithSecret> =>
  answered(client.POST('/api/v1/webhooks', { params: { header: { 'idempotency-key': key } }, body }));

export const changeWebhook = (id: string, body: WebhookChange): Promise<Webhook> =>
  answered(client.PATCH('/api/v1/webhooks/{id}', { params: byId(id), body }));

export const endWebhook = (id: string): Promise<Webhook> =>
  answered(client.DELETE('/api/v1/webhooks/{id}', { params: byId(id) }));

export const rotateWebhook = (id: string): Promise<WebhookWithSecret> =>
  answered(client.POST('/api/v1/webhooks/{id}/rotation', { params: byId(id) }));

export const testWebhook = (id: string): Promise<WebhookDelivery> =>
  answered(client.POST('/api/v1/webhooks/{id}/tests', { params: byId(id) }));

export const retryWebhook = (id: string): Promise<Webhook> =>
  answered(client.POST('/api/v1/webhooks/{id}/retries', { params: byId(id) }));

/** Newest first. */
export const readWebhookDeliveries = (id: string, cursor?: string): Promise<PageOf<WebhookDelivery>> =>
  answered(
    client.GET('/api/v1/webhooks/{id}/deliveries', {
      params: { ...byId(id), query: { ...given({ cursor }), limit: 50 } },
    }),
  );
