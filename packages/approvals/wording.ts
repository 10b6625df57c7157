import type { ApprovalRequest, Change } from './types.ts';

/** What is said to people. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

const states: Readonly<Record<ApprovalRequest['state'], string>> = {
  pending: '审批中',
  approved: '已批准',
  applied: '已生效',
  rejected: '已驳回',
  withdrawn: '已撤回',
  expired: '已过期',
  failed: '未能生效',
};

const changes: Readonly<Record<Change, string>> = {
  grant: '授予',
  revoke: '收回',
  extend: '延期',
  exception: '例外',
  'role-content': '角色内容',
  rule: '规则',
  template: '岗位模板',
  suspension: '停权',
  'postpone-departure': '延迟离岗',
  reinstate: '撤销离岗',
};

export const inState = (state: ApprovalRequest['state']): Text => ({
  zh: `申请${states[state]}。`,
  en: `The request is ${state}.`,
});

export const changeName = (change: Change): Text => ({ zh: changes[change], en: change });
