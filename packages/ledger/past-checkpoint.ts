/** A witness's line as it is kept. */
export interface KeptCosignature {
  /** Name and key id of the witness it is said to be of, as in the first two parts of its vkey. */
  witness: string;
  line: string;
  /** RFC 3339; when it came, as the source says. */
  at?: string;
}

/** A checkpoint that the log has signed at some time, as its source has kept it; without a note where only cosignatures of it are left. */
export interface PastCheckpoint {
  size: number;
  signed?: { root: Uint8Array; note: string };
  /** RFC 3339; when it was signed, as the source says. */
  at?: string;
  cosignatures: readonly KeptCosignature[];
}
