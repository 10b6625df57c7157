import { type Static, Type } from 'typebox';
import { controlNoticeKinds } from './control-notice.ts';
import { closed, Id, Instant, nullable, Username } from './primitives.ts';

const kinds = Object.keys(controlNoticeKinds) as (keyof typeof controlNoticeKinds)[];
const Kinds = Type.Array(Type.Enum(kinds), {
  minItems: 1,
  maxItems: 100,
  uniqueItems: true,
  description: '要接收的事件，即内控提醒的类别 / events it wants: kinds of notices of internal control',
  examples: [['doubt-overdue', 'rectification-overdue']],
});
const Description = Type.String({ maxLength: 500, description: '用途 / what it is for', examples: ['局办公平台'] });

export const webhookDeliveryStates = ['pending', 'delivered', 'dead'] as const;

/** A system that is told what people are told of. Its address is not shown again: a path may be a secret of the receiver's. */
export const Webhook = Type.Object(
  {
    id: Id,
    receiver: Type.String({ description: '接收地址的主机 / host of its address' }),
    description: Description,
    kinds: Kinds,
    state: Type.Enum(['active', 'paused', 'ended'], {
      description: '推送、暂停（保留事件）、停用 / paused keeps what happens; ended is for good',
    }),
    failures: Type.Integer({ minimum: 0, description: '连续失败次数 / tries that failed since the last that did not' }),
    failure: nullable(Type.String()),
    failedAt: nullable(Instant),
    deliveredAt: nullable(Instant),
    waiting: Type.Integer({ minimum: 0, description: '待送达 / waiting' }),
    dead: Type.Integer({ minimum: 0, description: '未能送达 / given up' }),
    previousUntil: nullable(Instant),
    rotatedAt: nullable(Instant),
    createdBy: nullable(Username),
    createdAt: Instant,
    endedAt: nullable(Instant),
  },
  { $id: 'Webhook', ...closed },
);
export type Webhook = Static<typeof Webhook>;

export const WebhookInput = Type.Object(
  {
    url: Type.String({
      minLength: 8,
      maxLength: 1000,
      description: '接收地址 / where events are sent',
      examples: ['https://office.example/hooks/zhiheng'],
    }),
    kinds: Kinds,
    description: Type.Optional(Description),
  },
  {
    ...closed,
    examples: [{ url: 'https://office.example/hooks/zhiheng', kinds: ['doubt-overdue', 'rectification-overdue'] }],
  },
);
export type WebhookInput = Static<typeof WebhookInput>;

export const WebhookChange = Type.Object(
  { kinds: Type.Optional(Kinds), state: Type.Optional(Type.Enum(['active', 'paused'])) },
  { ...closed, minProperties: 1, examples: [{ state: 'paused' }] },
);
export type WebhookChange = Static<typeof WebhookChange>;

/** The secret is told here and never again. */
export const WebhookWithSecret = Type.Object(
  {
    webhook: Webhook,
    secret: Type.String({ description: '签名密钥，仅此一次显示 / signs what is sent (whsec_…), shown this once' }),
  },
  { $id: 'WebhookWithSecret', ...closed },
);
export type WebhookWithSecret = Static<typeof WebhookWithSecret>;

/** One event on its way to one webhook. `id` is the receiver's `webhook-id`, the same at each try. */
export const WebhookDelivery = Type.Object(
  {
    id: Id,
    kind: Type.Enum([...kinds, 'test' as const], { description: '事件 / event; test: asked for by hand' }),
    about: Type.Object({ type: Type.String(), id: Id }, closed),
    unit: nullable(Type.String()),
    dueAt: nullable(Instant),
    at: Instant,
    state: Type.Enum(webhookDeliveryStates),
    attempts: Type.Integer({ minimum: 0 }),
    nextAt: nullable(Instant),
    failure: nullable(Type.String()),
    settledAt: nullable(Instant),
  },
  { $id: 'WebhookDelivery', ...closed },
);
export type WebhookDelivery = Static<typeof WebhookDelivery>;
