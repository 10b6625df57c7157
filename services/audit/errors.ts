/** The log cannot go on as it stands; a person has to look. */
export class LogError extends Error {
  override readonly name = 'LogError';
  /**
   * `head-mismatch`: tiles, position and newest checkpoint do not belong together. `unknown-signer`: the newest
   * checkpoint was signed with a key that this process does not have. `unusable-key`: the key file cannot be used.
   * `rolled-back`: this host has seen a checkpoint that the log as it stands does not continue. `position-ahead`: the
   * rows come from a cluster whose transaction ids ran further, as after loading a dump.
   */
  readonly code: 'head-mismatch' | 'unknown-signer' | 'unusable-key' | 'rolled-back' | 'position-ahead';

  constructor(code: LogError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
