/** Of webhooks; seconds where nothing else is said. */
export const limits = {
  /** Of one centre that have not ended. */
  webhooks: 20,
  /** A receiver that has not answered by then has not had it. */
  timeout: 5,
  /** So long a process that sends to a webhook is taken to be alive; longer than a try takes. */
  lease: 30,
  /** The schedule has other work as well: after so long it goes on with what waits in the next round. */
  round: 10,
  /** Pauses between tries double from the first to the longest. */
  firstPause: 60,
  longestPause: 3600,
  /** After so many nobody tries any more. */
  attempts: 10,
  /** The secret before a rotation signs beside the new one for so long. */
  overlapHours: 24,
  /** Deliveries are kept for so long, whatever became of them. */
  keptDays: 30,
} as const;

export type Pace = Readonly<Record<'timeout' | 'lease' | 'round' | 'firstPause' | 'longestPause' | 'attempts', number>>;

/** How long to wait after so many tries; a receiver may ask for more time, within bounds. */
export function pauseAfter(attempts: number, asked: number, { firstPause, longestPause }: Pace): number {
  const pause = Math.min(longestPause, firstPause * 2 ** Math.min(Math.max(attempts - 1, 0), 30));
  return Math.max(pause, Math.min(asked, longestPause));
}
