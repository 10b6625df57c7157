import { type Static, Type } from 'typebox';
import { closed, Id, IdOrCode, Instant, nullable, Reason, Username } from './primitives.ts';

/** What one administrator asks for, and another confirms. */
export const ResetInput = Type.Object(
  {
    person: IdOrCode,
    password: Type.Boolean({ description: '重置密码 / a new password' }),
    factors: Type.Boolean({ description: '清除第二因素 / the second factors go' }),
    reason: Reason,
  },
  { ...closed, examples: [{ person: 'hall-op1', password: true, factors: false, reason: '忘记密码，本人到场' }] },
);
export type ResetInput = Static<typeof ResetInput>;

/** One half of what opens a reset, shown this once to who asked for it or confirmed it. */
export const ResetHalf = Type.Object(
  { id: Id, link: Type.String({ description: '当事人打开的地址 / where the person goes' }), code: Type.String() },
  { $id: 'ResetHalf', ...closed },
);

export type ResetHalf = Static<typeof ResetHalf>;

export const Reset = Type.Object(
  {
    id: Id,
    person: Username,
    password: Type.Boolean(),
    factors: Type.Boolean(),
    reason: Type.String(),
    state: Type.Enum(['asked', 'confirmed', 'used', 'withdrawn', 'over'], {
      description:
        '待确认、可使用、已使用、已撤销、已过期 / awaits a second administrator, may be used, was used, was taken back, ran out',
    }),
    askedBy: nullable(Username),
    askedAt: Instant,
    confirmedBy: nullable(Username),
    confirmedAt: nullable(Instant),
    expiresAt: Instant,
  },
  { $id: 'Reset', ...closed },
);
export type Reset = Static<typeof Reset>;
