import { type SignalSubject, signalEvents, signalReason } from '@zhiheng/contracts';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { unavailable } from './error.ts';
import { defaultTimeout } from './options.ts';

export { signalEvents, signalReason };

/** What Zhiheng tells of somebody. */
export interface Signal {
  /** The same however often it is sent. */
  jti: string;
  /** One of `signalEvents`. */
  event: string;
  /** Id of the person, as tokens name them in `sub`; undefined for a verification. */
  person: string | undefined;
  /** When it happened, seconds since the epoch. */
  at: number;
  /** Why an account was disabled: `retired`, `resigned` … */
  reason: string | undefined;
  facts: Readonly<Record<string, unknown>>;
}

/** Remembers which signals were dealt with. Kept in a database, it outlives the process. */
export interface SeenSignals {
  has(jti: string): boolean | Promise<boolean>;
  /** Called when the signal has been dealt with; it may be forgotten after `until`, seconds since the epoch. */
  add(jti: string, until: number): void | Promise<void>;
}

export interface SignalOptions {
  /** Where Zhiheng is reached: `https://host`. */
  origin: string;
  /** `aud` of the stream's configuration: a token for another stream is refused. */
  audience: string;
  /** Deals with a signal. When it throws, Zhiheng is told that the signal was not had, and sends it again. */
  onSignal: (signal: Signal) => void | Promise<void>;
  /** Default: in the memory of this process. */
  seen?: SeenSignals;
  /** Seconds for which a signal is taken, however late it comes; `seen` need not remember longer. Default seven days. */
  oldest?: number;
  /** Milliseconds to fetch the signing keys. Default 5,000. */
  timeout?: number;
}

/** A token that is refused, by the codes of RFC 8935, 2.4. */
export class SignalError extends Error {
  override readonly name = 'SignalError';
  readonly err: 'invalid_request' | 'invalid_key' | 'invalid_issuer' | 'invalid_audience';

  constructor(err: SignalError['err'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.err = err;
  }
}

/** Seconds by which Zhiheng's clock may be ahead. */
const tolerance = 60;
const week = 7 * 24 * 3600;

/**
 * Takes security event tokens (RFC 8417): verifies one, deals with it once, and remembers that it did. Throws SignalError for a token that is not
 * Zhiheng's, not for this receiver or too old; ZhihengError `unavailable` when the keys cannot be had; whatever `onSignal` throws.
 */
export function signalReceiver(options: SignalOptions): (token: string) => Promise<void> {
  const { audience, onSignal, seen = seenInMemory(), oldest = week } = options;
  const { origin: issuer } = new URL(options.origin);
  const keys = createRemoteJWKSet(new URL('/oidc/jwks', issuer), {
    timeoutDuration: options.timeout ?? defaultTimeout,
  });
  const expected = {
    issuer,
    audience,
    typ: 'secevent+jwt',
    algorithms: ['ES256'],
    requiredClaims: ['jti', 'iat', 'sub_id', 'events'],
  };
  /** Of the same token twice at once the second waits for the first. */
  const underWay = new Map<string, Promise<void>>();

  async function dealWith(signal: Signal, issuedAt: number): Promise<void> {
    if (await seen.has(signal.jti)) return;
    await onSignal(signal);
    await seen.add(signal.jti, issuedAt + oldest + tolerance);
  }

  return async (token) => {
    const { payload } = await jwtVerify(token, keys, expected).catch(refuse);
    const issuedAt = payload.iat as number;
    const now = Date.now() / 1000;
    if (issuedAt > now + tolerance) throw new SignalError('invalid_request', 'the token is of the future');
    if (issuedAt < now - oldest) throw new SignalError('invalid_request', 'the token is too old');
    const signal = signalOf(payload, `${issuer}/oidc`);
    const before = underWay.get(signal.jti);
    if (before) return before;
    const work = dealWith(signal, issuedAt).finally(() => underWay.delete(signal.jti));
    underWay.set(signal.jti, work);
    return work;
  };
}

function signalOf(payload: JWTPayload, peopleIssuer: string): Signal {
  const { jti, events, sub_id: subject, toe, iat } = payload as Record<string, unknown>;
  const all = Object.entries((events instanceof Object ? events : {}) as Record<string, unknown>);
  const [[event, facts] = [undefined, undefined]] = all;
  if (typeof jti !== 'string' || event === undefined || all.length > 1 || !(facts instanceof Object))
    throw new SignalError('invalid_request', 'the token does not tell of one event');
  const known = facts as Record<string, unknown>;
  const reason = known[signalReason];
  return {
    jti,
    event,
    person: event === signalEvents.verification ? undefined : personOf(subject, peopleIssuer),
    at: typeof toe === 'number' ? toe : (iat as number),
    reason: typeof reason === 'string' ? reason : undefined,
    facts: known,
  };
}

function personOf(subject: unknown, issuer: string): string {
  const { format, ...named } = (subject instanceof Object ? subject : {}) as Partial<
    Extract<SignalSubject, { format: 'iss_sub' }>
  >;
  if (format === 'iss_sub' && named.iss === issuer && typeof named.sub === 'string') return named.sub;
  throw new SignalError('invalid_request', 'the subject is not named as people of Zhiheng are');
}

const claimErrors: Record<string, SignalError['err']> = { iss: 'invalid_issuer', aud: 'invalid_audience' };

function refuse(error: unknown): never {
  if (error instanceof errors.JWTClaimValidationFailed)
    throw new SignalError(claimErrors[error.claim] ?? 'invalid_request', error.message, { cause: error });
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  )
    throw new SignalError('invalid_key', 'no key of Zhiheng’s has signed it', { cause: error });
  if (
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWTExpired
  )
    throw new SignalError('invalid_request', error.message, { cause: error });
  throw unavailable('the signing keys cannot be fetched', error);
}

/** In the memory of one process, as long as it has to be. */
export function seenInMemory(): SeenSignals {
  const until = new Map<string, number>();
  return {
    has: (jti) => until.has(jti),
    add(jti, end) {
      until.set(jti, end);
      // In the order of their coming, which is nearly that of their ends.
      for (const [old, over] of until) {
        if (over > Date.now() / 1000) break;
        until.delete(old);
      }
    },
  };
}
