import type { Webhook, WebhookDelivery } from '@zhiheng/contracts';
import type { DeliveryRow } from '../../store/webhook-delivery-store.ts';
import type { WebhookRow } from '../../store/webhook-store.ts';

const told = (at: Date | null): string | null => at?.toISOString() ?? null;

export const webhookDocument = ({ url, ...row }: WebhookRow): Webhook => ({
  ...row,
  kinds: row.kinds as Webhook['kinds'],
  receiver: new URL(url).host,
  failedAt: told(row.failedAt),
  deliveredAt: told(row.deliveredAt),
  previousUntil: told(row.previousUntil),
  rotatedAt: told(row.rotatedAt),
  createdAt: row.createdAt.toISOString(),
  endedAt: told(row.endedAt),
});

export const deliveryDocument = ({ seq: _, case: _case, aboutType, about, ...row }: DeliveryRow): WebhookDelivery => ({
  ...row,
  kind: row.kind as WebhookDelivery['kind'],
  about: { type: aboutType, id: about },
  dueAt: told(row.dueAt),
  at: row.at.toISOString(),
  nextAt: row.state === 'pending' ? row.nextAt.toISOString() : null,
  settledAt: told(row.settledAt),
});
