import { said } from '@zhiheng/contracts';
import { type Asserted, assertAll, assertOne, isObject, removeOne } from './asserted.ts';
import { named } from './attributes.ts';
import { ScimFault } from './fault.ts';
import { isFilter } from './filter.ts';
import { member } from './message.ts';

const mostOperations = 100;

/**
 * What the operations of a PATCH come to, one after the other (RFC 7644, 3.5.2): with a path, dotted or led by a URN, with a filter of
 * values, or without; `op` in any case. What is kept has one value each, so that `add` and `replace` are the same. Throws `invalidSyntax`,
 * `invalidPath`, `invalidValue`, `noTarget`.
 */
export function patched(body: unknown): Asserted {
  const operations = member(body, 'Operations');
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > mostOperations)
    throw new ScimFault('invalidSyntax', said('scim-operations', { most: mostOperations }));
  const asserted: Asserted = {};
  for (const operation of operations) {
    const op = member(operation, 'op');
    const path = member(operation, 'path');
    if (path !== undefined && path !== null && typeof path !== 'string')
      throw new ScimFault('invalidPath', said('scim-path', { path: JSON.stringify(path).slice(0, 200) }));
    apply(
      asserted,
      typeof op === 'string' ? op.toLowerCase() : '',
      path?.trim() || undefined,
      member(operation, 'value'),
    );
  }
  return asserted;
}

function apply(asserted: Asserted, op: string, path: string | undefined, value: unknown): void {
  if (!['add', 'replace', 'remove'].includes(op)) throw new ScimFault('invalidSyntax', said('scim-op'));
  if (op === 'remove') {
    if (path === undefined) throw new ScimFault('noTarget', said('scim-remove-what'));
    removeOne(asserted, withoutFilter(path));
  } else if (value === undefined) throw new ScimFault('invalidValue', said('scim-no-value'));
  else if (path === undefined) assertAll(asserted, isObject(value) ? value : fromText(value));
  else assertOne(asserted, withoutFilter(path), value);
}

/** Some clients write the value of a PATCH without a path as text. */
function fromText(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

/**
 * `emails[type eq "work"].value` names `emails.value`. Values are filtered only of attributes that have several, none of which is
 * kept: the filter has to be one, and what it picks is passed over.
 */
function withoutFilter(path: string): string {
  const parts = /^([^[\]]+)\[(.*)\](?:\.([\w$-]+))?$/s.exec(path);
  if (!parts) return path;
  const [, attribute = '', filter = '', sub] = parts;
  if (!isFilter(filter) || (named(attribute)?.fields.length ?? 0) > 0)
    throw new ScimFault('invalidPath', said('scim-path', { path: path.slice(0, 200) }));
  return sub === undefined ? attribute : `${attribute}.${sub}`;
}
