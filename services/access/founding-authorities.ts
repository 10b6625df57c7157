import type { Permission } from '@zhiheng/contracts';
import type { Catalogue } from './catalogue.ts';
import { checkCatalogue } from './catalogue-check.ts';

type Held = readonly [action: string, resource: string];

/**
 * What Zhiheng itself asks for, and a catalogue written from a centre's own list of posts does not know of. Each goes to
 * the roles that bear the authority it belongs to: who plans inspections and reads the log may look at the personal data
 * beside it; the audit administrator and whoever decides on exceptions, who are never one person, erase it together,
 * and together remove months of the log, keep it for a shorter time, place and release legal holds.
 */
const authorities: readonly { of: readonly Held[]; action: string; resource: string }[] = [
  {
    of: [
      ['read', 'entry'],
      ['plan', 'inspection'],
    ],
    action: 'read-personal',
    resource: 'entry',
  },
  { of: [['administer-audit', 'entry']], action: 'erase-personal', resource: 'entry' },
  { of: [['decide', 'exception']], action: 'erase-personal', resource: 'entry' },
  { of: [['administer-audit', 'entry']], action: 'retain', resource: 'entry' },
  { of: [['decide', 'exception']], action: 'retain', resource: 'entry' },
  { of: [['administer-audit', 'entry']], action: 'hold', resource: 'entry' },
  { of: [['decide', 'exception']], action: 'hold', resource: 'entry' },
];

export interface FoundingAuthorities {
  catalogue: Catalogue;
  /** What was added, for the founding's entry of the log. */
  given: { role: string; action: string; resource: string }[];
}

/**
 * The catalogue with those permissions in it. One that names a permission on any of its roles has decided for itself who
 * holds it; and where its own rules would forbid what is added, nothing is.
 */
export function withAuthorities(catalogue: Catalogue): FoundingAuthorities {
  const decided = new Set(catalogue.roles.flatMap(({ permissions }) => permissions.map(keyOf)));
  const open = authorities.filter((authority) => !decided.has(keyOf(authority)));
  const given: FoundingAuthorities['given'] = [];
  const roles = catalogue.roles.map((role) => {
    const added = open.filter(({ of }) => of.every((held) => bears(role.permissions, held)));
    for (const { action, resource } of added) given.push({ role: role.code, action, resource });
    if (added.length === 0) return role;
    return {
      ...role,
      permissions: [...role.permissions, ...added.map(({ action, resource }) => ({ action, resource }))],
    };
  });
  const { catalogue: completed } = checkCatalogue({ ...catalogue, roles });
  return completed ? { catalogue: completed, given } : { catalogue, given: [] };
}

const keyOf = ({ action, resource }: { action: string; resource: string }): string => `${action} ${resource}`;

/** Held without a condition and for whatever item. */
const bears = (permissions: readonly Permission[], [action, resource]: Held): boolean =>
  permissions.some(
    (one) =>
      one.action === action && one.resource === resource && !one.items && !one.conditions && one.effect !== 'deny',
  );
