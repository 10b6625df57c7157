import { said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { type Needed, requireOver } from './person-order.ts';
import { codeOf } from './request-fields.ts';
import { lockPeople, lockPolicy } from './store/locks.ts';
import { findPerson, listPeople, type PersonRow } from './store/people-store.ts';
import { suspendedPeople } from './store/suspension-store.ts';

/** `named`: id or username of the person, id or code of the unit. */
export interface SuspensionTarget {
  kind: 'person' | 'unit';
  named: string;
}

/** Who may suspend, over the unit of whom it hits. */
const suspending: Needed = [
  ['administer-accounts', 'account'],
  ['administer-security', 'role'],
];
/** More people than any outlet has: a whole section is no emergency. */
const mostPeople = 200;

/** Who is hit, locked, with the centre locked against every request; `unit` where it is a whole one. */
export interface Targets {
  policy: CentrePolicy;
  people: PersonRow[];
  unit: string | null;
}

/** Locks centre and people in the order of all locks. Throws `not-permitted`, `not-found`, `already-departed`, `already-suspended`. */
export async function lockTargets(
  desk: Desk,
  transaction: Transaction,
  caller: PersonCaller,
  target: SuspensionTarget,
): Promise<Targets> {
  const { centre } = caller;
  await lockPolicy(transaction, centre, 'exclusive');
  const policy = await policyOf(desk, transaction, centre);
  const unit = target.kind === 'unit' ? policy.compiled.unitOf.get(codeOf(policy, 'unit', target.named)) : undefined;
  const found = await peopleOf(transaction, policy, target, unit?.code);
  await lockPeople(transaction, centre, [
    ...found.map(({ id }): [string, 'update'] => [id, 'update']),
    [caller.person, 'key share'],
  ]);
  await requireOver(transaction, policy, caller, unit?.code ?? found[0]?.unit, suspending);
  if (found.length === 0) throw new Problem('not-found', said('nobody-to-suspend', { named: target.named }));
  if (found.some(({ id }) => id === caller.person))
    throw new Problem('not-permitted', said('nobody-suspends-themselves'));
  if (unit && (unit.parent === null || found.length > mostPeople))
    throw new Problem('not-permitted', said('unit-too-large-to-suspend', { most: mostPeople }));
  // Read anew: they may have left before the lock was ours.
  const people = [];
  for (const { id } of found) people.push((await findPerson(transaction, centre, id)) as PersonRow);
  return { policy, people: await suspendable(transaction, centre, people), unit: unit?.code ?? null };
}

async function peopleOf(
  transaction: Transaction,
  { centre, policy, compiled }: CentrePolicy,
  { kind, named }: SuspensionTarget,
  unit: string | undefined,
): Promise<PersonRow[]> {
  if (kind === 'person') {
    const person = await findPerson(transaction, centre, named);
    return person ? [person] : [];
  }
  if (unit === undefined) return [];
  const units = policy.units.map(({ code }) => code).filter((code) => compiled.units.contains(unit, code));
  return listPeople(transaction, centre, { units, state: 'active', limit: mostPeople + 1 });
}

/** Those who are there and not suspended as a whole yet; of a unit, whoever is left. */
async function suspendable(transaction: Transaction, centre: string, people: PersonRow[]): Promise<PersonRow[]> {
  const active = people.filter(({ state }) => state === 'active');
  if (active.length === 0) throw new Problem('already-departed');
  const suspended = await suspendedPeople(
    transaction,
    centre,
    active.map(({ id }) => id),
  );
  const left = active.filter(({ id }) => !suspended.has(id));
  if (left.length === 0) throw new Problem('already-suspended');
  return left;
}
