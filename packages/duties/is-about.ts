import type { Permission } from './types.ts';

/** Whether a permission says anything of a duty on an item: what it allows, or what it denies. Conditions are left aside. */
export const isAbout = ({ action, resource, items }: Permission, duty: string, item: string): boolean =>
  (action === duty || action === 'manage') &&
  (resource === 'case' || resource === 'all') &&
  (!items || items.includes(item));
