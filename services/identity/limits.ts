/** How long things live, in seconds, and how often a password may be wrong. */
export const limits = {
  /** An access token cannot be called back by those who verify it offline; so it is short. */
  accessToken: 5 * 60,
  idToken: 5 * 60,
  authorizationCode: 60,
  /** Time to fill in the sign-in form. */
  interaction: 15 * 60,
  /** A refresh token also ends with its session. */
  refreshToken: 24 * 3600,
  /** The longest that a centre may set: from the sign-in on, however busy; and without a refresh or a new authorization. */
  session: 24 * 3600,
  idle: 2 * 3600,
  /** Longer than any session, so that no session outlives its grant. */
  grant: 25 * 3600,
  /** Second factors shown in vain within `failureWindow` (seconds) before none is taken for as long. */
  failures: 5,
  failureWindow: 15 * 60,
  /** How long an application is told of an ended session that does not take it. */
  logoutTelling: 24 * 3600,
  /** In which a link of the ceremony must be used. */
  enrolmentLink: 3600,
  /** Days for which access finds what happened to somebody's credentials. */
  credentialEventDays: 7,
  /** Days for which a browser is known in which nobody signs in. */
  knownBrowserDays: 180,
  /** So long a reset waits for the second administrator, and then for the person; so often its codes may be wrong. */
  resetAsked: 24 * 3600,
  resetConfirmed: 3600,
  resetFailures: 5,
  /** How old a signing key must be before it signs, when there is an older one: every process has published it by then. */
  keyPublication: 10 * 60,
  /** How long a key verifies after it has ceased to sign: longer than anything it signed is good for. */
  keyOverlap: 26 * 3600,
} as const;
