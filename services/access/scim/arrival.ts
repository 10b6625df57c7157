import { type NewPersonInput, said } from '@zhiheng/contracts';
import type { Asserted } from './asserted.ts';
import { type Field, pathOf } from './attributes.ts';
import { composed, withDay } from './changes.ts';
import { ScimFault } from './fault.ts';

/** Somebody new as the body of a POST describes them. */
export interface Newcomer {
  /** `unit`: as written. */
  person: NewPersonInput;
  externalId: string | null;
  familyName: string | null;
  givenName: string | null;
  terminationDate: string | null;
  terminationKind: string | null;
}

const usernames = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** Throws `invalidValue` where something is missing, or the user is not to be active. */
export function newcomerOf(asserted: Asserted): Newcomer {
  const told = withDay(asserted);
  const text = (field: Field) => (typeof told[field] === 'string' ? (told[field] as string) : null);
  const username = needed('userName', text('userName')).toLowerCase();
  if (!usernames.test(username))
    throw new ScimFault('invalidValue', said('scim-wrong-value', { path: 'userName', kind: usernames.source }));
  if (told.active === false) throw new ScimFault('invalidValue', said('scim-new-is-active'));
  const name = text('displayName') ?? text('formatted') ?? composed(told, told) ?? null;
  const staffNumber = text('employeeNumber');
  const post = text('title');
  return {
    person: {
      username,
      name: needed('displayName', name).slice(0, 100),
      unit: needed('department', text('department')),
      ...(staffNumber ? { staffNumber } : {}),
      ...(post ? { post } : {}),
    },
    externalId: text('externalId'),
    familyName: text('familyName'),
    givenName: text('givenName'),
    terminationDate: text('terminationDate'),
    terminationKind: text('terminationKind'),
  };
}

function needed(field: Field, value: string | null): string {
  if (value === null) throw new ScimFault('invalidValue', said('scim-required', { path: pathOf(field) }));
  return value;
}
