import type { LeftBehind } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import type { Left } from './judgement.ts';
import { decidingRoles } from './organisation.ts';
import { type Retirement, targetOf } from './request-asked.ts';
import { requestsForRetired } from './retirement-requests.ts';
import {
  type Counted,
  deputiesAt,
  grantsAt,
  mostNamed,
  openCasesAt,
  openRequestsThrough,
  peopleAt,
  plannedTransfersTo,
  suspendedApart,
  templatesNaming,
} from './store/retirement-store.ts';

type Found = [kind: LeftBehind['kind'], counted: Counted, refuses?: boolean];

/** All that still hangs on what is to retire. A unit that is taken over refuses only what the other cannot take. */
export async function whatIsLeft(
  transaction: Transaction,
  policy: CentrePolicy,
  proposal: Retirement,
): Promise<Left[]> {
  if (!proposal.retired) return [];
  const found = await hangingOn(transaction, policy, proposal);
  return found
    .filter(([, { count }]) => count > 0)
    .map(([kind, counted, refuses = false]) => ({ kind, refuses, ...counted }));
}

function hangingOn(transaction: Transaction, policy: CentrePolicy, proposal: Retirement): Promise<Found[]> {
  switch (proposal.kind) {
    case 'unit':
      return onUnit(transaction, policy, proposal);
    case 'item':
      return onItem(transaction, policy, proposal);
    case 'role':
      return onRole(transaction, policy, proposal);
    case 'chain':
      return onChain(transaction, policy, proposal);
  }
}

type Of<K extends Retirement['kind']> = Extract<Retirement, { kind: K }>;

async function onUnit(transaction: Transaction, policy: CentrePolicy, proposal: Of<'unit'>): Promise<Found[]> {
  const { centre } = policy;
  const unit = proposal.unit.code;
  const alone = proposal.into === undefined;
  const { units, items } = policy.policy;
  return [
    ['person', await peopleAt(transaction, centre, unit), alone],
    ['unit', codes(units.filter(({ parent, retired }) => parent === unit && !retired)), alone],
    ['grant', await grantsAt(transaction, centre, { unit }, false), alone],
    ['suspended-grant', await suspendedAt(transaction, policy, proposal), true],
    ['item', codes(items.filter((item) => item.unit === unit && !item.retired)), alone],
    ['case', await openCasesAt(transaction, centre, { unit }), alone],
    ['request', await requestsEnded(transaction, policy, proposal)],
    ['transfer', await plannedTransfersTo(transaction, centre, unit)],
    ['deputy', await deputiesAt(transaction, centre, { unit }, decidingRoles(policy))],
    ['template', await templatesNaming(transaction, centre, { unit })],
    ['rule', rulesWith(policy, unit, 'itemUnits', 'exceptItemUnits')],
  ];
}

/**
 * Suspended grants that keep the unit: all of them, since what may come back comes back as it was. Where another unit takes it over they go
 * along, but for those that would be circumvented by what the same person holds there.
 */
function suspendedAt(transaction: Transaction, policy: CentrePolicy, proposal: Of<'unit'>): Promise<Counted> {
  const { code: unit } = proposal.unit;
  const { into } = proposal;
  if (into === undefined) return grantsAt(transaction, policy.centre, { unit }, true);
  const { units } = policy.compiled;
  const reaching = policy.policy.units.filter(({ code }) => units.contains(code, into) && !units.contains(code, unit));
  return suspendedApart(transaction, policy.centre, { unit, into, reaching: reaching.map(({ code }) => code) });
}

async function onItem(transaction: Transaction, policy: CentrePolicy, proposal: Of<'item'>): Promise<Found[]> {
  const item = proposal.item.code;
  const { roles } = policy.policy;
  const naming = roles.filter(({ permissions }) => permissions.some(({ items }) => items?.includes(item)));
  return [
    ['case', await openCasesAt(transaction, policy.centre, { item })],
    ['role', codes(naming.filter(({ retired }) => !retired))],
    ['rule', rulesWith(policy, item, 'items', 'exceptItems')],
  ];
}

async function onRole(transaction: Transaction, policy: CentrePolicy, proposal: Of<'role'>): Promise<Found[]> {
  const { centre } = policy;
  const role = proposal.role.code;
  const deciding = decidingRoles(policy).filter((one) => one === role);
  const heirs = policy.policy.roles.filter(({ inherits, retired }) => inherits?.includes(role) && !retired);
  const calling = policy.chains.filter(({ stages }) =>
    stages.some(({ by, escalateTo }) => by === role || escalateTo === role),
  );
  return [
    ['grant', await grantsAt(transaction, centre, { role }, false)],
    ['suspended-grant', await grantsAt(transaction, centre, { role }, true)],
    ['request', await requestsEnded(transaction, policy, proposal)],
    ['deputy', await deputiesAt(transaction, centre, { role }, deciding)],
    ['template', await templatesNaming(transaction, centre, { role })],
    ['role', codes(heirs)],
    ['rule', rulesWith(policy, role, 'roles', 'exceptRoles')],
    // A chain whose post nobody is given any more dies out.
    ['chain', named(calling.map((chain) => targetOf({ kind: 'chain', chain }).target)), true],
  ];
}

async function onChain(
  transaction: Transaction,
  policy: CentrePolicy,
  { chain: { change, risk, unitKind } }: Of<'chain'>,
): Promise<Found[]> {
  const units = policy.policy.units
    .filter(({ kind }) => unitKind === undefined || kind === unitKind)
    .map(({ code }) => code);
  return [['request', await openRequestsThrough(transaction, policy.centre, { change, risk, units })]];
}

/** What ends with it, as it will be ended. */
async function requestsEnded(transaction: Transaction, policy: CentrePolicy, proposal: Retirement): Promise<Counted> {
  return named((await requestsForRetired(transaction, policy, proposal)).map(({ request }) => request.id).sort());
}

const codes = (list: readonly { code: string }[]): Counted => named(list.map(({ code }) => code));

const named = (names: readonly string[]): Counted => ({
  count: names.length,
  some: names.slice(0, mostNamed).map((name) => ({ name })),
});

type Naming = 'items' | 'exceptItems' | 'itemUnits' | 'exceptItemUnits' | 'roles' | 'exceptRoles';

const rulesWith = ({ policy }: CentrePolicy, code: string, ...fields: Naming[]): Counted =>
  codes(
    policy.rules.filter(({ of = [] }) =>
      of.some((selector) => fields.some((field) => selector[field]?.includes(code))),
    ),
  );
