/** How streams of signals are served; seconds. */
export const settings = {
  /** Streams of one client. */
  streams: 20,
  verificationInterval: 10,
  /** A receiver that has not answered by then has not had it. */
  timeout: 5,
  /** So long a token is one process's to send. */
  lease: 8,
  /** Tokens that are on their way to one receiver at once, each about another subject. */
  abreast: 8,
  /** Pauses between tries double from the first to the longest, each drawn from between half and one and a half of it. */
  firstPause: 1,
  longestPause: 10 * 60,
  /** After so long nobody tries any more. */
  patience: 3 * 24 * 3600,
  /** A receiver that refuses a token itself (RFC 8935, 2.4) is not asked for days. */
  refusals: 8,
  /** How long a poll waits for something to happen. */
  longPoll: 20,
  /** Polls that wait in one process; a further one is answered at once. */
  waitingPolls: 200,
  pollEvents: 100,
} as const;
