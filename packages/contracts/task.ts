import { type Static, Type } from 'typebox';
import { Code, closed, Day, Id, Instant, Name, nullable } from './primitives.ts';

/** What of internal control somebody has to do (待办): the type of thing it is about, and the words. */
export const taskKinds = {
  'self-check-complete': { about: 'self-check', zh: '完成自查', en: 'Answer the self-check' },
  'paper-write': { about: 'paper', zh: '填写工作底稿', en: 'Write a working paper' },
  'paper-review': { about: 'paper', zh: '复核工作底稿', en: 'Review a working paper' },
  'paper-reassign': { about: 'paper', zh: '改派工作底稿', en: 'Give a working paper to others' },
  'doubt-assign': { about: 'doubt', zh: '分派疑点', en: 'Assign a doubt' },
  'doubt-verify': { about: 'doubt', zh: '核查疑点', en: 'Verify a doubt' },
  'doubt-review': { about: 'doubt', zh: '复核疑点', en: 'Review a doubt' },
  'doubt-approve': { about: 'doubt', zh: '审核疑点', en: 'Approve a doubt' },
  'doubt-spot-check': { about: 'doubt-clearing', zh: '抽查批量排除的疑点', en: 'Spot-check what was cleared at once' },
  'stop-confirm': { about: 'doubt', zh: '停发待遇并确认', en: 'Stop a benefit and confirm it' },
  'approval-decide': { about: 'approval', zh: '审批内控事项', en: 'Decide on a proposal' },
  'recovery-order': { about: 'recovery', zh: '经办追回', en: 'Order a repayment' },
  'recovery-review': { about: 'recovery', zh: '复核追回', en: 'Review a recovery' },
  'recovery-approve': { about: 'recovery', zh: '审核追回', en: 'Approve a recovery' },
  'recovery-plan-confirm': { about: 'recovery', zh: '确认分期协议', en: 'Confirm instalments' },
  'recovery-collect': { about: 'recovery', zh: '催收到期款项', en: 'Collect what is due' },
  'finding-feed-back': { about: 'finding', zh: '向股室反馈问题', en: 'Feed a finding back' },
  'finding-respond': { about: 'finding', zh: '对问题反馈意见', en: 'Accept or dispute a finding' },
  'finding-judge': { about: 'finding', zh: '处理问题的异议', en: 'Decide on a dispute' },
  'finding-confirm': { about: 'finding', zh: '确认异议处理', en: 'Confirm a decision on a dispute' },
  'finding-order': { about: 'finding', zh: '下达整改通知书', en: 'Order a finding to be rectified' },
  'finding-transfer': { about: 'finding', zh: '移交涉嫌欺诈的问题', en: 'Transfer suspected fraud' },
  'rectification-receive': { about: 'rectification', zh: '签收整改通知书', en: 'Confirm receipt of an order' },
  'rectification-answer': { about: 'rectification', zh: '整改并回复', en: 'Rectify and answer' },
  'rectification-check': { about: 'rectification', zh: '复查整改', en: 'Check a rectification' },
  'rectification-close': { about: 'rectification', zh: '整改销号', en: 'Close a rectification' },
} as const;
export type TaskKind = keyof typeof taskKinds;
export const TaskKindCode = Type.Enum(Object.keys(taskKinds) as TaskKind[], {
  description: '待办类别 / what is to be done',
});
export type TaskTopic = (typeof taskKinds)[TaskKind]['about'];
const topics = [...new Set(Object.values(taskKinds).map(({ about }) => about))] as TaskTopic[];

/** Something that the signed-in person has to do. */
export const Task = Type.Object(
  {
    kind: TaskKindCode,
    about: Type.Object(
      { type: Type.Enum(topics), id: Id, within: Type.Optional(Id) },
      { ...closed, description: '所指及其所属 / what it is about, and what that belongs to' },
    ),
    unit: nullable(Code),
    unitName: nullable(Name),
    facts: Type.Object(
      {
        month: Type.Optional(Type.String()),
        amountFen: Type.Optional(Type.Integer()),
        code: Type.Optional(Type.String()),
      },
      { ...closed, description: '要点：月份、金额、代码 / what tells it from others' },
    ),
    dueAt: nullable(Instant),
    overdue: Type.Boolean({ description: '已逾期 / it is too late' }),
  },
  { $id: 'Task', ...closed },
);
export type Task = Static<typeof Task>;

/** A month of days: which are worked, and what of one's own falls due on them. */
export const DueDays = Type.Object(
  {
    month: Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$', examples: ['2026-12'] }),
    days: Type.Array(
      Type.Object(
        {
          day: Day,
          working: Type.Boolean({ description: '工作日（含调休） / a working day by the Chinese calendar' }),
          due: Type.Array(Type.Object({ kind: TaskKindCode, count: Type.Integer({ minimum: 1 }) }, closed)),
        },
        closed,
      ),
    ),
  },
  { $id: 'DueDays', ...closed },
);
export type DueDays = Static<typeof DueDays>;
