import { type Static, Type } from 'typebox';
import { Code, closed, Instant, nullable, Reason, Username } from './primitives.ts';

const whole = (minimum: number, maximum: number, description: string) =>
  Type.Integer({ minimum, maximum, description });

/** GB/T 22239 (等保三级) wants passwords complex and changed regularly, sessions that end, failures that lock. */
const PasswordSettings = Type.Object(
  {
    minLength: whole(8, 64, '密码最短长度 / least length'),
    kinds: whole(1, 4, '至少几类字符：小写、大写、数字、其他 / kinds of characters at least'),
    history: whole(0, 24, '不得重复最近几次的密码 / how many former ones are not used again'),
    expiryDays: whole(1, 366, '密码有效天数 / days after which it is changed'),
  },
  closed,
);

const LockoutSettings = Type.Object(
  {
    failures: whole(3, 10, '同一来源连续失败几次锁定 / failures from one origin before it is locked'),
    accountFailures: whole(10, 200, '陌生浏览器合计失败几次锁定 / failures from all unknown browsers together'),
    addressFailures: whole(
      20,
      2_000,
      '同一地址对所有账号失败几次锁定 / failures from one address, on whatever account',
    ),
    windowMinutes: whole(5, 1_440, '计数时段（分钟）/ minutes within which they are counted'),
    lockMinutes: whole(5, 1_440, '锁定时长（分钟）/ minutes for which it is locked'),
  },
  closed,
);

export const oneSessionChoices = ['ask', 'end', 'many'] as const;
export const bindings = ['browser', 'browser-and-network', 'none'] as const;

const SessionSettings = Type.Object(
  {
    idleMinutes: whole(5, 120, '闲置多久终止（分钟）/ minutes without use after which a session ends'),
    absoluteHours: whole(1, 24, '最长时限（小时）/ hours after which it ends however busy'),
    oneSession: Type.Enum(oneSessionChoices, {
      description: '再次登录时：询问、终止旧会话、允许多个 / at a second sign-in: ask, end the old one, let both be',
    }),
    binding: Type.Enum(bindings, { description: '会话绑定 / what a session is bound to' }),
  },
  closed,
);

const Time = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$', examples: ['08:00'] });

/** Whoever holds the role signs in within one of the role's rows only. */
const AllowedHours = Type.Object(
  { role: Code, days: Type.Enum(['working-days', 'every-day']), from: Time, until: Time },
  closed,
);
const AllowedAddresses = Type.Object(
  {
    role: Code,
    ranges: Type.Array(Type.String({ minLength: 2, maxLength: 50, examples: ['10.1.0.0/16'] }), {
      minItems: 1,
      maxItems: 50,
      description: '地址段 / ranges',
    }),
  },
  closed,
);

const settings = {
  password: PasswordSettings,
  lockout: LockoutSettings,
  sessions: SessionSettings,
  hours: Type.Array(AllowedHours, { maxItems: 100 }),
  addresses: Type.Array(AllowedAddresses, { maxItems: 100 }),
};

/** How a centre lets people sign in. */
export const SignInSettings = Type.Object(settings, closed);
export type SignInSettings = Static<typeof SignInSettings>;

/** All of it anew; `revision` is that of what was looked at before. */
export const SignInSettingsInput = Type.Object(
  { ...settings, revision: Type.Integer({ minimum: 0 }), reason: Reason },
  { $id: 'SignInSettingsInput', ...closed },
);
export type SignInSettingsInput = Static<typeof SignInSettingsInput>;

export const SignInSettingsInForce = Type.Object(
  {
    ...settings,
    revision: Type.Integer({ minimum: 0, description: '0：默认值 / the defaults' }),
    changedAt: nullable(Instant),
    changedBy: nullable(Username),
  },
  { $id: 'SignInSettings', ...closed },
);
export type SignInSettingsInForce = Static<typeof SignInSettingsInForce>;
