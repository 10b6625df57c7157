/** What is wrong with a file from which a centre is to be founded. The path into the file stands before it. */
export const catalogueDetails = {
  'roots-found': {
    zh: '须有且仅有一个无上级的机构，现有 {count} 个',
    en: 'exactly one unit without a parent is needed, found {count}',
  },
  'granted-twice': { zh: '在“{unit}”重复授予角色“{role}”', en: 'the role “{role}” is granted twice at “{unit}”' },
  'stands-already': { zh: '“{value}”已在 {at} 出现', en: '“{value}” stands already at {at}' },
  'breaks-from-start': {
    zh: '“{person}”一开始就违反不相容规则 {rule}',
    en: '“{person}” would break the blocking rule {rule} from the start',
  },
  'no-such-scopes': {
    zh: '没有权限范围 {unknown}；可用的有 {known}',
    en: 'there is no scope {unknown}; there are {known}',
  },
  'own-client-id': { zh: '“{id}”是管理台自己的标识', en: '“{id}” is the console’s own id' },
  'client-taken': { zh: '“{id}”已属于另一中心', en: '“{id}” is taken by another centre' },
} as const;
