import { actions, type Outcome, problems } from '@zhiheng/contracts';
import type { Bilingual } from './types.ts';

const duties: Record<string, Bilingual> = {
  handle: { zh: '经办', en: 'Handle' },
  review: { zh: '复核', en: 'Review' },
  approve: { zh: '审核', en: 'Approve' },
  pay: { zh: '支付', en: 'Pay' },
  reconcile: { zh: '对账', en: 'Reconcile' },
  inspect: { zh: '稽核', en: 'Inspect' },
  'administer-accounts': { zh: '管理账号', en: 'Administer accounts' },
  'administer-security': { zh: '安全管理', en: 'Administer security' },
  'administer-audit': { zh: '审计管理', en: 'Administer audit' },
  decide: { zh: '审批', en: 'Decide' },
  read: { zh: '查看', en: 'Read' },
  write: { zh: '维护', en: 'Maintain' },
  export: { zh: '导出', en: 'Export' },
  'read-personal': { zh: '查阅个人信息', en: 'Read personal data' },
  'erase-personal': { zh: '删除个人信息', en: 'Erase personal data' },
  retain: { zh: '保管日志', en: 'Retain the log' },
  hold: { zh: '保全日志', en: 'Hold the log' },
  complete: { zh: '完成', en: 'Complete' },
  answer: { zh: '答复', en: 'Answer' },
  plan: { zh: '制定', en: 'Plan' },
  verify: { zh: '核查', en: 'Verify' },
  close: { zh: '销号', en: 'Close' },
  manage: { zh: '全部操作', en: 'Everything' },
};

const things: Record<string, Bilingual> = {
  case: { zh: '办件', en: 'Case' },
  request: { zh: '申请', en: 'Request' },
  exception: { zh: '例外', en: 'Exception' },
  person: { zh: '人员', en: 'Person' },
  account: { zh: '账号', en: 'Account' },
  unit: { zh: '机构', en: 'Unit' },
  role: { zh: '角色', en: 'Role' },
  rule: { zh: '规则', en: 'Rule' },
  item: { zh: '业务事项', en: 'Item' },
  entry: { zh: '审计记录', en: 'Log entry' },
  report: { zh: '报告', en: 'Report' },
  grant: { zh: '授权', en: 'Grant' },
  departure: { zh: '离岗', en: 'Departure' },
  session: { zh: '会话', en: 'Session' },
  token: { zh: '令牌', en: 'Token' },
  log: { zh: '日志', en: 'Log' },
  centre: { zh: '中心', en: 'Centre' },
  step: { zh: '环节', en: 'Step' },
  path: { zh: '地址', en: 'Path' },
  'self-check': { zh: '自查', en: 'Self-check' },
  inspection: { zh: '稽核检查', en: 'Inspection' },
  finding: { zh: '问题', en: 'Finding' },
  rectification: { zh: '整改', en: 'Rectification' },
  doubt: { zh: '疑点', en: 'Doubt' },
  export: { zh: '日志导出', en: 'Export of the log' },
  month: { zh: '日志月份', en: 'Month of the log' },
  retention: { zh: '日志保存期限', en: 'Retention of the log' },
  hold: { zh: '日志保全', en: 'Legal hold' },
  subject: { zh: '业务对象', en: 'Data subject' },
  all: { zh: '所有对象', en: 'All things' },
};

const insurances: Record<string, Bilingual> = {
  all: { zh: '各险种', en: 'All' },
  pension: { zh: '养老保险', en: 'Pension' },
  unemployment: { zh: '失业保险', en: 'Unemployment' },
  'work-injury': { zh: '工伤保险', en: 'Work injury' },
  medical: { zh: '医疗保险', en: 'Medical' },
  card: { zh: '社会保障卡', en: 'Social-security card' },
};

const channels: Record<string, Bilingual> = {
  hall: { zh: '大厅', en: 'Hall' },
  online: { zh: '网上', en: 'Online' },
  outlet: { zh: '网点', en: 'Outlet' },
  village: { zh: '村级服务点', en: 'Village point' },
};

const unitKinds: Record<string, Bilingual> = {
  centre: { zh: '中心', en: 'centre' },
  'parent-liaison': { zh: '上级经办机构', en: 'parent bureau' },
  section: { zh: '股室', en: 'section' },
  hall: { zh: '服务大厅', en: 'service hall' },
  window: { zh: '窗口', en: 'window' },
  'bank-outlet': { zh: '银行网点', en: 'bank outlet' },
  'village-point': { zh: '村级服务点', en: 'village point' },
};

const outcomes: Record<Outcome, Bilingual> = {
  done: { zh: '已完成', en: 'Done' },
  allowed: { zh: '允许', en: 'Allowed' },
  denied: { zh: '拒绝', en: 'Denied' },
  failed: { zh: '失败', en: 'Failed' },
};

const vocabularies = {
  duties,
  things,
  insurances,
  channels,
  unitKinds,
  outcomes,
  actions,
  problems,
} satisfies Record<string, Record<string, Bilingual>>;
export type Vocabulary = keyof typeof vocabularies;

/** The words of a code; one that we do not know is shown as it is. */
export const wordsOf = (vocabulary: Vocabulary, code: string): Bilingual =>
  (vocabularies[vocabulary] as Record<string, Bilingual>)[code] ?? { zh: code, en: code };

export const codesOf = (vocabulary: Vocabulary): string[] => Object.keys(vocabularies[vocabulary]);
