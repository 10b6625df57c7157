import { type Static, Type } from 'typebox';
import { closed, Id, Instant, nullable } from './primitives.ts';

/** What people are told of: the type of thing it is about, and the words. */
export const noticeKinds = {
  'request-due': { about: 'request', zh: '待您审批的申请即将到期', en: 'A request that you may decide is due' },
  'request-escalated': { about: 'request', zh: '申请已上报，待您审批', en: 'A request was passed up to you' },
  'request-applied': { about: 'request', zh: '申请已批准并生效', en: 'A request was approved and took effect' },
  'request-rejected': { about: 'request', zh: '申请被驳回', en: 'A request was rejected' },
  'request-failed': { about: 'request', zh: '申请未能生效', en: 'A request could not take effect' },
  'request-expired': { about: 'request', zh: '申请逾期失效', en: 'A request has expired' },
  'request-withdrawn': {
    about: 'request',
    zh: '申请已失去意义，被撤回',
    en: 'A request lost its purpose and was withdrawn',
  },
  'cure-applied': {
    about: 'request',
    zh: '规则或岗位等调整已生效，您的有关授权随之收回',
    en: 'A change of rules or roles took effect, and a grant of yours ended with it',
  },
  'bulk-decided': { about: 'bulk', zh: '批量申请已有结果', en: 'Requests of a bulk have come to an end' },
  'suspension-due': {
    about: 'request',
    zh: '紧急停权待您确认',
    en: 'An emergency suspension awaits your confirmation',
  },
  'grant-due': { about: 'grant', zh: '您的授权即将到期', en: 'A grant of yours is about to end' },
  'exception-due': { about: 'exception', zh: '例外即将到期', en: 'An exception is about to end' },
  'control-assigned': {
    about: 'exception',
    zh: '您是一项例外的补偿控制责任人',
    en: 'You own the compensating control of an exception',
  },
  'control-ownerless': {
    about: 'exception',
    zh: '例外的补偿控制无人负责',
    en: 'The compensating control of an exception has lost its owner',
  },
  'control-suspended': {
    about: 'exception',
    zh: '例外的补偿控制责任人被停权',
    en: 'The owner of an exception’s compensating control is suspended',
  },
  'adjustment-opened': { about: 'adjustment', zh: '有权限须限期调整', en: 'A holding is to be given up' },
  'adjustment-due': { about: 'adjustment', zh: '权限调整即将到期', en: 'A holding to be given up is due' },
  'adjustment-overdue': { about: 'adjustment', zh: '权限调整已逾期', en: 'A holding to be given up is overdue' },
  'adjustment-escalated': {
    about: 'adjustment',
    zh: '逾期的权限调整已上报，请督促',
    en: 'An overdue adjustment was passed up to you',
  },
  'departure-due': {
    about: 'planned-departure',
    zh: '有人员即将离岗，请安排交接',
    en: 'Somebody is about to leave: see to who takes over',
  },
  'certification-assigned': { about: 'certification', zh: '有权限待您复核', en: 'Holdings await your review' },
  'holdings-unreviewed': {
    about: 'unit',
    zh: '有权限已满一年未复核，请安排权限复核',
    en: 'Something has been held for a year without a review: have one opened',
  },
  'certification-due': { about: 'certification', zh: '权限复核即将到期', en: 'A review of permissions is due' },
  'account-dormant-due': {
    about: 'account',
    zh: '账号久未使用，即将停用',
    en: 'An account is unused and about to be suspended',
  },
  'account-dormant': { about: 'account', zh: '账号久未使用，已停用', en: 'An account was suspended as nobody used it' },
  'waking-asked': {
    about: 'account',
    zh: '有休眠账号待您核准唤醒',
    en: 'The waking of an account awaits your decision',
  },
  'client-owned': { about: 'client', zh: '您是一个客户端的责任人', en: 'You answer for a machine client' },
  'merge-asked': { about: 'merge', zh: '有人员合并待您核准', en: 'A merge of two people awaits your decision' },
  'merge-done': { about: 'merge', zh: '您的两份人员档案已合并', en: 'Two records of yours were merged' },
  'credentials-reset': {
    about: 'credentials',
    zh: '您的密码或第二因素已由两名管理员重置',
    en: 'Your password or second factors were reset by two administrators',
  },
  'reset-used': {
    about: 'credentials',
    zh: '您经手的登录凭据重置已由本人完成',
    en: 'A reset of credentials that you had a part in was used',
  },
  'factor-added': {
    about: 'credentials',
    zh: '您的账号登记了第二因素',
    en: 'A second factor was added to your account',
  },
  'factor-removed': {
    about: 'credentials',
    zh: '您的账号移除了第二因素',
    en: 'A second factor of your account was removed',
  },
  'recovery-codes-renewed': {
    about: 'credentials',
    zh: '您的恢复码已更换，旧码作废',
    en: 'Your recovery codes were made anew; the former are void',
  },
  'recovery-codes-used-up': {
    about: 'credentials',
    zh: '您的恢复码已用完，请更换',
    en: 'Your last recovery code was used: make new ones',
  },
} as const;

/** Those that identity raises and access tells. */
export const credentialNotices = [
  'credentials-reset',
  'reset-used',
  'factor-added',
  'factor-removed',
  'recovery-codes-renewed',
  'recovery-codes-used-up',
] as const satisfies readonly NoticeKind[];
export type CredentialNotice = (typeof credentialNotices)[number];

export type NoticeKind = keyof typeof noticeKinds;
export const NoticeKind = Type.Enum(Object.keys(noticeKinds) as NoticeKind[], {
  description: '提醒类别 / what it tells of',
});
type NoticeTopic = (typeof noticeKinds)[NoticeKind]['about'];
const topics = [...new Set(Object.values(noticeKinds).map(({ about }) => about))] as NoticeTopic[];

/** What a person was told of; nobody else sees it. */
export const Notice = Type.Object(
  {
    id: Id,
    kind: NoticeKind,
    about: Type.Object({ type: Type.Enum(topics), id: Id }, { ...closed, description: '所指 / what it is about' }),
    at: Instant,
    dueAt: nullable(Instant),
    seenAt: nullable(Instant),
  },
  { $id: 'Notice', ...closed },
);
export type Notice = Static<typeof Notice>;

export const NoticesSeenInput = Type.Object(
  { through: Id },
  {
    ...closed,
    description: '含此条在内、更早的一并标为已读 / this one and all before it',
    examples: [{ through: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11' }],
  },
);

/** What waits for the signed-in person. */
export const Waiting = Type.Object(
  {
    notices: Type.Integer({ minimum: 0, description: '未读提醒 / notices not yet seen' }),
    requests: Type.Integer({ minimum: 0, description: '待本人审批的申请 / requests that they may decide' }),
  },
  { $id: 'Waiting', ...closed },
);
export type Waiting = Static<typeof Waiting>;
