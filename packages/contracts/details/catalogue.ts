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
  'client-one-proof': {
    zh: '“{id}”须有密钥 secret 或公钥 jwks，二者择一',
    en: '“{id}” needs either a secret or the public keys of jwks, one of them',
  },
  'client-keys': {
    zh: '“{id}”的 jwks 只可含 1 至 10 个带 kid 的公钥（P-256、P-384、Ed25519，或至少 2048 位的 RSA）',
    en: 'the jwks of “{id}” may hold 1 to 10 public keys, each with a kid (P-256, P-384, Ed25519, or RSA of at least 2048 bits)',
  },
  'client-of-no-use': {
    zh: '“{id}”既无权限范围也无回调地址',
    en: '“{id}” has neither scopes nor redirect addresses',
  },
  'client-address': {
    zh: '“{value}”不可用：须为 https 地址，或本机的 http 地址，不含片段和口令',
    en: '“{value}” cannot be used: an https address is needed, or one of http on this machine, without fragment and password',
  },
} as const;
