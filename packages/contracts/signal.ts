import { type Static, Type } from 'typebox';
import { closed, Id, Instant, nullable } from './primitives.ts';

/** Kinds of events that Zhiheng tells other services of, by their names in CAEP 1.0, RISC 1.0 and SSF 1.0. */
export const signalEvents = {
  sessionRevoked: 'https://schemas.openid.net/secevent/caep/event-type/session-revoked',
  credentialChange: 'https://schemas.openid.net/secevent/caep/event-type/credential-change',
  accountDisabled: 'https://schemas.openid.net/secevent/risc/event-type/account-disabled',
  accountEnabled: 'https://schemas.openid.net/secevent/risc/event-type/account-enabled',
  verification: 'https://schemas.openid.net/secevent/ssf/event-type/verification',
} as const;

/** What a stream may ask for; a verification needs no asking. */
export const eventsSupported: readonly string[] = [
  signalEvents.sessionRevoked,
  signalEvents.credentialChange,
  signalEvents.accountDisabled,
  signalEvents.accountEnabled,
];

/** Member of `account-disabled` that says why: the kind of the departure, or the reason of the suspension. */
export const signalReason = 'urn:zhiheng:reason';

export const pushMethod = 'urn:ietf:rfc:8935';
export const pollMethod = 'urn:ietf:rfc:8936';

const exampleStream = '01940000-0000-7000-8000-000000000000';
const StreamId = Type.String({ format: 'uuid', description: '事件流 / stream_id' });
const Endpoint = Type.String({
  minLength: 8,
  maxLength: 1000,
  description: '接收地址 / where security event tokens are sent',
  examples: ['https://hr.example/signals'],
});
const AuthorizationHeader = Type.String({
  minLength: 1,
  maxLength: 2000,
  pattern: '^[\\x21-\\x7e][\\x20-\\x7e]*$',
  description: '推送时携带的 Authorization，不再显示 / sent with each token, never shown again',
});
const Events = Type.Array(Type.String({ maxLength: 300 }), {
  maxItems: 50,
  description: '所要的事件；缺省为全部 / events asked for, all where absent',
  examples: [[signalEvents.accountDisabled]],
});
const Description = Type.String({ maxLength: 500, description: '说明 / description' });
const DeliveryInput = Type.Union([
  Type.Object(
    {
      method: Type.Literal(pushMethod),
      endpoint_url: Endpoint,
      authorization_header: Type.Optional(AuthorizationHeader),
    },
    closed,
  ),
  Type.Object({ method: Type.Literal(pollMethod), endpoint_url: Type.Optional(Endpoint) }, closed),
]);

/** What a receiver may set; the other members of a configuration it may send back as it was told them. */
const wishes = {
  delivery: Type.Optional(DeliveryInput),
  events_requested: Type.Optional(Events),
  description: Type.Optional(Description),
};
const told = {
  iss: Type.Optional(Type.String({ maxLength: 1000 })),
  aud: Type.Optional(Type.String({ maxLength: 1000 })),
  events_supported: Type.Optional(Events),
  events_delivered: Type.Optional(Events),
  min_verification_interval: Type.Optional(Type.Integer()),
};
export const StreamInput = Type.Object(wishes, closed);
export type StreamInput = Static<typeof StreamInput>;
export const StreamChange = Type.Object({ stream_id: StreamId, ...wishes, ...told }, closed);
export type StreamChange = Static<typeof StreamChange>;

export const StreamConfiguration = Type.Object({
  stream_id: StreamId,
  iss: Type.String(),
  aud: Type.String(),
  delivery: Type.Object({ method: Type.String(), endpoint_url: Type.String() }),
  events_supported: Type.Array(Type.String()),
  events_requested: Type.Array(Type.String()),
  events_delivered: Type.Array(Type.String()),
  min_verification_interval: Type.Integer({ description: '秒 / seconds' }),
  description: Type.Optional(Type.String()),
});
export type StreamConfiguration = Static<typeof StreamConfiguration>;
export const StreamList = Type.Array(StreamConfiguration);

export const StreamQuery = Type.Object({ stream_id: Type.Optional(StreamId) }, closed);
export const OneStreamQuery = Type.Object({ stream_id: StreamId }, closed);

const Status = Type.Union([Type.Literal('enabled'), Type.Literal('paused'), Type.Literal('disabled')], {
  description: '状态：推送、暂停（保留事件）、停用（不保留） / paused keeps what happens, disabled does not',
});
export type StreamStatusValue = Static<typeof Status>;
export const StreamStatus = Type.Object(
  { stream_id: StreamId, status: Status, reason: Type.Optional(Type.String({ maxLength: 500 })) },
  { ...closed, examples: [{ stream_id: exampleStream, status: 'paused', reason: '系统维护' }] },
);
export type StreamStatus = Static<typeof StreamStatus>;

/** RFC 9493. A person is named by `iss_sub`, or by the id alone as `opaque`. */
export const SignalSubject = Type.Union([
  Type.Object(
    { format: Type.Literal('iss_sub'), iss: Type.String({ maxLength: 1000 }), sub: Type.String({ maxLength: 200 }) },
    closed,
  ),
  Type.Object({ format: Type.Literal('opaque'), id: Type.String({ maxLength: 200 }) }, closed),
]);
export type SignalSubject = Static<typeof SignalSubject>;
export const SubjectInput = Type.Object(
  { stream_id: StreamId, subject: SignalSubject, verified: Type.Optional(Type.Boolean()) },
  {
    ...closed,
    examples: [{ stream_id: exampleStream, subject: { format: 'opaque', id: '01940000-0000-7000-8000-000000000001' } }],
  },
);

export const VerificationInput = Type.Object(
  { stream_id: StreamId, state: Type.Optional(Type.String({ maxLength: 1000 })) },
  { ...closed, examples: [{ stream_id: exampleStream, state: 'any-text' }] },
);

/** RFC 8936. */
export const PollInput = Type.Object(
  {
    maxEvents: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
    returnImmediately: Type.Optional(Type.Boolean()),
    ack: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 1000 })),
    setErrs: Type.Optional(
      Type.Record(
        Type.String({ maxLength: 100 }),
        Type.Object({
          err: Type.String({ maxLength: 100 }),
          description: Type.Optional(Type.String({ maxLength: 1000 })),
        }),
        { maxProperties: 1000 },
      ),
    ),
  },
  { ...closed, examples: [{ maxEvents: 100, returnImmediately: true, ack: ['01940000-0000-7000-8000-000000000002'] }] },
);
export type PollInput = Static<typeof PollInput>;
export const PollAnswer = Type.Object({
  sets: Type.Record(Type.String(), Type.String()),
  moreAvailable: Type.Boolean(),
});
export type PollAnswer = Static<typeof PollAnswer>;

/** A stream as administrators see it. */
export const SignalStream = Type.Object({
  id: Id,
  client: Type.String(),
  description: nullable(Type.String()),
  delivery: Type.Union([Type.Literal('push'), Type.Literal('poll')]),
  /** Host alone: an address may hold what only its receiver should know. */
  receiver: nullable(Type.String()),
  status: Status,
  statusReason: nullable(Type.String()),
  waiting: Type.Integer(),
  dead: Type.Integer(),
  delivered: Type.Integer(),
  oldestAt: nullable(Instant),
  deliveredAt: nullable(Instant),
  failedAt: nullable(Instant),
  failure: nullable(Type.String()),
  createdAt: Instant,
});
export type SignalStream = Static<typeof SignalStream>;

/** A token that was given up; what follows it about the same subject waits. */
export const DeadSignal = Type.Object({
  id: Id,
  event: Type.String(),
  person: nullable(Id),
  attempts: Type.Integer(),
  failure: nullable(Type.String()),
  behind: Type.Integer({ description: '其后等待的事件数 / how many wait behind it' }),
  at: Instant,
});
export type DeadSignal = Static<typeof DeadSignal>;
