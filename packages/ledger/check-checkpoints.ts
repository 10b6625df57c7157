import { equalBytes, toHex } from './bytes.ts';
import { checkpointText } from './checkpoint.ts';
import { checkCosignatures } from './cosignature.ts';
import { FormatError, SignatureError } from './errors.ts';
import type { Frontier } from './frontier.ts';
import { hashLength } from './hash.ts';
import { KeyRuns } from './key-runs.ts';
import { openNote, type VerifySignature } from './note.ts';
import type { KeptCosignature, PastCheckpoint } from './past-checkpoint.ts';
import type { VerifierKey } from './verifier-key.ts';

/** Whose word counts, and how it is verified. */
export interface CheckpointTrust {
  origin: string;
  /** Of the log. */
  keys: readonly VerifierKey[];
  witnesses: readonly VerifierKey[];
  verify: VerifySignature;
}

/**
 * What is wrong with a checkpoint signed earlier. `checkpoint-signature`: no key of the log has signed what it says. `checkpoint-root`: the log never
 * had this root at this size. `checkpoint-key`: a key has signed it whose time was over, or had not come. `checkpoint-missing`: witnesses have
 * signed it, and it is not there. `cosignature`: this witness has not made the line that is kept as its own.
 */
export type CheckpointFault = { size: number; at?: string } & (
  | { kind: 'checkpoint-signature' | 'checkpoint-root' | 'checkpoint-key' | 'checkpoint-missing' }
  | { kind: 'cosignature'; witness: string }
);

/** What was gone over. */
export interface CheckpointCount {
  checkpoints: number;
  cosignatures: number;
  /** Of witnesses whose keys are not at hand: nothing can be said of them. */
  unknownCosignatures: number;
}

/** Where the tree itself is not the one that was signed, more need not be remembered. */
const mostSuspects = 1_000;

/**
 * Judges the checkpoints of a log one after the other, while its leaves are gone over. The newest is judged by whoever asks for all of
 * this: of it only the cosignatures are looked at.
 */
export class CheckpointCheck {
  readonly #trust: CheckpointTrust;
  readonly #newest: number;
  readonly #report: (fault: CheckpointFault) => void;
  readonly #runs = new KeyRuns();
  readonly #otherRoots: CheckpointFault[] = [];
  readonly count: CheckpointCount = { checkpoints: 0, cosignatures: 0, unknownCosignatures: 0 };

  constructor(trust: CheckpointTrust, newest: number, report: (fault: CheckpointFault) => void) {
    [this.#trust, this.#newest, this.#report] = [trust, newest, report];
  }

  /** In ascending order of the sizes; `root`: as it was recomputed at this size, undefined beyond the log's end. */
  async judge(past: PastCheckpoint, root: Uint8Array | undefined): Promise<void> {
    const { size, signed, cosignatures } = past;
    const { origin } = this.#trust;
    const holds = signed !== undefined && (await this.#signatureHolds(past, signed));
    if (signed) this.count.checkpoints++;
    const fault = (kind: Exclude<CheckpointFault['kind'], 'cosignature'>) => ({ kind, ...whereOf(past) });
    if (!signed) this.#report(fault('checkpoint-missing'));
    else if (size !== this.#newest) {
      if (!holds) this.#report(fault('checkpoint-signature'));
      if (root && !equalBytes(signed.root, root) && this.#otherRoots.length < mostSuspects)
        this.#otherRoots.push(fault('checkpoint-root'));
    }
    // Where the note itself is not to be trusted, witnesses have signed what the tree was.
    const trusted = holds ? signed.root : root;
    if (trusted)
      for (const line of cosignatures)
        await this.#judgeLine(line, size, checkpointText({ origin, size, root: trusted }));
  }

  /** `whole`: the newest checkpoint signs the tree that was recomputed. Else all later ones differ, and the first says from where on. */
  settle(whole: boolean): void {
    for (const fault of whole ? this.#otherRoots : this.#otherRoots.slice(0, 1)) this.#report(fault);
    for (const size of this.#runs.outOfForce()) this.#report({ kind: 'checkpoint-key', size });
  }

  async #signatureHolds(
    { size }: PastCheckpoint,
    { root, note }: { root: Uint8Array; note: string },
  ): Promise<boolean> {
    const { origin, keys, verify } = this.#trust;
    try {
      const { text, signedBy } = await openNote(note, keys, verify);
      const own = signedBy.find(({ name }) => name === origin);
      if (!own || text !== checkpointText({ origin, size, root })) return false;
      this.#runs.see(toHex(own.publicKey), size);
      return true;
    } catch (error) {
      if (error instanceof FormatError || error instanceof SignatureError) return false;
      throw error;
    }
  }

  async #judgeLine({ witness, line, at }: KeptCosignature, size: number, text: string): Promise<void> {
    const { witnesses, verify } = this.#trust;
    this.count.cosignatures++;
    const known = witnesses.find(({ name, id }) => witness === `${name}+${toHex(id)}`);
    if (!known) {
      this.count.unknownCosignatures++;
      return;
    }
    const [checked] = await checkCosignatures(`${text}\n${line}`, [known], verify).catch(() => []);
    if (!checked?.holds) this.#report({ kind: 'cosignature', witness, size, ...(at === undefined ? {} : { at }) });
  }
}

const whereOf = ({ size, at }: PastCheckpoint) => ({ size, ...(at === undefined ? {} : { at }) });

/** Goes along with the leaves and has each checkpoint judged at its size. */
export class CheckpointWalk {
  readonly #check: CheckpointCheck;
  readonly #stored: AsyncIterator<PastCheckpoint>;
  #next: PastCheckpoint | undefined;
  #begun = false;

  constructor(check: CheckpointCheck, stored: AsyncIterable<PastCheckpoint>) {
    [this.#check, this.#stored] = [check, stored[Symbol.asyncIterator]()];
  }

  /** `before`: the tree up to these leaves. The work is linear in the leaves: one hash each, and for each checkpoint a few. */
  async over(before: Frontier, leaves: Uint8Array): Promise<void> {
    const until = before.size + leaves.length / hashLength;
    let frontier: Frontier | undefined;
    for (let past = await this.#peek(); past && past.size <= until; past = await this.#advance()) {
      frontier ??= before.copy();
      while (frontier.size < past.size) {
        const at = (frontier.size - before.size) * hashLength;
        frontier.push(leaves.subarray(at, at + hashLength));
      }
      await this.#check.judge(past, frontier.root());
    }
  }

  /** What is left lies beyond the end of the log. */
  async end(): Promise<void> {
    for (let past = await this.#peek(); past; past = await this.#advance()) await this.#check.judge(past, undefined);
  }

  async #peek(): Promise<PastCheckpoint | undefined> {
    return this.#begun ? this.#next : this.#advance();
  }

  async #advance(): Promise<PastCheckpoint | undefined> {
    this.#begun = true;
    const { done, value } = await this.#stored.next();
    this.#next = done ? undefined : value;
    return this.#next;
  }
}
