import { type Static, Type } from 'typebox';
import { closed, Id, Instant, nullable } from './primitives.ts';

/** What internal control tells people of: the type of thing it is about, and the words. */
export const controlNoticeKinds = {
  'self-check-opened': { about: 'self-check', zh: '上月自查表已下达', en: 'The self-check of last month is open' },
  'self-check-due': { about: 'self-check', zh: '自查即将到期', en: 'A self-check is due' },
  'self-check-overdue': { about: 'self-check', zh: '自查逾期未完成', en: 'A self-check is late' },
  'self-check-returned': { about: 'self-check', zh: '自查被退回更正', en: 'A self-check was returned to be corrected' },
  'approval-asked': {
    about: 'approval',
    zh: '有内控事项待您审批',
    en: 'Something of internal control awaits your decision',
  },
  'approval-decided': {
    about: 'approval',
    zh: '您提请审批的内控事项已有结果',
    en: 'What you put to the leadership is decided',
  },
  'recovery-opened': { about: 'recovery', zh: '有追回待您经办', en: 'A recovery awaits your order' },
  'recovery-to-review': { about: 'recovery', zh: '有追回待您复核', en: 'A recovery awaits your review' },
  'recovery-to-approve': { about: 'recovery', zh: '有追回待您审核', en: 'A recovery awaits your approval' },
  'recovery-returned': { about: 'recovery', zh: '追回被退回，请重新经办', en: 'A recovery came back to you' },
  'instalment-overdue': { about: 'recovery', zh: '追回的分期款已逾期', en: 'An instalment of a recovery is overdue' },
  'doubt-assigned': { about: 'doubt', zh: '有疑点分派给您核查', en: 'A doubt was assigned to you' },
  'doubt-due-soon': { about: 'doubt', zh: '疑点核查即将到期', en: 'The verification of a doubt is due soon' },
  'doubt-overdue': { about: 'doubt', zh: '疑点核查已逾期', en: 'The verification of a doubt is overdue' },
  'stop-payment-ordered': {
    about: 'doubt',
    zh: '疑点已核实，须停发待遇',
    en: 'A doubt is confirmed: the benefit is to be stopped',
  },
  'stop-overdue': {
    about: 'doubt',
    zh: '停发待遇逾期未确认',
    en: 'The stop of a benefit was not confirmed in time',
  },
  'inspection-lacking': {
    about: 'unit',
    zh: '上月业务尚未计划稽核',
    en: 'Nobody has planned the inspection of last month',
  },
  'permission-inspection-lacking': {
    about: 'unit',
    zh: '本年度尚未计划权限检查',
    en: 'Nobody has planned the permission inspection of this year',
  },
  'inspection-ordered': { about: 'inspection', zh: '上级下达了稽核', en: 'The centre above ordered an inspection' },
  'paper-allotted': { about: 'inspection', zh: '有样本待您稽核', en: 'Drawn cases await your inspection' },
  'paper-signed': { about: 'paper', zh: '有工作底稿待您复核', en: 'A working paper awaits your review' },
  'paper-returned': { about: 'paper', zh: '您的工作底稿被退回', en: 'A working paper of yours was returned' },
  'paper-tainted': {
    about: 'paper',
    zh: '底稿承办人被发现参与过该办件，请改派重做',
    en: 'Who agreed to a working paper had a part in the case: give it to others',
  },
  'finding-fed-back': { about: 'finding', zh: '有问题待您反馈意见', en: 'A finding awaits your answer' },
  'finding-disputed': { about: 'finding', zh: '股室对问题有异议，待您处理', en: 'A dispute of a finding awaits you' },
  'dispute-to-confirm': {
    about: 'finding',
    zh: '异议处理意见待第二人确认',
    en: 'A decision on a dispute awaits a second person',
  },
  'finding-to-order': { about: 'finding', zh: '问题可下达整改', en: 'A finding can be ordered to be rectified' },
  'fraud-to-transfer': {
    about: 'finding',
    zh: '涉嫌欺诈的问题逾期未移交',
    en: 'Suspected fraud was not transferred in time',
  },
  'rectification-issued': { about: 'rectification', zh: '有整改通知书待您签收', en: 'An order to rectify is for you' },
  'rectification-answered': {
    about: 'rectification',
    zh: '整改已回复，待复查',
    en: 'A rectification is to be checked',
  },
  'rectification-void': { about: 'rectification', zh: '整改通知书已作废', en: 'An order to rectify was taken back' },
  'rectification-returned': { about: 'rectification', zh: '整改被退回', en: 'A rectification was sent back' },
  'rectification-verified': { about: 'rectification', zh: '整改待您销号', en: 'A rectification is to be closed' },
  'rectification-extended': { about: 'rectification', zh: '整改已延期', en: 'You have more time to rectify' },
  'rectification-overdue': { about: 'rectification', zh: '整改已逾期，请督促', en: 'A rectification is overdue' },
} as const;

export type ControlNoticeKind = keyof typeof controlNoticeKinds;
export const ControlNoticeKind = Type.Enum(Object.keys(controlNoticeKinds) as ControlNoticeKind[], {
  description: '提醒类别 / what it tells of',
});
type ControlTopic = (typeof controlNoticeKinds)[ControlNoticeKind]['about'];
const topics = [...new Set(Object.values(controlNoticeKinds).map(({ about }) => about))] as ControlTopic[];

/** What a person was told of by internal control; nobody else sees it. */
export const ControlNotice = Type.Object(
  {
    id: Id,
    kind: ControlNoticeKind,
    about: Type.Object({ type: Type.Enum(topics), id: Id }, { ...closed, description: '所指 / what it is about' }),
    at: Instant,
    dueAt: nullable(Instant),
    seenAt: nullable(Instant),
  },
  { $id: 'ControlNotice', ...closed },
);
export type ControlNotice = Static<typeof ControlNotice>;

/** What of internal control waits for the signed-in person. */
export const ControlWaiting = Type.Object(
  {
    notices: Type.Integer({ minimum: 0, description: '未读提醒 / notices not yet seen' }),
    tasks: Type.Integer({ minimum: 0, description: '待办 / what they have to do' }),
  },
  { $id: 'ControlWaiting', ...closed },
);
export type ControlWaiting = Static<typeof ControlWaiting>;
