import type { home as zh } from '../zh/home.ts';

export const home: Record<keyof typeof zh, string> = {
  'home.title': 'My permissions and requests',
  'home.permissions': 'My permissions',
  'home.noPermissions': 'You hold no permissions. You can begin by requesting a role.',
  'home.requests': 'My requests',
  'home.noRequests': 'You have made no requests.',
  'home.grants': 'My grants',
  'home.otherPermissions': 'Other permissions',
  'home.welcome': '{name}, {post}',
  'home.itemCount': '{count} items',
  'home.action': 'May',
  'home.subject': 'Item or thing',
};
