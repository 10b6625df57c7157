import type { Me } from '@zhiheng/contracts';
import type { PlainKey } from '../words/types.ts';
import { may } from './me.tsx';

export interface Destination {
  path: string;
  label: PlainKey;
  group: 'mine' | 'people' | 'duties' | 'control';
  /** Absent: for everybody. */
  needs?: readonly (readonly [action: string, resource: string])[];
  /** Also for whoever may do anything to such a resource. */
  orAnythingTo?: string;
  /** Also for whoever has a duty on cases of this item. */
  orDutyOn?: string;
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

/** Whoever answers, looks into, orders or oversees what was found. */
const findingsSeen = [
  ['answer', 'finding'],
  ['inspect', 'inspection'],
  ['plan', 'inspection'],
  ['read', 'entry'],
  ['read', 'report'],
] as const;

/** What gives sight of doubts. */
const verifying = [
  ['verify', 'doubt'],
  ['plan', 'inspection'],
  ['read', 'entry'],
  ['read', 'report'],
  ['review', 'case'],
  ['approve', 'case'],
] as const;

const destinations: readonly Destination[] = [
  { path: '/home', label: 'nav.home', group: 'mine' },
  { path: '/requests/new', label: 'nav.newRequest', group: 'mine' },
  { path: '/bulk', label: 'bulk.title', group: 'mine' },
  { path: '/inbox', label: 'nav.inbox', group: 'mine', needs: [['decide', 'request']] },
  { path: '/tasks', label: 'tasks.title', group: 'mine' },
  { path: '/notices', label: 'notices.title', group: 'mine' },
  { path: '/informed', label: 'informed.title', group: 'mine', needs: [['decide', 'request']] },
  { path: '/certifications', label: 'nav.certifications', group: 'mine' },
  { path: '/deputies', label: 'deputies.title', group: 'mine', needs: [['decide', 'request']] },
  { path: '/account', label: 'account.title', group: 'mine' },
  { path: '/relations', label: 'relations.title', group: 'mine' },
  { path: '/sign-ins', label: 'mySignIns.title', group: 'mine' },
  { path: '/people', label: 'nav.people', group: 'people', needs: overseeing },
  {
    path: '/resets',
    label: 'resets.title',
    group: 'people',
    needs: [
      ['administer-accounts', 'account'],
      ['administer-security', 'role'],
      ['administer-audit', 'entry'],
    ],
  },
  { path: '/ledger', label: 'nav.ledger', group: 'people' },
  {
    path: '/rosters',
    label: 'roster.title',
    group: 'people',
    needs: [
      ['administer-accounts', 'account'],
      ['administer-security', 'role'],
    ],
  },
  { path: '/planned-departures', label: 'plans.title', group: 'people', needs: overseeing },
  { path: '/departures', label: 'nav.departures', group: 'people', needs: overseeing },
  { path: '/signals', label: 'signals.title', group: 'people', needs: [['administer-security', 'role']] },
  {
    path: '/accounts',
    label: 'accounts.title',
    group: 'people',
    needs: [
      ['administer-accounts', 'account'],
      ['administer-security', 'role'],
      ['administer-audit', 'entry'],
    ],
  },
  { path: '/clients', label: 'clients.title', group: 'people', needs: [['administer-security', 'role']] },
  { path: '/matrix', label: 'nav.matrix', group: 'duties', needs: overseeing },
  { path: '/conflicts', label: 'nav.conflicts', group: 'duties', needs: overseeing },
  { path: '/rules', label: 'rules.title', group: 'duties' },
  { path: '/exceptions', label: 'exceptions.title', group: 'duties' },
  { path: '/staffing', label: 'nav.staffing', group: 'duties', needs: overseeing },
  { path: '/catalogue', label: 'catalogue.title', group: 'duties' },
  { path: '/templates', label: 'templates.title', group: 'duties', needs: overseeing },
  { path: '/roles/new', label: 'newRole.title', group: 'duties', needs: [['administer-security', 'role']] },
  {
    path: '/cases',
    label: 'case.title',
    group: 'control',
    needs: [
      ['read', 'entry'],
      ['inspect', 'inspection'],
    ],
    orAnythingTo: 'case',
  },
  { path: '/log', label: 'nav.log', group: 'control', needs: [['read', 'entry']] },
  { path: '/exports', label: 'exports.title', group: 'control', needs: [['export', 'entry']] },
  { path: '/integrity', label: 'integrity.title', group: 'control', needs: [['read', 'entry']] },
  {
    path: '/retention',
    label: 'retention.title',
    group: 'control',
    needs: [
      ['read', 'entry'],
      ['retain', 'entry'],
      ['hold', 'entry'],
    ],
  },
  {
    path: '/doubt-rules',
    label: 'nav.doubtRules',
    group: 'control',
    needs: [
      ['verify', 'doubt'],
      ['plan', 'inspection'],
      ['read', 'report'],
    ],
  },
  {
    path: '/decision-log',
    label: 'decisionLog.title',
    group: 'control',
    needs: [
      ['administer-audit', 'entry'],
      ['read', 'entry'],
    ],
  },
  {
    path: '/sign-in-settings',
    label: 'signInSettings.title',
    group: 'control',
    needs: [['administer-security', 'role']],
  },
  { path: '/webhooks', label: 'webhooks.title', group: 'control', needs: [['administer-security', 'role']] },
  { path: '/erasures', label: 'erasure.title', group: 'control', needs: [['erase-personal', 'entry']] },
  { path: '/findings', label: 'findings.title', group: 'control', needs: findingsSeen },
  { path: '/rectifications', label: 'rectifications.title', group: 'control', needs: findingsSeen },
  { path: '/doubts', label: 'doubts.title', group: 'control', needs: verifying },
  {
    path: '/doubt-lists',
    label: 'doubts.lists',
    group: 'control',
    needs: [
      ['verify', 'doubt'],
      ['plan', 'inspection'],
    ],
  },
  { path: '/doubt-clearings', label: 'doubts.clearings', group: 'control', needs: verifying },
  {
    path: '/inspections',
    label: 'inspection.title',
    group: 'control',
    needs: [
      ['plan', 'inspection'],
      ['inspect', 'inspection'],
      ['inspect', 'case'],
      ['review', 'case'],
      ['read', 'report'],
    ],
  },
  {
    path: '/reports',
    label: 'report.title',
    group: 'control',
    needs: [
      ['read', 'report'],
      ['plan', 'inspection'],
      ['read', 'entry'],
      ['complete', 'self-check'],
      ['answer', 'finding'],
    ],
  },
  {
    path: '/children',
    label: 'report.children',
    group: 'control',
    needs: [
      ['read', 'report'],
      ['plan', 'inspection'],
    ],
  },
  {
    path: '/self-checks',
    label: 'nav.selfChecks',
    group: 'control',
    needs: [
      ['complete', 'self-check'],
      ['plan', 'inspection'],
      ['read', 'report'],
    ],
  },
  {
    path: '/self-check-drafts',
    label: 'selfCheck.drafts',
    group: 'control',
    needs: [['complete', 'self-check']],
    orAnythingTo: 'case',
  },
  {
    path: '/control-approvals',
    label: 'controlApprovals.title',
    group: 'control',
    needs: [
      ['plan', 'inspection'],
      ['read', 'report'],
    ],
  },
  {
    path: '/control-settings',
    label: 'controlSettings.title',
    group: 'control',
    needs: [
      ['plan', 'inspection'],
      ['read', 'report'],
      ['complete', 'self-check'],
    ],
  },
  {
    path: '/recoveries',
    label: 'recovery.title',
    group: 'control',
    needs: [
      ['plan', 'inspection'],
      ['read', 'report'],
      ['answer', 'finding'],
    ],
    orDutyOn: 'overpayment-recovery',
  },
];

export const groups = ['mine', 'people', 'duties', 'control'] as const;

const mayOneOf = (me: Me, needs: NonNullable<Destination['needs']>): boolean =>
  needs.some(([action, resource]) => may(me, action, resource));

/** Where this person's permissions lead. */
export const destinationsFor = (me: Me): Destination[] =>
  destinations.filter(
    ({ needs, orAnythingTo, orDutyOn }) =>
      !needs ||
      mayOneOf(me, needs) ||
      (orAnythingTo && mayAnythingTo(me, orAnythingTo)) ||
      (orDutyOn && hasDutyOn(me, orDutyOn)),
  );

const mayAnythingTo = ({ permissions }: Me, thing: string): boolean =>
  permissions.some(({ resource }) => [thing, 'all'].includes(resource));

/** Whether some permission of theirs is a duty on this item in particular. */
const hasDutyOn = ({ permissions }: Me, item: string): boolean =>
  permissions.some(({ resource, items }) => resource === 'case' && items?.includes(item));

/** Whether they see beyond their own colleagues, and so what conflicts the centre has. */
export const mayOversee = (me: Me): boolean => mayOneOf(me, overseeing);
