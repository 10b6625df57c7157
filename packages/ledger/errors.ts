/** A proof that does not hold. */
export class ProofError extends Error {
  override readonly name = 'ProofError';
  /** `malformed-proof`: sizes, index, lengths or number of hashes cannot be right; `root-mismatch`: they lead to another root. */
  readonly code: 'malformed-proof' | 'root-mismatch';

  constructor(code: ProofError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Bytes or text that do not have the form the log's standards give them. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  readonly code:
    | 'invalid-entry'
    | 'entry-too-long'
    | 'invalid-bundle'
    | 'invalid-tile'
    | 'invalid-checkpoint'
    | 'invalid-note'
    | 'invalid-key'
    | 'invalid-proof'
    | 'invalid-evidence'
    | 'invalid-request'
    | 'unknown-hash';

  constructor(code: FormatError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A signed note that no known key vouches for (`unknown-key`), or that a known key does not (`wrong-signature`). */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';
  readonly code: 'unknown-key' | 'wrong-signature';

  constructor(code: SignatureError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
