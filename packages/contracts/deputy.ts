import { type Static, Type } from 'typebox';
import { closed, Id, IdOrCode, Instant, nullable, Reason, Username } from './primitives.ts';

/** Names a deputy for the approvals of `principal`, absent oneself. `from` absent: from now on. */
export const DeputyInput = Type.Object(
  {
    deputy: IdOrCode,
    principal: Type.Optional(IdOrCode),
    from: Type.Optional(Instant),
    until: Instant,
    reason: Reason,
  },
  { ...closed, examples: [{ deputy: 'deputy-director', until: '2026-12-04T16:00:00Z', reason: '年休假' }] },
);
export type DeputyInput = Static<typeof DeputyInput>;

/** Who may act for whom in approvals, for `[from, until)`. */
export const Deputy = Type.Object(
  {
    id: Id,
    deputy: Username,
    deputyName: Type.String(),
    principal: Username,
    principalName: Type.String(),
    from: Instant,
    until: Instant,
    reason: Type.String(),
    namedBy: Username,
    namedAt: Instant,
    state: Type.Enum(['planned', 'active', 'ended']),
    endedAt: nullable(Instant),
  },
  { $id: 'Deputy', ...closed },
);
export type Deputy = Static<typeof Deputy>;
