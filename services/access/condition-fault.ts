import { type Said, said } from '@zhiheng/contracts';

const operators = new Set([
  '$eq',
  '$ne',
  '$lt',
  '$lte',
  '$gt',
  '$gte',
  '$in',
  '$nin',
  '$all',
  '$size',
  '$regex',
  '$options',
  '$elemMatch',
  '$exists',
]);
const logical = new Set(['$and', '$or', '$nor']);
const roots = /^(subject|action|resource|context)\../;

/** Whether a key joins conditions rather than naming a field. */
export const isLogical = (key: string): boolean => logical.has(key);

/**
 * Why conditions cannot be judged, in one sentence; undefined when they can. What CASL does not know it would take for
 * a value that nothing equals, and a denial under such conditions would never hold.
 */
export function conditionFault(conditions: unknown): Said | undefined {
  if (!isRecord(conditions)) return said('condition-no-object');
  for (const [key, value] of Object.entries(conditions)) {
    const fault = isLogical(key) ? joinFault(key, value) : fieldFault(key, value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function joinFault(key: string, value: unknown): Said | undefined {
  if (!Array.isArray(value) || value.length === 0) return said('condition-no-list', { key });
  return value.map(conditionFault).find((fault) => fault !== undefined);
}

function fieldFault(path: string, value: unknown): Said | undefined {
  if (path.startsWith('$')) return said('condition-operator', { operator: path });
  if (!roots.test(path)) return said('condition-root', { path });
  return valueFault(path, value);
}

function valueFault(path: string, value: unknown): Said | undefined {
  if (!isRecord(value)) return Array.isArray(value) ? said('condition-with-list', { path }) : undefined;
  const entries = Object.entries(value);
  if (entries.length === 0) return said('condition-with-object', { path });
  return entries.map(([operator, operand]) => operatorFault(path, operator, operand)).find((one) => one !== undefined);
}

function operatorFault(path: string, operator: string, operand: unknown): Said | undefined {
  if (!operators.has(operator)) return said('condition-operator-on', { operator, path });
  if (['$in', '$nin', '$all'].includes(operator) && !Array.isArray(operand))
    return said('condition-values', { operator });
  if (operator === '$regex' && !isExpression(operand)) return said('condition-expression', { path });
  if (operator === '$exists' && typeof operand !== 'boolean') return said('condition-exists');
  if (operator === '$elemMatch' && !isRecord(operand)) return said('condition-elements');
  return undefined;
}

function isExpression(text: unknown): boolean {
  try {
    return typeof text === 'string' && new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
