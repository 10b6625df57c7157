import {
  type AddCheckpoint,
  considerCheckpoint,
  cosign,
  FormatError,
  originOf,
  parseAddCheckpoint,
  parseCheckpoint,
  parseNote,
  type SeenTree,
  type Signer,
  type VerifierKey,
} from '@zhiheng/ledger';
import { verifyEd25519 } from '../verify/ed25519.ts';
import type { WitnessFolder } from './witness-folder.ts';

/** An answer of the witness protocol. */
export interface WitnessAnswer {
  status: number;
  type: string;
  body: string;
}

export interface WitnessOptions {
  folder: WitnessFolder;
  signer: Signer;
  /** Of the logs that it watches, each under the name of its origin. */
  keys: readonly VerifierKey[];
  /** POSIX seconds. */
  now?: () => number;
}

const plain = 'text/plain; charset=utf-8';
const posixSeconds = () => Math.floor(Date.now() / 1_000);

/** Remembers the newest checkpoint of each log and cosigns only what continues it (C2SP tlog-witness). */
export class Witness {
  readonly #options: WitnessOptions;
  /** One request of a log after the other: looking at the last tree and replacing it must not be parted. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(options: WitnessOptions) {
    this.#options = options;
  }

  /** `add-checkpoint`: the body as it was posted. */
  async add(body: string): Promise<WitnessAnswer> {
    let request: AddCheckpoint;
    let origin: string;
    try {
      request = parseAddCheckpoint(body);
      origin = originOf(request);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      return refusal(400, error.message);
    }
    // Of an unknown log nothing is kept, so that nobody can fill the memory with names.
    if (!this.#options.keys.some(({ name }) => name === origin)) return this.#consider(request, origin);
    const before = this.#turns.get(origin) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => this.#consider(request, origin));
    this.#turns.set(origin, mine);
    return mine;
  }

  /** Waits for what is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#turns.values());
  }

  /** The last tree of a log that was cosigned. */
  async seen(origin: string): Promise<SeenTree | undefined> {
    const note = await this.#options.folder.read(origin);
    return note === undefined ? undefined : parseCheckpoint(parseNote(note).text);
  }

  async #consider(request: AddCheckpoint, origin: string): Promise<WitnessAnswer> {
    const { folder, signer, keys, now = posixSeconds } = this.#options;
    const considered = await considerCheckpoint(request, keys, await this.seen(origin), verifyEd25519);
    if (considered.status === 409) return { status: 409, type: 'text/x.tlog.size', body: `${considered.size}\n` };
    if (considered.status !== 200) return refusal(considered.status, considered.why);
    const line = await cosign(considered.text, signer, now());
    await folder.write(origin, (await ownLines(request.checkpoint, considered.text, keys)) + line);
    return { status: 200, type: plain, body: line };
  }
}

const refusal = (status: number, why: string): WitnessAnswer => ({ status, type: plain, body: `${why}\n` });

/** The note with the log's own signatures alone: what others have put below it was not looked at. */
async function ownLines(note: string, text: string, keys: readonly VerifierKey[]): Promise<string> {
  const lines = note
    .slice(text.length + 1)
    .split('\n')
    .slice(0, -1);
  const { signatures } = parseNote(note);
  const own = lines.filter((_, place) =>
    keys.some(({ name, id }) => {
      const signature = signatures[place];
      return signature?.name === name && Buffer.from(signature.id).equals(id);
    }),
  );
  return `${text}\n${own.map((line) => `${line}\n`).join('')}`;
}
