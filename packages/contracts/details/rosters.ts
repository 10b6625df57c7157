/** Personnel files: what is wrong with one, line by line, and why it is not applied. */
export const rosterDetails = {
  'file-faults': {
    zh: '文件有 {count} 处错误，未作任何更改。',
    en: 'The file has {count} errors; nothing was changed.',
  },
  'column-missing': { zh: '没有指明哪一列是{field}。', en: 'No column is said to be the {field}.' },
  'column-unknown': { zh: '文件中没有列“{title}”。', en: 'The file has no column “{title}”.' },
  'column-twice': { zh: '列“{title}”被指为两项内容。', en: 'The column “{title}” is said to be two things.' },
  'roster-no-rows': { zh: '文件中没有人员。', en: 'There is nobody in the file.' },
  'roster-count': {
    zh: '文件注明 {declared} 人，实有 {found} 人，可能被截断。',
    en: 'The file declares {declared} people and has {found}: it may have been cut.',
  },
  'roster-count-within': { zh: '人数合计之后还有内容。', en: 'Something follows the count of people.' },
  'row-short': { zh: '本行列数不足，可能被截断。', en: 'The line lacks columns: it may have been cut.' },
  'row-long': { zh: '本行列数多于标题。', en: 'The line has more columns than titles.' },
  'row-lacks': { zh: '缺少{field}。', en: 'The {field} is missing.' },
  'row-too-long': { zh: '{field}过长。', en: 'The {field} is too long.' },
  'row-unreadable': { zh: '{field}中有无法识别的字符。', en: 'The {field} holds what is no character.' },
  'row-formula': { zh: '{field}是公式，请改为数值。', en: 'The {field} is a formula: make it a value.' },
  'row-scientific': {
    zh: '{field}是科学计数法，位数已丢失，请将该列设为文本后重新填写。',
    en: 'The {field} is in scientific notation and has lost digits: make the column text and write it anew.',
  },
  'row-unit': { zh: '没有机构“{unit}”。', en: 'There is no unit “{unit}”.' },
  'row-unit-several': {
    zh: '有几个机构都叫“{unit}”，请写机构代码。',
    en: 'Several units are called “{unit}”: write its code.',
  },
  'row-unit-retired': { zh: '机构“{unit}”已停用。', en: 'The unit “{unit}” is retired.' },
  'row-date': { zh: '“{date}”不是日期，请写作 2026-12-31。', en: '“{date}” is no date: write it as 2026-12-31.' },
  'row-status': { zh: '不认识的状态“{status}”。', en: 'There is no status “{status}”.' },
  'row-username': {
    zh: '用户名“{username}”无效：只能用小写字母、数字、点、下划线和连字符。',
    en: 'The username “{username}” is not valid: lower-case letters, digits, dots, underscores and hyphens.',
  },
  'row-twice': { zh: '工号与第 {line} 行重复。', en: 'The staff number is on line {line}, too.' },
  'row-username-twice': { zh: '用户名与第 {line} 行重复。', en: 'The username is on line {line}, too.' },
  'row-username-taken': {
    zh: '用户名已属于另一人，请在文件中另写。',
    en: 'The username is somebody else’s: write another in the file.',
  },
  'row-no-username': {
    zh: '新人须有用户名：工号不能作用户名。',
    en: 'Somebody new needs a username: the staff number cannot be one.',
  },
  'roster-not-seen': {
    zh: '预览后中心人员已有变化，请重新查看再确认。',
    en: 'The centre has changed since this preview: look at it again.',
  },
  'roster-second': {
    zh: '将停用 {leaving} 人，超过上限，须由上传人以外的管理员确认。',
    en: '{leaving} people would be disabled, which is beyond the limit: an administrator other than the uploader has to confirm it.',
  },
  'roster-of-leaver': { zh: '上传人已离岗，请重新上传。', en: 'Its uploader has left: upload it anew.' },
  'roster-state': { zh: '该名册已{state}。', en: 'The roster is {state}.' },
  'roster-other-applying': {
    zh: '另一份名册正在执行，请等待其完成。',
    en: 'Another roster is being applied: wait until it is done.',
  },
} as const;
