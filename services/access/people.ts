import { type Grant, type Me, noSuch, type Person } from '@zhiheng/contracts';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { effectivePermissions, permissionsOf } from './permissions.ts';
import { sees, staffNumberFor, unitsSeen } from './sight.ts';
import { type GrantFilter, type GrantRow, listGrants } from './store/grant-store.ts';
import { findPerson, listPeople, type PeopleFilter, type PersonRow } from './store/people-store.ts';
import type { View } from './viewer.ts';

/** A person as the viewer may see them: the staff number masked where their sight does not go so far. */
export function personFor({ sight }: View, person: PersonRow): Person {
  return {
    id: person.id,
    username: person.username,
    name: person.name,
    staffNumber: staffNumberFor(sight, person),
    unit: person.unit,
    post: person.post,
    state: person.state,
    roles: person.roles,
  };
}

/** Throws `not-found` for somebody the viewer may not see, as for nobody. */
export async function seePerson(view: View, idOrUsername: string): Promise<PersonRow> {
  const person = await findPerson(view.transaction, view.centre, idOrUsername);
  if (!person || !sees(view.sight, person)) throw new Problem('not-found', noSuch('person', idOrUsername));
  return person;
}

export type PeopleWanted = Pick<PeopleFilter, 'unit' | 'state' | 'text' | 'after' | 'limit'>;

/** Those whom the viewer may see, by id. */
export const peopleFor = ({ transaction, centre, sight }: View, wanted: PeopleWanted): Promise<PersonRow[]> =>
  listPeople(transaction, centre, { ...wanted, units: unitsSeen(sight), ...selfOf(sight.self) });

export type GrantsWanted = Pick<GrantFilter, 'person' | 'role' | 'unit' | 'state' | 'request' | 'before' | 'limit'>;

/** The grants of those whom the viewer may see, newest first. */
export const grantsFor = ({ transaction, centre, sight }: View, wanted: GrantsWanted): Promise<GrantRow[]> =>
  listGrants(transaction, centre, { ...wanted, units: unitsSeen(sight), ...selfOf(sight.self) });

const selfOf = (self: string | undefined) => (self === undefined ? {} : { only: self });

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

export const grantDocument = (row: GrantRow): Grant => ({
  ...row,
  validFrom: instant(row.validFrom),
  validUntil: instant(row.validUntil),
});

/** Nobody holds more at a time. */
const mostGrants = 500;

/** The signed-in person: who, where, and what they may do at this moment. */
export async function me(view: View, caller: PersonCaller): Promise<Me> {
  const { transaction, centre, policy } = view;
  const person = (await findPerson(transaction, centre, caller.person)) as PersonRow;
  const wanted = { person: person.id, only: person.id, units: [], limit: mostGrants };
  const grants = [
    ...(await listGrants(transaction, centre, { ...wanted, state: 'active' })),
    ...(await listGrants(transaction, centre, { ...wanted, state: 'planned' })),
  ];
  const held = effectivePermissions(policy, permissionsOf(policy, view.held));
  return {
    id: person.id,
    username: caller.username,
    name: person.name,
    unit: person.unit,
    post: person.post,
    centre: { code: centre, name: policy.name },
    grants: grants.map(grantDocument),
    permissions: held.map(({ role, unit, permission: { action, resource, items } }) => ({
      action,
      resource,
      ...(items ? { items } : {}),
      unit,
      role,
    })),
    policyEpoch: policy.epoch,
  };
}
