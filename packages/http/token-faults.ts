import { errors, type JWTPayload } from 'jose';

/** Seconds by which clocks of two machines may differ. */
export const clockTolerance = 2;

/** Throws for a token that says it was issued later than now: verifying a signature does not look at that. */
export function refuseFuture(payload: JWTPayload): void {
  if (payload.iat !== undefined && payload.iat > Date.now() / 1000 + clockTolerance)
    throw new errors.JWTClaimValidationFailed('issued in the future', payload, 'iat', 'check_failed');
}

/** Why a token was refused, for the log: a word, and the claim it is about; never a part of the token. */
export function tokenFault(error: unknown): string {
  const { code, claim } = error as { code?: string; claim?: string };
  const word = code?.replace(/^ERR_/, '').toLowerCase().replaceAll('_', '-') ?? 'malformed';
  return typeof claim === 'string' && claim !== 'unspecified' ? `${word}: ${claim}` : word;
}
