import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, parseCheckpoint } from '@zhiheng/ledger';
import { replaceWhole } from './whole-file.ts';

export interface SeenCheckpoint extends Checkpoint {
  /** C2SP signed note. */
  note: string;
}

/**
 * The newest checkpoint of each centre that this host has signed, in a file each outside of the database: whoever sets the
 * database back to an earlier state cannot set these back with it. Where the folder cannot be written, they are kept for as
 * long as the process lives.
 */
export class SeenCheckpoints {
  readonly #folder: string;
  readonly #onFault: (error: unknown) => void;
  readonly #known = new Map<string, SeenCheckpoint>();
  #faulty = false;

  /** `onFault` is told once when nothing can be written. */
  constructor(folder: string, onFault: (error: unknown) => void = () => undefined) {
    this.#folder = folder;
    this.#onFault = onFault;
  }

  async find(centre: string): Promise<SeenCheckpoint | undefined> {
    const known = this.#known.get(centre) ?? (await this.#read(centre));
    if (known) this.#known.set(centre, known);
    return known;
  }

  /** `note` is a checkpoint just signed. A crash leaves the one before. */
  async keep(centre: string, note: string): Promise<void> {
    const checkpoint = seenCheckpoint(note);
    if (!checkpoint || checkpoint.size < (this.#known.get(centre)?.size ?? 0)) return;
    this.#known.set(centre, checkpoint);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await replaceWhole(join(this.#folder, centre), note, 0o600);
      this.#faulty = false;
    } catch (error) {
      if (!this.#faulty) this.#onFault(error);
      this.#faulty = true;
    }
  }

  async #read(centre: string): Promise<SeenCheckpoint | undefined> {
    const note = await readFile(join(this.#folder, centre), 'utf8').catch(() => undefined);
    return note === undefined ? undefined : seenCheckpoint(note);
  }
}

/** Undefined for what is no checkpoint: a file that the machine did not come to write. */
function seenCheckpoint(note: string): SeenCheckpoint | undefined {
  try {
    return { ...parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1)), note };
  } catch {
    return undefined;
  }
}
