import type { GrantLimitInForce, RequestInput } from '@zhiheng/contracts';

export interface LimitValues {
  longestDays?: number | null;
  /** That the centre's own limit is taken away. */
  takenBack?: boolean;
  reason?: string;
}

/** The request for another limit; undefined while it says nothing new. To set what is usual says something: an end is needed then. */
export function limitRequest(
  { risk, longestDays: before, own }: GrantLimitInForce,
  { longestDays, takenBack, reason = '' }: LimitValues = {},
): RequestInput | undefined {
  if (own && takenBack) return { change: 'rule', limit: { risk, longestDays: null }, reason: reason.trim() };
  if (!longestDays || (own && longestDays === before)) return undefined;
  return { change: 'rule', limit: { risk, longestDays }, reason: reason.trim() };
}
