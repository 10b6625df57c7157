import { isRecord } from './filled.ts';

export interface Difference {
  /** JSON pointer. */
  path: string;
  before: unknown;
  after: unknown;
}

/** What differs, leaf by leaf; a list that differs does so whole. Both have the keys of one schema. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (isRecord(before) && isRecord(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences(before[key], after[key], `${path}/${key}`),
    );
  return same(before, after) ? [] : [{ path, before: before ?? null, after: after ?? null }];
}

/** Whether two values are the same, in whatever order their keys stand: the database keeps them in its own. */
function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => same(value, other[index]));
  if (isRecord(one) && isRecord(other)) {
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => key in other && same(one[key], other[key]));
  }
  return one === other;
}
