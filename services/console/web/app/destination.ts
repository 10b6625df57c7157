import type { ComponentType } from 'react';
import type { PlainKey } from '../words/types.ts';

export const groups = ['mine', 'people', 'duties', 'control', 'trail', 'settings'] as const;

export interface Destination {
  path: string;
  label: PlainKey;
  group: (typeof groups)[number];
  icon: ComponentType;
  /** Absent: for everybody. */
  needs?: readonly (readonly [action: string, resource: string])[];
  /** Also for whoever may do anything to such a resource. */
  orAnythingTo?: string;
  /** Also for whoever has a duty on cases of this item. */
  orDutyOn?: string;
}

/** What gives sight of people beyond one's own colleagues. */
export const overseeing = [
  ['read', 'person'],
  ['write', 'person'],
  ['administer-accounts', 'account'],
  ['administer-security', 'role'],
  ['administer-audit', 'entry'],
  ['read', 'entry'],
  ['read', 'report'],
  ['decide', 'request'],
] as const;

/** Whoever answers, looks into, orders or oversees what was found. */
export const findingsSeen = [
  ['answer', 'finding'],
  ['inspect', 'inspection'],
  ['plan', 'inspection'],
  ['read', 'entry'],
  ['read', 'report'],
] as const;

/** What gives sight of doubts. */
export const verifying = [
  ['verify', 'doubt'],
  ['plan', 'inspection'],
  ['read', 'entry'],
  ['read', 'report'],
  ['review', 'case'],
  ['approve', 'case'],
] as const;
