import { said } from '@zhiheng/contracts';
import { attributeOf, type Field, type Named, named, pathOf } from './attributes.ts';
import { noAttribute, ScimFault } from './fault.ts';

/** What a body says of a user: text, whether active, or `null` where an attribute is taken away. What it leaves out it says nothing of. */
export type Asserted = Partial<Record<Field, string | boolean | null>>;

/** All that an object says, dotted and URN-led names among it. Throws `invalidPath`, `invalidValue`, `invalidSyntax`. */
export function assertAll(asserted: Asserted, value: unknown, under = ''): void {
  if (!isObject(value)) throw new ScimFault('invalidSyntax', said('scim-no-object'));
  for (const [key, inner] of Object.entries(value)) {
    const path = under === '' || key.toLowerCase().startsWith('urn:') ? key : `${under}${key}`;
    assertOne(asserted, path, inner);
  }
}

/** What is said of the attribute that a path names, or of those within it. */
export function assertOne(asserted: Asserted, path: string, value: unknown): void {
  const found = named(path);
  if (!found) throw noAttribute(path);
  if (found.single) assign(asserted, found, value);
  else if (value === null) for (const field of found.fields) asserted[field] = null;
  else assertAll(asserted, value, `${path}${path.toLowerCase().startsWith('urn:') ? ':' : '.'}`);
}

/** Takes an attribute away, or those within what a path names. */
export function removeOne(asserted: Asserted, path: string): void {
  const found = named(path);
  if (!found) throw noAttribute(path);
  for (const field of found.fields) assign(asserted, { fields: [field], single: true }, null);
}

function assign(asserted: Asserted, { fields: [field] }: Named, value: unknown): void {
  if (field === undefined) return;
  // What the service alone decides is passed over where it is sent (RFC 7644, 3.3).
  const { mutability, type } = attributeOf(field);
  if (mutability === 'readOnly') return;
  const plain = unwrapped(value);
  asserted[field] = type === 'boolean' ? truth(field, plain) : text(field, plain);
}

/** Some clients put a single value into a list, or into an object with `value`. */
function unwrapped(value: unknown): unknown {
  if (Array.isArray(value) && value.length === 1) return unwrapped(value[0]);
  return isObject(value) && 'value' in value ? value.value : value;
}

const wrong = (field: Field, kind: string): ScimFault =>
  new ScimFault('invalidValue', said('scim-wrong-value', { path: pathOf(field), kind }));

function truth(field: Field, value: unknown): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  const spelt = typeof value === 'string' ? value.toLowerCase() : '';
  if (spelt !== 'true' && spelt !== 'false') throw wrong(field, 'true, false');
  return spelt === 'true';
}

/** Text; a number is taken as it is written. Empty text is none. */
function text(field: Field, value: unknown): string | null {
  if (value === null || value === '') return null;
  if (typeof value !== 'string' && typeof value !== 'number') throw wrong(field, 'string');
  const { longest = 100, values } = attributeOf(field);
  const trimmed = String(value).trim();
  if (trimmed.length > longest) throw wrong(field, `string (${longest})`);
  if (!values) return trimmed === '' ? null : trimmed;
  const meant = values.find((one) => one === trimmed.toLowerCase());
  if (!meant) throw wrong(field, values.join(', '));
  return meant;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
