import { type Static, Type } from 'typebox';
import { Code, closed, Id, Instant, nullable } from './primitives.ts';

/** What a review of accounts looks for, in words. */
export const accountFindings = {
  'never-used': { zh: '从未使用的账号', en: 'Accounts that were never used' },
  unused: { zh: '即将因未使用而停用', en: 'About to be suspended for want of use' },
  dormant: { zh: '已休眠停用', en: 'Suspended as nobody used them' },
  'left-behind': { zh: '人员已离岗而账号未停', en: 'Active though their person has left' },
  'without-grants': { zh: '没有任何授权的账号', en: 'Accounts of people who hold nothing' },
  'without-account': { zh: '没有对应账号的登录凭据', en: 'Credentials of no account' },
  duplicate: { zh: '疑似重复人员', en: 'Records that may be of one human' },
  'client-unowned': { zh: '客户端没有在岗责任人', en: 'Machine clients without an owner who is there' },
  'client-unused': { zh: '久未使用的客户端', en: 'Machine clients that nobody uses' },
} as const;
export type AccountFindingKind = keyof typeof accountFindings;

export const AccountFindingKind = Type.Enum(Object.keys(accountFindings) as AccountFindingKind[], {
  description: '清查项目 / what is looked for',
});

/** One account, or client, that a review found. */
export const AccountFinding = Type.Object(
  {
    kind: AccountFindingKind,
    account: Type.String({
      description: '用户名、客户端或凭据的账号 / username, client, or the account of a credential',
    }),
    person: nullable(Id),
    name: nullable(Type.String()),
    unit: nullable(Code),
    since: nullable(Instant),
    /** When it is to be suspended for that. */
    dueAt: nullable(Instant),
    /** The other record of a duplicate, or who owned a client last. */
    other: nullable(Type.String()),
  },
  { $id: 'AccountFinding', ...closed },
);
export type AccountFinding = Static<typeof AccountFinding>;

export const AccountReport = Type.Object(
  {
    at: Instant,
    findings: Type.Array(
      Type.Object({ kind: AccountFindingKind, count: Type.Integer({ minimum: 0 }), more: Type.Boolean() }, closed),
      { description: '各项数量；`more`：未数完 / how many of each; `more`: at least so many' },
    ),
  },
  { $id: 'AccountReport', ...closed },
);
export type AccountReport = Static<typeof AccountReport>;
