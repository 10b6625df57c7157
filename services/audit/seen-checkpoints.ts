import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, parseCheckpoint } from '@zhiheng/ledger';
import { LogError } from './errors.ts';
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

  /** Undefined when there is none. Throws LogError `rolled-back` for a file that is none: by it nobody can tell whether the log was. */
  async find(centre: string): Promise<SeenCheckpoint | undefined> {
    const note = await this.note(centre);
    if (note === undefined) return undefined;
    const checkpoint = this.#known.get(centre) ?? seenCheckpoint(note);
    if (!checkpoint)
      throw new LogError(
        'rolled-back',
        `The checkpoint of ${centre} that this host has kept cannot be read: seen/${centre} beside the key file was spoilt. Whoever has made sure by other copies that the log continues takes the file away.`,
      );
    this.#known.set(centre, checkpoint);
    return checkpoint;
  }

  /** The same as it is kept, whole or not; empty when it cannot be read. */
  async note(centre: string): Promise<string | undefined> {
    const known = this.#known.get(centre);
    if (known) return known.note;
    return readFile(join(this.#folder, centre), 'utf8').catch(({ code }: NodeJS.ErrnoException) =>
      code === 'ENOENT' || code === 'ENOTDIR' ? undefined : '',
    );
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
}

/** Undefined for what is no checkpoint. A crash leaves none such: files are written aside. */
function seenCheckpoint(note: string): SeenCheckpoint | undefined {
  try {
    return { ...parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1)), note };
  } catch {
    return undefined;
  }
}
