/** How long things live, in seconds, and how often a password may be wrong. */
export const limits = {
  /** An access token cannot be called back by those who verify it offline; so it is short. */
  accessToken: 5 * 60,
  idToken: 5 * 60,
  authorizationCode: 60,
  /** Time to fill in the sign-in form. */
  interaction: 15 * 60,
  /** A refresh token also ends with its session. */
  refreshToken: 8 * 3600,
  /** From the sign-in on, however busy. */
  session: 8 * 3600,
  /** Without a refresh or a new authorization. */
  idle: 30 * 60,
  /** Longer than any session, so that no session outlives its grant. */
  grant: 24 * 3600,
  /** Wrong passwords of one account within `failureWindow` before it is locked for `lock`. */
  failures: 5,
  failureWindow: 15 * 60,
  lock: 15 * 60,
  /** In which a link of the ceremony must be used. */
  enrolmentLink: 3600,
  /** How old a signing key must be before it signs, when there is an older one: every process has published it by then. */
  keyPublication: 10 * 60,
  /** How long a key verifies after it has ceased to sign: longer than anything it signed is good for. */
  keyOverlap: 24 * 3600,
} as const;
