import { type MongoQuery, mongoQueryMatcher } from '@casl/ability';
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
  try {
    const matches = mongoQueryMatcher(conditions as MongoQuery);
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
