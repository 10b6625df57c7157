/** What the HR system is told of its SCIM requests. */
export const scimDetails = {
  'scim-no-attribute': { zh: '没有属性 {path}。', en: 'There is no attribute {path}.' },
  'scim-no-object': { zh: '此处应为对象。', en: 'An object is needed here.' },
  'scim-wrong-value': { zh: '{path} 的值应为：{kind}。', en: '{path} takes: {kind}.' },
  'scim-required': { zh: '{path} 不可缺少。', en: '{path} cannot be done without.' },
  'scim-immutable': { zh: '{path} 一经设立不可更改。', en: '{path} stays as it is.' },
  'scim-operations': { zh: 'Operations 应有 1 至 {most} 项。', en: 'Operations holds 1 to {most}.' },
  'scim-op': { zh: 'op 应为 add、remove 或 replace。', en: 'op is add, remove or replace.' },
  'scim-path': { zh: '路径“{path}”无效。', en: 'The path “{path}” is not valid.' },
  'scim-no-value': { zh: '缺少 value。', en: 'A value is missing.' },
  'scim-remove-what': { zh: 'remove 须有 path。', en: 'What is removed needs a path.' },
  'scim-filter': { zh: '筛选条件无法理解：{why}。', en: 'The filter is not understood: {why}.' },
  'scim-filter-longest': { zh: '筛选条件最长 {most} 个字符。', en: 'A filter has at most {most} characters.' },
  'scim-filter-value': {
    zh: '{path} 不能这样比较。',
    en: '{path} is not compared in this way.',
  },
  'scim-no-filter': { zh: '此处不能筛选。', en: 'These are not filtered.' },
  'scim-new-is-active': {
    zh: '新用户须为在岗，且离岗日期未到；到岗时再推送。',
    en: 'Somebody new is active, and is not to have left: push them when they come.',
  },
  'scim-leaves-and-stays': {
    zh: '离岗日期已到，不能同时恢复在岗。',
    en: 'Whose day of leaving has come does not come back in the same breath.',
  },
  'scim-kind-of-nothing': {
    zh: '没有离岗日期，也未离岗，不能只给离岗类型。',
    en: 'A kind of departure needs the day, or the departure.',
  },
  'scim-external-id-taken': { zh: 'externalId 已属他人。', en: 'The externalId is somebody else’s.' },
  'scim-version': { zh: '版本与 If-Match 不符。', en: 'The version is not the one that If-Match names.' },
  'scim-bulk-id': { zh: 'POST 须有 bulkId。', en: 'A POST needs a bulkId.' },
  'scim-bulk-unknown': { zh: 'bulkId“{id}”没有对应的用户。', en: 'Nobody was made as bulkId “{id}”.' },
  'scim-bulk-too-many': { zh: '一批最多 {most} 项。', en: 'A bulk holds at most {most} operations.' },
} as const;
