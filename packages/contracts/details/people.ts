/** People who come, move, are away, leave, are suspended; deputies; who may see and do what with them. */
export const peopleDetails = {
  'has-left': { zh: '{person} 已离岗。', en: '{person} has left.' },
  'no-active-account': { zh: '{person} 没有启用的账号。', en: '{person} has no active account.' },
  'is-on-leave': { zh: '{person} 正在请假。', en: '{person} is on leave.' },
  'closed-account': { zh: '{person} 所用的账号已停用。', en: '{person} acts from an account that is closed.' },
  'not-left-or-back': { zh: '{person} 未离岗，或已返岗。', en: '{person} has not left, or is back.' },
  'on-record-as-deceased': { zh: '{person} 已登记为身故。', en: '{person} is on record as deceased.' },
  'record-merged': {
    zh: '{person} 已并入 {into}，不再单独办理。',
    en: '{person} was merged into {into} and stands for nobody any more.',
  },
  'merge-with-itself': { zh: '不能与本人合并', en: 'nobody is merged into themselves' },
  'merge-into-departed': {
    zh: '{person} 在岗而 {into} 已离岗：请反向合并。',
    en: '{person} is active and {into} has left: merge the other way round.',
  },
  'merge-suspended': {
    zh: '{person} 有未结束的停权：须先确认或解除。',
    en: 'A suspension of {person} is open: it has to end first.',
  },
  'merge-own': { zh: '不得办理本人的合并。', en: 'Nobody decides that two records are their own.' },
  'merge-second': { zh: '须由另一管理员核准。', en: 'Another administrator has to decide on it.' },
  'staff-number-taken': {
    zh: '工号已属他人；曾离岗的人员请办理返聘。',
    en: 'The staff number is somebody’s; who has left is rehired.',
  },
  'username-was-anothers': { zh: '用户名属于或曾属于他人。', en: 'The username is somebody else’s, or was.' },
  'username-taken': { zh: '用户名属于他人。', en: 'The username is somebody else’s.' },
  'nobody-to-suspend': { zh: '“{named}”没有可停权的人员。', en: 'There is nobody to suspend at “{named}”.' },
  'nobody-suspends-themselves': { zh: '不得停本人的权。', en: 'Nobody suspends themselves.' },
  'unit-too-large-to-suspend': {
    zh: '超过 {most} 人的机构或全中心，不得一次停权。',
    en: 'A unit of more than {most} people, or the whole centre, is not suspended at once.',
  },
  'unit-suspended-for-agreement': {
    zh: '协议终止时才可整个机构停权',
    en: 'a whole unit is suspended when its agreement has ended',
  },
  'credential-suspends-all': {
    zh: '凭据泄露须全部停权',
    en: 'whose credential is compromised is suspended altogether',
  },
  'suspension-not-withdrawn': {
    zh: '停权须确认或驳回，不得撤回。',
    en: 'A suspension is confirmed or rejected, not taken back.',
  },
  'no-grant-held': { zh: '该人员并未持有此授权', en: 'is no grant that the person holds' },
  'leave-longest': { zh: '请假最长 {days} 天。', en: 'A leave is at most {days} days.' },
  'leave-overlaps': {
    zh: '该人员在此期间已有请假。',
    en: 'The person is on leave in some of that time already.',
  },
  'retires-on': { zh: '该人员将于 {day} 退休。', en: 'The person retires on {day}.' },
  'retired-by-then': {
    zh: '按此应于 {day} 退休，已过；请核对，或办理离岗',
    en: 'would have them retired on {day}, which is past: check it, or let them leave',
  },
  'retires-between': { zh: '须在 {from} 至 {until} 之间', en: 'has to be between {from} and {until}' },
  'postponed-between': {
    zh: '须晚于 {from}，不晚于 {until}',
    en: 'has to be later than {from}, and {until} at the latest',
  },
  'no-retirement-planned': { zh: '{person} 没有计划中的退休', en: '{person} has no retirement planned' },
  'plan-changed': { zh: '离岗计划已变。', en: 'What was planned has changed.' },
  'reinstate-within': {
    zh: '离岗后 {days} 天内方可申请撤销。',
    en: 'It can be asked for within {days} days of the departure.',
  },
  'no-grant-of-departure': { zh: '不是随该次离岗终止的授权', en: 'is no grant that ended with the departure' },
  'handover-signed': { zh: '该岗位的交接已监交。', en: 'The handover of this post is countersigned already.' },
  'handover-signers': {
    zh: '须由财务负责人监交；负责人离岗的由中心主任监交。',
    en: 'It is countersigned by the head of finance; a head’s own by the director.',
  },
  'handover-to-another': { zh: '须移交给在岗的第三人', en: 'has to be somebody else who is there' },
  'no-departure-planned': { zh: '{person} 没有离岗计划。', en: 'No departure of {person} is planned.' },
  'transfer-planned': { zh: '该人员已有计划中的调动。', en: 'A transfer of this person is planned already.' },
  'not-own-deputy-of-others': { zh: '不得自任他人的代理人。', en: 'Nobody makes themselves somebody’s deputy.' },
  'own-deputy': { zh: '不得作本人的代理人', en: 'nobody is their own deputy' },
  'names-own-deputy': {
    zh: '只能指定本人的代理人；为他人指定需要“管理账号”权限（账号）。',
    en: 'One names one’s own deputy; for others administer-accounts on account is needed.',
  },
  'deputy-suspended': { zh: '{person} 已停权，不能代理他人。', en: '{person} is suspended and stands for nobody.' },
  'deputy-longest': { zh: '代理期最长 {days} 天。', en: 'A deputy is named for at most {days} days.' },
  'no-deciding-post': {
    zh: '该人员在此期间没有审批岗位。',
    en: 'The person holds no post that decides on requests in that time.',
  },
  'deputy-overlaps': {
    zh: '该人员在此期间已是其代理人。',
    en: 'The person is their deputy in some of that time already.',
  },
  'relation-declared': { zh: '此关系已申报。', en: 'This relation is declared already.' },
  'roles-not-held': { zh: '您此刻并未持有 {roles}。', en: 'You do not hold {roles} at this moment.' },
  'read-person-or-post': {
    zh: '需要“查看人员”权限，或全中心的岗位。',
    en: 'The permission read on person, or a post over the whole centre, is needed.',
  },
  'sign-off-permission': {
    zh: '需要对该机构的“查看报告”或“安全管理”权限。',
    en: 'The permission read on report, or administer-security, over the unit is needed.',
  },
  'another-signs-off': { zh: '须由发起人以外的人签署。', en: 'Another than the one who opened it signs it off.' },
  'holdings-wait': { zh: '尚有 {count} 项授权待复核。', en: '{count} holdings wait for their reviewers.' },
  'not-in-certification': {
    zh: '授权 {grant} 不在权限复核 {certification} 中。',
    en: 'Grant {grant} is not in certification {certification}.',
  },
  'another-reviews': { zh: '此刻由他人复核该项授权。', en: 'Another is to review this holding at this moment.' },
  'due-or-working-days': {
    zh: 'dueAt 与 dueInWorkingDays 须填一项',
    en: 'either dueAt or dueInWorkingDays is needed',
  },
  'may-end-exception': {
    zh: '补偿控制的责任人及其主管、可审批例外者、安全管理员方可终止。',
    en: 'Whoever owns or oversees its compensating control, decides on exceptions or administers security may end it.',
  },
  'exception-ran-out': { zh: '例外已到期。', en: 'The exception has run out.' },
  'ledger-too-long': {
    zh: '超过 {most} 行：请按机构、角色或事项分别查询。',
    en: 'More than {most} lines: ask for one unit, role or item at a time.',
  },
  'own-inbox-only': {
    zh: '只能查询本人的待办：candidate=me、informed=me。',
    en: 'Only one’s own inbox can be asked for: candidate=me, informed=me.',
  },
} as const;
