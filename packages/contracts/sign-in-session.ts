import { type Static, Type } from 'typebox';
import { closed, Id, Instant, nullable } from './primitives.ts';

/** One sign-in of somebody that stands. */
export const SignInSession = Type.Object(
  {
    id: Id,
    startedAt: Instant,
    seenAt: Instant,
    endsAt: Instant,
    address: Type.String({ description: '来源地址 / address it came from', examples: ['10.1.2.3'] }),
    browser: nullable(Type.String({ description: '浏览器 / browser', examples: ['Chrome · Windows'] })),
    current: Type.Boolean({ description: '是否本次会话 / whether it is the one that asks' }),
  },
  { $id: 'SignInSession', ...closed },
);
export type SignInSession = Static<typeof SignInSession>;
