import { createHash } from 'node:crypto';
import { attributes, type Field, fields, type SchemaName, urns } from './attributes.ts';

/** A person as the HR system sees them. */
export interface UserFacts {
  id: string;
  username: string;
  account: string;
  name: string;
  staffNumber: string;
  unit: string;
  unitName: string;
  post: string;
  active: boolean;
  externalId: string | null;
  familyName: string | null;
  givenName: string | null;
  /** `YYYY-MM-DD` in China, of who has left or is to leave. */
  terminationDate: string | null;
  terminationKind: string | null;
  createdAt: Date;
  changedAt: Date;
}

export type ScimUser = Record<string, unknown>;

/** The values of a user by field; what they have not is left out. */
export function valuesOf(facts: UserFacts): Partial<Record<Field, string | boolean>> {
  const values: Record<Field, string | boolean | null> = {
    id: facts.id,
    externalId: facts.externalId,
    userName: facts.username,
    displayName: facts.name,
    formatted: facts.name,
    familyName: facts.familyName,
    givenName: facts.givenName,
    title: facts.post === '-' ? null : facts.post,
    active: facts.active,
    employeeNumber: facts.staffNumber,
    department: facts.unit,
    departmentName: facts.unitName,
    terminationDate: facts.terminationDate,
    terminationKind: facts.terminationKind,
    created: facts.createdAt.toISOString(),
    lastModified: facts.changedAt.toISOString(),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** A user as it is answered; `location`: the URL of all users. */
export function userDocument(facts: UserFacts, location: string): ScimUser {
  const values = valuesOf(facts);
  const user: ScimUser = { schemas: Object.values(urns) };
  for (const field of fields) if (values[field] !== undefined) put(user, field, values[field]);
  const meta = { ...(user.meta as object), resourceType: 'User', location: `${location}/${facts.id}` };
  return { ...user, meta: { ...meta, version: versionOf(facts) } };
}

function put(user: ScimUser, field: Field, value: string | boolean): void {
  const { schema, path }: { schema: SchemaName; path: string } = attributes[field];
  const steps = schema === 'user' ? path.split('.') : [urns[schema], path];
  const last = steps.pop() as string;
  const holder = steps.reduce<ScimUser>((at, step) => {
    at[step] ??= {};
    return at[step] as ScimUser;
  }, user);
  holder[last] = value;
}

/**
 * A weak entity-tag (RFC 9110, 8.8.3): the same exactly as long as all that is kept is the same, whoever changed it. Of another account it
 * is another, so that who has left and come back is not who they were.
 */
export function versionOf(facts: UserFacts): string {
  const { created: _, lastModified: __, ...values } = valuesOf(facts);
  const digest = createHash('sha256')
    .update(JSON.stringify([facts.account, values]))
    .digest('base64url');
  return `W/"${digest.slice(0, 22)}"`;
}

/** Whether a version is among those that a condition names (RFC 9110, 13.1; compared weakly). */
export function isNamed(version: string, condition: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//i, '');
  return condition.trim() === '*' || condition.split(',').some((tag) => opaque(tag) === opaque(version));
}
