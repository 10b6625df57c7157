/** The command was called in a way that cannot be meant: one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
