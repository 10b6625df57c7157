export interface ClientOptions {
  /** Where Zhiheng is reached: `https://host`. Every path derives from it. */
  origin: string;
  clientId: string;
  clientSecret: string;
  /** Milliseconds that one call may take, its token and its retries included. Default 5,000. */
  timeout?: number;
  /** Told why a decision was denied as `unavailable`: a fault, or a client that may not ask. */
  onUnavailable?: (error: Error) => void;
}

export interface CallOptions {
  /** Gives the call up early. */
  signal?: AbortSignal;
  /** Names what belongs together in the log (`X-Correlation-ID`): 1 to 128 of `A-Z a-z 0-9 _ . : / + = -`. */
  correlationId?: string;
}

export interface WriteOptions extends CallOptions {
  /**
   * Under which Zhiheng does the write once (1 to 200 characters). One of your own, kept beside your record of the act, makes it
   * safe to send again after your process ended; without it each call has a new one, for its retries.
   */
  idempotencyKey?: string;
}

export const defaultTimeout = 5_000;

/** `scheme://host:port`. Throws TypeError for what is no http(s) address. */
export function originOf({ origin }: ClientOptions): string {
  const url = new URL(origin);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new TypeError(`${origin} is no http(s) address`);
  return url.origin;
}
