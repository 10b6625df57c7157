import type { CentrePolicy } from './centre-policy.ts';
import { type HeldRole, permissionsOf, unitsPermitting } from './permissions.ts';

/** Whom somebody may see. Units are codes; a unit stands for the people who belong to it. */
export interface Sight {
  /** The person who looks; absent for a machine client. */
  self?: string;
  /** The unit of the person who looks: colleagues are seen, so that a beneficiary can be named. */
  home?: string;
  /** Units whose people's requests, conflicts and departures are seen: their business, not only who holds what. */
  overseen: ReadonlySet<string>;
  /** Units whose people's staff numbers are seen whole. */
  unmasked: ReadonlySet<string>;
}

/** What gives sight of the subtree at which it is held. */
const overseeing = [
  ['read', 'person'],
  ['write', 'person'],
  ['administer-accounts', 'account'],
  ['administer-security', 'role'],
  ['administer-security', 'rule'],
  ['administer-audit', 'entry'],
  ['read', 'entry'],
  ['read', 'report'],
  ['decide', 'request'],
] as const;
const unmasking = [
  ['read', 'person'],
  ['write', 'person'],
  ['administer-accounts', 'account'],
] as const;

/** A person's sight by what they hold at this moment. */
export function sightOf(policy: CentrePolicy, viewer: { id: string; unit: string }, held: readonly HeldRole[]): Sight {
  const permissions = permissionsOf(policy, held);
  const reach = (needed: typeof overseeing | typeof unmasking) =>
    new Set(needed.flatMap(([action, resource]) => [...unitsPermitting(policy, permissions, action, resource)]));
  return { self: viewer.id, home: viewer.unit, overseen: reach(overseeing), unmasked: reach(unmasking) };
}

/** A machine client sees the whole centre, without staff numbers. */
export const clientSight = (policy: CentrePolicy): Sight => ({
  overseen: new Set(policy.policy.units.map(({ code }) => code)),
  unmasked: new Set(),
});

type Seen = { id: string; unit: string };

/** Whether the person is seen at all. */
export const sees = (sight: Sight, { id, unit }: Seen): boolean =>
  id === sight.self || unit === sight.home || sight.overseen.has(unit);

/** Whether the person's business is seen, not only that they are there. */
export const oversees = (sight: Sight, { id, unit }: Seen): boolean => id === sight.self || sight.overseen.has(unit);

/** Codes of the units whose people are seen. */
export const unitsSeen = ({ home, overseen }: Sight): string[] => [
  ...new Set(home === undefined ? overseen : [...overseen, home]),
];

export const seesWholeCentre = ({ overseen }: Sight, policy: CentrePolicy): boolean =>
  policy.policy.units.every(({ code }) => overseen.has(code));

/** The staff number as this sight shows it: whole, or its first and last two characters. */
export function staffNumberFor(sight: Sight, person: Seen & { staffNumber: string }): string {
  if (person.id === sight.self || sight.unmasked.has(person.unit)) return person.staffNumber;
  const characters = [...person.staffNumber];
  if (characters.length <= 4) return '*'.repeat(characters.length);
  return `${characters.slice(0, 2).join('')}${'*'.repeat(characters.length - 4)}${characters.slice(-2).join('')}`;
}
