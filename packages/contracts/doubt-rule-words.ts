type Words = Readonly<{ zh: string; en: string }>;
const say = (looks: [zh: string, en: string], found: [zh: string, en: string]) => ({
  looks: { zh: looks[0], en: looks[1] },
  found: { zh: found[0], en: found[1] },
});

/** What each rule over our own data looks for, and what is said of one that it found: `{name}` is a fact of the doubt. */
export const doubtRuleWords: Readonly<Record<string, { looks: Words; found: Words }>> = {
  'review-in-seconds': say(
    [
      '同一复核人对同一经办人的办件，在经办后几秒内即复核，短期内多次出现',
      'Reviews seconds after the handling, again and again, by the same reviewer of the same handler',
    ],
    [
      '{days} 天内有 {cases} 件在经办后 {seconds} 秒内完成复核（{item}），同一经办人、同一复核人',
      '{cases} cases of {item} were reviewed within {seconds} s of their handling in {days} days, by one reviewer of one handler',
    ],
  ),
  'pair-concentration': say(
    [
      '一名经办人的办件绝大部分由同一人复核，而该事项另有复核人',
      'Nearly all cases of a handler are reviewed by the same person while the item has other reviewers',
    ],
    [
      '{days} 天内该经办人 {item} 的 {of} 件中有 {cases} 件（{percent}%）由同一人复核，另有 {others} 名复核人',
      '{cases} of {of} cases of {item} ({percent}%) of one handler in {days} days were reviewed by one person; {others} others could have',
    ],
  ),
  'off-hours-burst': say(
    ['非工作时间或节假日短时间内集中办理', 'Many steps within a short time outside working hours or on a holiday'],
    [
      '{date} 非工作时间 {minutes} 分钟内登记 {steps} 个环节',
      '{steps} steps within {minutes} minutes outside working hours on {date}',
    ],
  ),
  'account-then-payment': say(
    [
      '变更发放账户办结后不久，同一对象即办理恢复或补发等支付类业务',
      'A payment of a subject soon after the account it is paid to was changed',
    ],
    [
      '账户变更（{changeItem}）办结 {daysBetween} 天后办理 {useItem}，金额 {amountYuan} 元',
      '{useItem} of {amountYuan} yuan {daysBetween} days after {changeItem} was finished, of one subject',
    ],
  ),
  'identity-then-award': say(
    [
      '变更关键身份信息或合并账户后，同一对象即核定或恢复待遇',
      'An award or resumption of a subject whose key identity was changed, or whose records were merged, before',
    ],
    [
      '{changeItem} 办结 {daysBetween} 天后办理 {useItem}，金额 {amountYuan} 元',
      '{useItem} of {amountYuan} yuan {daysBetween} days after {changeItem} was finished, of one subject',
    ],
  ),
  'many-back-payments': say(
    [
      '同一经办人的补发、补缴、转入等办件明显多于同事',
      'Far more resumptions, supplements or transfers in by one handler than by the others',
    ],
    [
      '{days} 天内经办 {item} {cases} 件，同事中位数 {median} 件',
      '{cases} cases of {item} handled in {days} days; the median of the handlers is {median}',
    ],
  ),
  'just-below-threshold': say(
    [
      '同一经办人短期内多笔金额紧贴审批线，疑似拆分',
      'Several amounts just below the approval line by one handler, as if one sum had been split',
    ],
    [
      '{days} 天内有 {cases} 件金额略低于 {thresholdYuan} 元，合计 {sumYuan} 元，同一经办人',
      '{cases} cases just below {thresholdYuan} yuan in {days} days by one handler, {sumYuan} yuan together',
    ],
  ),
  'reopened-often': say(
    ['同一对象在同一类业务上反复办理', 'The same subject again and again in the business of one section'],
    ['{days} 天内同一对象办理 {times} 次', '{times} cases of one subject in {days} days'],
  ),
  'brief-grant': say(
    ['授权后很快使用、很快收回的权限', 'A right that was used soon after it was granted and gone soon after that'],
    [
      '角色 {role} 授权后 {usedAfterMinutes} 分钟即使用，共持有 {heldMinutes} 分钟，登记 {steps} 个环节',
      'Role {role} was used {usedAfterMinutes} minutes after it began and held for {heldMinutes} minutes; {steps} steps meanwhile',
    ],
  ),
  'deputy-of-beneficiary': say(
    [
      '审批人近期是受益人的代理人，或受益人是审批人的代理人',
      'A grant approved by somebody who was the deputy of its beneficiary, or whose deputy the beneficiary was',
    ],
    [
      '审批角色 {role} 时，审批人与受益人之间在 {deputyFrom} 至 {deputyUntil} 有代理关系',
      'Role {role} was approved by somebody between whom and the beneficiary there was a deputyship from {deputyFrom} to {deputyUntil}',
    ],
  ),
  'approval-in-bulk': say(
    ['极短时间内批准大量申请', 'Many requests approved within moments'],
    [
      '{date} {seconds} 秒内批准 {approvals} 份申请',
      '{approvals} requests approved within {seconds} seconds on {date}',
    ],
  ),
  'dormant-awakened': say(
    ['长期未登录的账号突然登录', 'A sign-in to an account that nobody had used for long'],
    ['{days} 天未登录后重新登录', 'Signed in after {days} days without a sign-in'],
  ),
  'two-accounts-one-address': say(
    [
      '两人先后在同一终端登录，并在同一办件上承担不同职责',
      'Two people signed in at one address within minutes who did different duties of the same case',
    ],
    [
      '两个账号相隔 {minutes} 分钟从同一地址登录，当日共同办理 {cases} 件',
      'Two accounts signed in at one address {minutes} minutes apart; {cases} cases of that day hold steps of both',
    ],
  ),
  'refused-then-allowed': say(
    [
      '同一办件同一环节多次被拒后，很快由他人或其他客户端通过',
      'A step refused several times and soon recorded by another person or client',
    ],
    [
      '环节 {duty} 被拒 {refusals} 次，{minutes} 分钟后由他人或其他客户端通过',
      'Duty {duty} was refused {refusals} times and recorded {minutes} minutes later by another person or client',
    ],
  ),
  'attempt-after-departure': say(
    [
      '离岗人员的账号仍被用于登录、换取令牌或登记环节',
      'Sign-ins, tokens or steps in the name of somebody who has left',
    ],
    [
      '离岗 {daysAfter} 天后 {date} 以其名义尝试 {attempts} 次，成功 {succeeded} 次',
      '{attempts} attempts on {date}, {daysAfter} days after the departure; {succeeded} succeeded',
    ],
  ),
  'leaver-last-month': say(
    ['离岗前一个月办理的业务，需抽查', 'What a leaver did in the month before: a share is looked at'],
    [
      '离岗前 {days} 天登记 {steps} 个环节、涉及 {cases} 件，查询或导出 {readings} 次；应抽查 {draw} 件',
      '{steps} steps on {cases} cases and {readings} readings in the {days} days before; {draw} cases are to be looked at',
    ],
  ),
  'exception-used': say(
    ['依据例外许可登记的环节', 'A step recorded under an exception'],
    ['依例外许可登记环节 {duty}', 'Duty {duty} was recorded under an exception'],
  ),
  'one-subject-one-operator': say(
    ['同一对象的办件总由同一经办人办理', 'All cases of a subject handled by one and the same person'],
    [
      '{days} 天内同一对象的 {cases} 件全部由同一人经办',
      'All {cases} cases of one subject in {days} days were handled by one person',
    ],
  ),
  'export-heavy': say(
    ['一日内查询、导出、打印个人信息远多于同事', 'Far more readings, exports or prints in a day than of the others'],
    [
      '{date} 查询、导出、打印 {rows} 条，近 {days} 天人均日中位数 {median}',
      '{rows} rows read, exported or printed on {date}; the median of a day and person in {days} days is {median}',
    ],
  ),
  'correction-after-inspection': say(
    ['抽样公布后，被抽办件又有变动', 'Changes of a case after it was known to be drawn'],
    [
      '抽样公布 {hoursAfter} 小时后，被抽办件出现 {what}',
      '{what} on a drawn case {hoursAfter} hours after the draw was published',
    ],
  ),
  'parameter-changed-around-batch': say(
    ['发放批次前后变更参数', 'A parameter changed shortly before or after a payment batch'],
    [
      '发放批次前后 {hours} 小时内变更参数（{when}）',
      'A parameter was changed within {hours} hours of a payment batch ({when})',
    ],
  ),
  'overdue-and-closed': say(
    ['逾期整改在提交证据后几分钟内办结', 'An overdue rectification closed minutes after its evidence came'],
    [
      '逾期 {daysOverdue} 天，提交证据 {minutes} 分钟后办结',
      '{daysOverdue} days overdue, closed {minutes} minutes after its evidence',
    ],
  ),
  'asserted-without-session': say(
    [
      '业务系统以某人名义登记环节，而其当时没有登录',
      'Steps that a business system recorded in the name of somebody who was not signed in',
    ],
    [
      '{date} 客户端 {client} 以其名义登记 {steps} 个环节，当时没有会话',
      '{steps} steps on {date} by client {client} in the name of a person who was not signed in',
    ],
  ),
  'round-trip-account': say(
    [
      '账户变更、发放后又变更，且由同一人经办（未提供账户摘要时不能证明改回原账户）',
      'An account changed, paid, and changed again by the same handler (that it was changed back is proven only where cases name the account)',
    ],
    [
      '{days} 天内两次变更发放账户，其间有发放，经办人相同；已证实改回原账户：{returnProven}',
      'The account was changed twice in {days} days by one handler with a payment between; proven to be changed back: {returnProven}',
    ],
  ),
  'shared-payee-account': say(
    ['多名对象使用同一发放账户', 'One account that several subjects are paid to'],
    [
      '{days} 天内 {subjects} 名对象使用同一发放账户（账户摘要 {account}）',
      '{subjects} subjects were paid to one account within {days} days (digest of the account: {account})',
    ],
  ),
  'reviewer-shopping': say(
    ['退回后换一名复核人很快通过', 'Returned by one reviewer and soon passed by another'],
    [
      '{days} 天内有 {cases} 件被一名复核人退回后 {hours} 小时内由同一他人通过',
      '{cases} cases in {days} days were returned by one reviewer and passed by the same other within {hours} hours',
    ],
  ),
  'mutual-approval': say(
    ['两人互相批准对方的权限', 'Two people who approve each other’s permissions'],
    [
      '{days} 天内互相批准对方权限，各 {one} 次、{other} 次',
      'They approved each other’s permissions within {days} days, {one} and {other} times',
    ],
  ),
  'role-flip': say(
    ['角色或事项内容变更后很快改回', 'The content of a role or item changed and soon changed back'],
    [
      '{kind} {code} 的内容变更 {hours} 小时后改回',
      'The content of {kind} {code} was changed and changed back after {hours} hours',
    ],
  ),
};
