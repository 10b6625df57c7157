import { type Static, Type } from 'typebox';
import { Code, closed, Id, Instant, nullable, Reason, Username } from './primitives.ts';

const days = (description: string) => Type.Integer({ minimum: 1, maximum: 3660, description });

/** What a centre says of its accounts. */
export const AccountSettings = Type.Object(
  {
    dormantDays: days('未使用多少天后停用账号 / days without use after which an account is suspended'),
    unownedDays: days('客户端无责任人多少天后列为问题 / days without an owner after which a client is reported'),
    endUnowned: Type.Boolean({ description: '届时是否停用该客户端 / whether such a client then ends' }),
  },
  { $id: 'AccountSettings', ...closed, examples: [{ dormantDays: 60, unownedDays: 30, endUnowned: false }] },
);
export type AccountSettings = Static<typeof AccountSettings>;

/** Where a dormancy stands, in words. */
export const dormancyStates = {
  asleep: { zh: '休眠停用', en: 'Dormant' },
  asked: { zh: '待另一管理员核准唤醒', en: 'To be woken, awaits another administrator' },
  awake: { zh: '已唤醒', en: 'Woken' },
} as const;
export type DormancyState = keyof typeof dormancyStates;

export const WakingInput = Type.Object({ reason: Reason }, { ...closed, examples: [{ reason: '本人已返岗' }] });
export const WakingDecisionInput = Type.Object(
  { decision: Type.Enum(['approve', 'reject']), comment: Type.Optional(Reason) },
  { ...closed, examples: [{ decision: 'approve' }] },
);
export type WakingDecisionInput = Static<typeof WakingDecisionInput>;

/** An account that was suspended because nobody used it. */
export const Dormancy = Type.Object(
  {
    id: Id,
    person: Id,
    username: Username,
    name: Type.String(),
    unit: Code,
    unusedSince: Instant,
    neverUsed: Type.Boolean({ description: '从未使用 / it was never used' }),
    at: Instant,
    state: Type.Enum(Object.keys(dormancyStates) as DormancyState[]),
    reason: nullable(Type.String()),
    askedBy: nullable(Username),
    askedAt: nullable(Instant),
    decidedBy: nullable(Username),
    decidedAt: nullable(Instant),
    comment: nullable(Type.String()),
  },
  { $id: 'Dormancy', ...closed },
);
export type Dormancy = Static<typeof Dormancy>;
