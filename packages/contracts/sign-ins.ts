import { type Static, Type } from 'typebox';
import { closed, Instant, nullable } from './primitives.ts';

const Address = Type.String({ description: '来源地址 / address it came from', examples: ['10.1.2.3'] });
const BrowserName = Type.String({ description: '浏览器 / browser', examples: ['Chrome · Windows'] });

/** One sign-in, and what was tried in vain after it until the next one. */
const SignInFacts = Type.Object(
  {
    at: nullable(Instant),
    address: nullable(Address),
    client: nullable(Type.String({ description: '应用 / application', examples: ['console'] })),
    browser: nullable(BrowserName),
    failures: Type.Integer({ minimum: 0, description: '此后失败次数 / failed attempts after it' }),
    failedAt: nullable(Instant),
    failedAddress: nullable(Address),
  },
  closed,
);

/** What somebody is shown of the use of their account: is that me? */
export const SignIns = Type.Object(
  {
    last: nullable(SignInFacts),
    before: nullable(SignInFacts),
  },
  { $id: 'SignIns', description: 'last：本次登录；before：上次登录 / this sign-in, and the one before it', ...closed },
);
export type SignIns = Static<typeof SignIns>;

export const PasswordInput = Type.Object(
  {
    current: Type.String({ minLength: 1, maxLength: 1024, description: '当前密码 / the present password' }),
    next: Type.String({ minLength: 1, maxLength: 1024, description: '新密码 / the new one' }),
  },
  { $id: 'PasswordInput', ...closed, examples: [{ current: 'the-one-until-now', next: 'a-longer-one-from-now-on' }] },
);
