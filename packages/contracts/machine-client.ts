import { type Static, Type } from 'typebox';
import { closed, Instant, nullable, Username } from './primitives.ts';

const ClientId = Type.String({
  pattern: '^[a-z0-9][a-z0-9._-]{0,62}$',
  description: '客户端标识 / id of a client',
  examples: ['payment-system'],
});
const description = Type.String({
  maxLength: 500,
  description: '用途 / what it is for',
  examples: ['养老待遇支付系统'],
});

/** A machine client, or a web application, with who answers for it. */
export const MachineClient = Type.Object(
  {
    id: ClientId,
    scopes: Type.Array(Type.String()),
    description,
    owner: nullable(Username),
    ownerSince: Instant,
    /** Who had it before, where it was taken over from somebody who is not there any more. */
    takenFrom: nullable(Username),
    registeredAt: Instant,
    lastUsedAt: nullable(Instant),
    rotatedAt: nullable(Instant),
    /** Until when the secret before the last rotation is good beside the new one. */
    previousUntil: nullable(Instant),
    endedAt: nullable(Instant),
  },
  { $id: 'MachineClient', ...closed },
);
export type MachineClient = Static<typeof MachineClient>;

/** `owner` absent: who registers it. */
export const ClientInput = Type.Object(
  {
    id: ClientId,
    scopes: Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { minItems: 1, maxItems: 50, uniqueItems: true }),
    description,
    owner: Type.Optional(Username),
  },
  {
    ...closed,
    examples: [{ id: 'payment-system', scopes: ['decide', 'cases:write'], description: '养老待遇支付系统' }],
  },
);
export type ClientInput = Static<typeof ClientInput>;

export const ClientChange = Type.Object(
  { owner: Type.Optional(Username), description: Type.Optional(description) },
  { ...closed, minProperties: 1, examples: [{ owner: 'sysadmin' }] },
);
export type ClientChange = Static<typeof ClientChange>;

export const RotationInput = Type.Object(
  {
    overlapHours: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 720,
        description: '旧密钥继续有效的小时数，缺省 168；0：立即作废 / hours the old one stays good',
      }),
    ),
  },
  { ...closed, examples: [{ overlapHours: 24 }] },
);

/** The secret is told here and never again. */
export const ClientWithSecret = Type.Object(
  { client: MachineClient, secret: Type.String({ description: '仅此一次显示 / shown this once' }) },
  { $id: 'ClientWithSecret', ...closed },
);
export type ClientWithSecret = Static<typeof ClientWithSecret>;
