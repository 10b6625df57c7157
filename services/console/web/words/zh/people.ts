export const people = {
  'people.title': '人员',
  'people.lead': '您可以看到的人员及其授权。',
  'people.search': '姓名或用户名',
  'people.empty': '没有符合条件的人员。',
  'people.grants': '授权',
  'people.noGrants': '没有授权。',
  'people.depart': '办理离岗',
  'people.departed': '此人已离岗，账号已停用。',
  'people.back': '返回人员列表',
} as const;
