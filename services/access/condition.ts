import { buildMongoQueryMatcher, type MongoQuery } from '@casl/ability';
import { conditionFault, isLogical } from './condition-fault.ts';
import type { Inquiry } from './inquiry.ts';

/** Whether an inquiry meets a permission's conditions; undefined when that cannot be said, which never permits. */
export type Condition = (inquiry: Inquiry) => boolean | undefined;

const compiled = new WeakMap<object, Condition>();

/** Conditions (MongoDB-like, as CASL reads them) made ready once; they belong to a policy that does not change. */
export function conditionOf(conditions: unknown): Condition | undefined {
  if (conditions === undefined || conditions === null) return undefined;
  if (typeof conditions !== 'object') return () => undefined;
  let condition = compiled.get(conditions);
  if (!condition) {
    condition = compile(conditions);
    compiled.set(conditions, condition);
  }
  return condition;
}

function compile(conditions: object): Condition {
  if (conditionFault(conditions) !== undefined) return () => undefined;
  try {
    const matches = matcherOf(conditions as Query);
    return (inquiry) => {
      try {
        return matches(inquiry);
      } catch {
        return undefined;
      }
    };
  } catch {
    return () => undefined;
  }
}

type Query = Record<string, unknown>;
type Matcher = (inquiry: Inquiry) => boolean;

/** CASL reads conditions on fields; what joins them (`$and`, `$or`, `$nor`) it leaves to others. */
function matcherOf(query: Query): Matcher {
  const fields = Object.fromEntries(Object.entries(query).filter(([key]) => !isLogical(key)));
  const parts: Matcher[] = [fieldMatcher(fields as MongoQuery)];
  const joined = (key: string) => ((query[key] ?? []) as Query[]).map(matcherOf);
  parts.push(...joined('$and'));
  const [some, none] = [joined('$or'), joined('$nor')];
  if (some.length) parts.push((inquiry) => some.some((one) => one(inquiry)));
  parts.push((inquiry) => !none.some((one) => one(inquiry)));
  return (inquiry) => parts.every((one) => one(inquiry));
}

/**
 * Comparison as MongoDB has it: only within one type. CASL's own says that what is absent is less than every number,
 * so that a limit on an amount would let through what names no amount.
 */
function compare<T>(a: T, b: T): 1 | -1 | 0 {
  if (a === b) return 0;
  const comparable =
    typeof a === typeof b && (typeof a === 'number' || typeof a === 'string' || typeof a === 'boolean');
  if (!comparable) return Number.NaN as 0;
  return a < b ? -1 : 1;
}

/** Own members only: nothing that every object inherits counts as said. */
const get = (object: object, field: string | symbol): unknown =>
  Object.hasOwn(object, field) ? (object as Record<string | symbol, unknown>)[field] : undefined;

const fieldMatcher = buildMongoQueryMatcher({}, {}, { compare, get });
