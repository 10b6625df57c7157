export const home = {
  'home.title': '我的权限与申请',
  'home.permissions': '我的权限',
  'home.noPermissions': '您目前没有任何权限。可以先申请一个角色。',
  'home.requests': '我的申请',
  'home.noRequests': '您还没有提出过申请。',
  'home.grants': '我的授权',
  'home.otherPermissions': '其他权限',
  'home.welcome': '{name}，{post}',
  'home.itemCount': '{count} 个事项',
  'home.action': '可做的事',
  'home.subject': '事项或对象',
} as const;
