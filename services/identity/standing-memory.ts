import { type Database, type Listener, listen } from '@zhiheng/database';
import { LRUCache } from 'lru-cache';

export interface Remembered<T> {
  value: T;
  /** What it rests on: `account:…`, `person:…`, `grant:…`, `token:…`, `client:…`, as the database's triggers name what falls. */
  marks: readonly string[];
  /** It is over by the database's clock then (milliseconds of the Unix epoch). */
  until: number;
  /** How many falls had been heard of before it was read. */
  since: number;
}

const channel = 'zhiheng_standing';
/** So many things, and so many falls, are remembered. */
const most = 10_000;

/**
 * Remembers what was read of the database until something falls that it rests on. The database tells of each fall; nothing is recalled but after
 * every notice that was committed before has been heard, so that what is recalled stands as surely as what is read, whatever process
 * changes it. While nobody listens nothing is recalled.
 */
export class StandingMemory<T extends object> {
  readonly #remembered = new LRUCache<string, Remembered<T>>({ max: most });
  /** By mark, which of all falls its last one was; the oldest first. */
  readonly #fallen = new Map<string, number>();
  #falls = 0;
  /** What was read before this fall may rest on one that has been forgotten, or was never heard of. */
  #floor = 0;
  #listener: Listener | undefined;

  async start(database: Database): Promise<void> {
    this.#listener = await listen(database, channel, {
      onNotice: (mark) => this.#fall(mark),
      onRestored: () => this.#miss(),
    });
  }

  async stop(): Promise<void> {
    await this.#listener?.close();
  }

  /** To be asked before what is to be remembered is read: what falls meanwhile is remembered no more. */
  get falls(): number {
    return this.#falls;
  }

  keep(key: string, remembered: Remembered<T>): void {
    this.#remembered.set(key, remembered);
  }

  async recall(key: string): Promise<T | undefined> {
    if (!this.#remembered.has(key)) return undefined;
    const clock = await this.#listener?.caughtUp().catch(() => undefined);
    const remembered = this.#remembered.get(key);
    if (clock === undefined || !remembered) return undefined;
    if (clock < remembered.until && this.#stands(remembered)) return remembered.value;
    this.#remembered.delete(key);
    return undefined;
  }

  #stands({ since, marks }: Remembered<T>): boolean {
    if (since === this.#falls) return true;
    return since >= this.#floor && marks.every((mark) => (this.#fallen.get(mark) ?? 0) <= since);
  }

  #fall(mark: string): void {
    this.#fallen.delete(mark);
    this.#fallen.set(mark, ++this.#falls);
    const [oldest] = this.#fallen;
    if (!oldest || this.#fallen.size <= most) return;
    this.#fallen.delete(oldest[0]);
    this.#floor = oldest[1];
  }

  #miss(): void {
    this.#fallen.clear();
    this.#floor = ++this.#falls;
  }
}
