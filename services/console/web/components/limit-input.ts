import type { GrantLimitInForce, RequestInput } from '@zhiheng/contracts';

export interface LimitValues {
  longestDays?: number | null;
  reason?: string;
}

/** The request for another limit; undefined while it says nothing new. To set what is usual says something: an end is needed then. */
export function limitRequest(
  { risk, longestDays: before, own }: GrantLimitInForce,
  { longestDays, reason = '' }: LimitValues = {},
): RequestInput | undefined {
  if (!longestDays || (own && longestDays === before)) return undefined;
  return { change: 'rule', limit: { risk, longestDays }, reason: reason.trim() };
}
