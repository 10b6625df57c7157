import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EnvironmentError, type Profile } from '@zhiheng/http';
import { type Checkpoint, parseCheckpoint } from '@zhiheng/ledger';
import { LogError } from './errors.ts';
import { keyPath } from './log-keys.ts';
import { replaceWhole } from './whole-file.ts';

export interface SeenCheckpoint extends Checkpoint {
  /** C2SP signed note. */
  note: string;
}

/** Where they lie: a folder of their own where one is named, since that of the keys is mostly handed over read-only. */
export const seenPath = (dataDirectory: string, source: NodeJS.ProcessEnv = process.env): string =>
  source.ZHIHENG_LOG_SEEN || join(dirname(keyPath(dataDirectory, source)), 'seen');

/**
 * In production a folder that cannot be written is refused at the start, while somebody looks: a log that was set back and a process
 * that was started anew would else go on together as if nothing had been. One that fails later stops no log; `onFault` is told.
 */
export async function openSeenCheckpoints(
  folder: string,
  profile: Profile,
  onFault?: (error: unknown) => void,
): Promise<SeenCheckpoints> {
  const seen = new SeenCheckpoints(folder, onFault);
  if (profile === 'production')
    await seen.tryWriting().catch((error: NodeJS.ErrnoException) => {
      throw new EnvironmentError(
        `The checkpoints that this host has signed cannot be kept in ${folder} (${error.code}): name a folder that can be written, and that no backup of the database sets back, in ZHIHENG_LOG_SEEN.`,
      );
    });
  return seen;
}

/**
 * The newest checkpoint of each centre that this host has signed, in a file each outside of the database: whoever sets the
 * database back to an earlier state cannot set these back with it. All processes that share the folder go by the newest of them all.
 * What cannot be written is kept for as long as the process lives.
 */
export class SeenCheckpoints {
  readonly #folder: string;
  readonly #onFault: (error: unknown) => void;
  /** What this process signed last, and whether the file had it. */
  readonly #own = new Map<string, { checkpoint: SeenCheckpoint; written: boolean }>();
  #faulty = false;

  /** `onFault` is told once when nothing can be written. */
  constructor(folder: string, onFault: (error: unknown) => void = () => undefined) {
    this.#folder = folder;
    this.#onFault = onFault;
  }

  /** What was signed last could not be written. */
  get faulty(): boolean {
    return this.#faulty;
  }

  /** Undefined when there is none. Throws LogError `rolled-back` for a file that is none: by it nobody can tell whether the log was. */
  async find(centre: string): Promise<SeenCheckpoint | undefined> {
    const note = await this.note(centre);
    if (note === undefined) return undefined;
    const checkpoint = seenCheckpoint(note);
    if (!checkpoint)
      throw new LogError(
        'rolled-back',
        `The checkpoint of ${centre} that this host has kept cannot be read: ${join(this.#folder, centre)} was spoilt. Whoever has made sure by other copies that the log continues takes the file away.`,
      );
    return checkpoint;
  }

  /** The same as it is kept, whole or not; empty when it cannot be read. */
  async note(centre: string): Promise<string | undefined> {
    const own = this.#own.get(centre);
    const written = await readFile(join(this.#folder, centre), 'utf8').catch(({ code }: NodeJS.ErrnoException) =>
      code === 'ENOENT' || code === 'ENOTDIR' ? undefined : '',
    );
    if (own === undefined) return written;
    // Taken away, by somebody who has made sure.
    if (written === undefined && own.written) this.#own.delete(centre);
    if (written === undefined) return own.written ? undefined : own.checkpoint.note;
    // A process that stopped in the midst of its writing may have put an older one in the place of a newer.
    const checkpoint = seenCheckpoint(written);
    return checkpoint && checkpoint.size < own.checkpoint.size ? own.checkpoint.note : written;
  }

  /** `note` is a checkpoint just signed. A crash leaves the one before. */
  async keep(centre: string, note: string): Promise<void> {
    const checkpoint = seenCheckpoint(note);
    const before = seenCheckpoint((await this.note(centre)) ?? '');
    if (!checkpoint || checkpoint.size < (before?.size ?? 0)) return;
    try {
      await this.#write(centre, note);
      this.#own.set(centre, { checkpoint, written: true });
      this.#faulty = false;
    } catch (error) {
      this.#own.set(centre, { checkpoint, written: false });
      if (!this.#faulty) this.#onFault(error);
      this.#faulty = true;
    }
  }

  /** No code of a centre begins with a dot. */
  async tryWriting(): Promise<void> {
    await this.#write('.writable', '');
    await rm(join(this.#folder, '.writable'), { force: true });
  }

  async #write(name: string, text: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await replaceWhole(join(this.#folder, name), text, 0o600);
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
