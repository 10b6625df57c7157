import { shanghaiDate } from '@zhiheng/calendar';
import { said } from '@zhiheng/contracts';
import type { Asserted } from './asserted.ts';
import { attributeOf, type Field, fields, pathOf } from './attributes.ts';
import { ScimFault } from './fault.ts';
import { type UserFacts, valuesOf } from './user.ts';

/** What is to become of a person; what is absent stays. */
export interface Changes {
  name?: string;
  familyName?: string | null;
  givenName?: string | null;
  externalId?: string | null;
  /** As written: a code, an id or a name. */
  department?: string;
  title?: string | null;
  active?: boolean;
  terminationDate?: string | null;
  terminationKind?: string | null;
  /** What stays as it is, and was to be another: refused, and in which words depends on whether it is somebody else's. */
  userName?: string;
  employeeNumber?: string;
}

/**
 * How what is said differs from what is so. What is said of a day that is over, or left out, changes nothing. Throws `invalidValue` where
 * something is taken away that a user cannot be without.
 */
export function changesOf(facts: UserFacts, asserted: Asserted): Changes {
  const now = valuesOf(facts);
  const told = withDay(asserted);
  const different: Asserted = {};
  for (const field of fields) {
    const value = told[field];
    if (value === undefined || (value ?? undefined) === now[field] || isSameName(field, value, now[field])) continue;
    if (value === null) requireRemovable(field);
    different[field] = value;
  }
  const { displayName, formatted, ...changes } = different;
  const name = displayName ?? formatted ?? composed({ ...now, ...different }, different);
  return { ...(changes as Changes), ...(name && name !== facts.name ? { name: name as string } : {}) };
}

/** Usernames are compared without regard to case (RFC 7643, 4.1.1); ours are lower case. */
const isSameName = (field: Field, value: unknown, now: unknown): boolean =>
  field === 'userName' && typeof value === 'string' && value.toLowerCase() === now;

function requireRemovable(field: Field): void {
  const { required, mutability } = attributeOf(field);
  if (mutability === 'immutable') throw new ScimFault('mutability', said('scim-immutable', { path: pathOf(field) }));
  if (required) throw new ScimFault('invalidValue', said('scim-required', { path: pathOf(field) }));
}

/** A name made of its parts, where they changed and it is not given itself: as Chinese writes it, or as others do. */
export function composed({ familyName, givenName }: Asserted, changed: Asserted): string | undefined {
  if (!changed.familyName && !changed.givenName) return undefined;
  const [family, given] = [String(familyName ?? ''), String(givenName ?? '')];
  return (/\p{Script=Han}/u.test(family + given) ? family + given : `${given} ${family}`).trim();
}

/** The day of leaving as a day in China, whether it came as a day or as an instant. Throws `invalidValue`. */
export function withDay(asserted: Asserted): Asserted {
  const { terminationDate } = asserted;
  return typeof terminationDate === 'string' ? { ...asserted, terminationDate: dayOf(terminationDate) } : asserted;
}

function dayOf(written: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(written);
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i.test(written);
  const at = Date.parse(written);
  // A day that no month has (30 February) is refused, not moved on.
  if (!(isDay || isInstant) || Number.isNaN(at) || (isDay && new Date(at).toISOString().slice(0, 10) !== written))
    throw new ScimFault(
      'invalidValue',
      said('scim-wrong-value', { path: pathOf('terminationDate'), kind: 'YYYY-MM-DD' }),
    );
  return isDay ? written : shanghaiDate(at);
}
