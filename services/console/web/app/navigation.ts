import type { Me } from '@zhiheng/contracts';
import type { PlainKey } from '../words/types.ts';
import { may } from './me.tsx';

export interface Destination {
  path: string;
  label: PlainKey;
  /** Absent: for everybody. */
  needs?: readonly (readonly [action: string, resource: string])[];
}

/** What gives sight of people beyond one's own colleagues. */
const overseeing = [
  ['read', 'person'],
  ['write', 'person'],
  ['administer-accounts', 'account'],
  ['administer-security', 'role'],
  ['administer-audit', 'entry'],
  ['read', 'entry'],
  ['read', 'report'],
  ['decide', 'request'],
] as const;

const destinations: readonly Destination[] = [
  { path: '/home', label: 'nav.home' },
  { path: '/requests/new', label: 'nav.newRequest' },
  { path: '/inbox', label: 'nav.inbox', needs: [['decide', 'request']] },
  { path: '/people', label: 'nav.people', needs: overseeing },
  { path: '/departures', label: 'nav.departures', needs: overseeing },
  { path: '/matrix', label: 'nav.matrix', needs: overseeing },
  { path: '/log', label: 'nav.log', needs: [['read', 'entry']] },
  {
    path: '/self-checks',
    label: 'nav.selfChecks',
    needs: [
      ['complete', 'self-check'],
      ['plan', 'inspection'],
      ['read', 'report'],
    ],
  },
];

/** Where this person's permissions lead. */
export const destinationsFor = (me: Me): Destination[] =>
  destinations.filter(({ needs }) => !needs || needs.some(([action, resource]) => may(me, action, resource)));
