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
export function conditionFault(conditions: unknown): string | undefined {
  if (!isRecord(conditions)) return 'must be an object';
  for (const [key, value] of Object.entries(conditions)) {
    const fault = isLogical(key) ? joinFault(key, value) : fieldFault(key, value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function joinFault(key: string, value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return `${key} needs a list of conditions`;
  return value.map(conditionFault).find((fault) => fault !== undefined);
}

function fieldFault(path: string, value: unknown): string | undefined {
  if (path.startsWith('$')) return `unknown operator ${path}`;
  if (!roots.test(path)) return `${path} lies under none of subject, action, resource, context`;
  return valueFault(path, value);
}

function valueFault(path: string, value: unknown): string | undefined {
  if (!isRecord(value)) return Array.isArray(value) ? `${path} is compared with a list; say $in or $all` : undefined;
  const entries = Object.entries(value);
  if (entries.length === 0) return `${path} is compared with an object`;
  return entries.map(([operator, operand]) => operatorFault(path, operator, operand)).find((one) => one !== undefined);
}

function operatorFault(path: string, operator: string, operand: unknown): string | undefined {
  if (!operators.has(operator)) return `unknown operator ${operator} on ${path}`;
  if (['$in', '$nin', '$all'].includes(operator) && !Array.isArray(operand)) return `${operator} needs a list`;
  if (operator === '$regex' && !isExpression(operand)) return `${path}: $regex is no regular expression`;
  if (operator === '$exists' && typeof operand !== 'boolean') return '$exists needs true or false';
  if (operator === '$elemMatch' && !isRecord(operand)) return '$elemMatch needs conditions';
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
