/** How `verify` ends, for scripts. */
export const exitCode = {
  intact: 0,
  /** Something is not as it was signed, or is not a thing that could be. */
  tampered: 1,
  usage: 2,
  /** No verdict: the log could not be reached, or not read to its end. */
  unfinished: 3,
} as const;
