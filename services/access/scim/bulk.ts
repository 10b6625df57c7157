import { said } from '@zhiheng/contracts';
import { Problem } from '@zhiheng/http';
import { ScimFault } from './fault.ts';
import { member } from './message.ts';

export const mostOperationsInBulk = 200;

export interface BulkOperation {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  bulkId: string | undefined;
  /** The id in the path, or a `bulkId:` in its place; undefined of a POST. */
  user: string | undefined;
  version: string | undefined;
  data: unknown;
}

export interface BulkRequest {
  operations: BulkOperation[];
  /** After so many refusals the rest is left undone. */
  failOnErrors: number;
}

/** Throws `invalidSyntax`, `invalidValue`, `invalidPath`. */
export function bulkOf(body: unknown): BulkRequest {
  const operations = member(body, 'Operations');
  const failOnErrors = member(body, 'failOnErrors') ?? Number.POSITIVE_INFINITY;
  if (!Array.isArray(operations) || operations.length === 0)
    throw new ScimFault('invalidSyntax', said('scim-operations', { most: mostOperationsInBulk }));
  if (operations.length > mostOperationsInBulk)
    throw new Problem('too-large', said('scim-bulk-too-many', { most: mostOperationsInBulk }));
  if (typeof failOnErrors !== 'number' || failOnErrors < 1)
    throw new ScimFault('invalidValue', said('scim-wrong-value', { path: 'failOnErrors', kind: 'integer' }));
  return { operations: operations.map(operationOf), failOnErrors };
}

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

function operationOf(operation: unknown): BulkOperation {
  const method = methods.find((one) => one === String(member(operation, 'method')).toUpperCase());
  if (!method)
    throw new ScimFault('invalidSyntax', said('scim-wrong-value', { path: 'method', kind: methods.join(', ') }));
  const text = (name: string) => {
    const value = member(operation, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const path = text('path') ?? '';
  const [, user] = /^\/?Users(?:\/([^/]+))?\/?$/i.exec(path) ?? [undefined, null];
  const bulkId = text('bulkId');
  if (user === null || (method === 'POST') === (user !== undefined))
    throw new ScimFault('invalidPath', said('scim-path', { path: path.slice(0, 200) }));
  if (method === 'POST' && bulkId === undefined) throw new ScimFault('invalidSyntax', said('scim-bulk-id'));
  return { method, bulkId, user, version: text('version'), data: member(operation, 'data') };
}

/**
 * In which order they are to be done: as they came, but for those that speak of somebody whom a later one makes. What each depends on is
 * the `bulkId:` in the place of its id.
 */
export function ordered(operations: readonly BulkOperation[]): BulkOperation[] {
  const makers = new Map(operations.filter(({ method }) => method === 'POST').map((one) => [one.bulkId, one]));
  const done = new Set<BulkOperation>();
  for (const operation of operations) {
    const maker = makers.get(referenceOf(operation));
    if (maker) done.add(maker);
    done.add(operation);
  }
  return [...done];
}

export const referenceOf = ({ user }: BulkOperation): string | undefined => /^bulkId:(.+)$/i.exec(user ?? '')?.[1];
