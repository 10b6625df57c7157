import { type Database, type Listener, listen } from '@zhiheng/database';

/** What a change of grants, policy or resources tells every process after its commit (`raiseEpoch`), its own one at once. */
export interface Change {
  centre: string;
  /** Up to here all changes of the centre have been heard of; absent where one is told in its own process, ahead of others. */
  epoch?: number;
  /** Only this person's grants changed. */
  person?: string;
  /** Only this registered resource changed. */
  resource?: { type: string; id: string };
}

export interface ChangeHandlers {
  onChange: (change: Change) => void;
  /** Changes may have been missed: nothing that is remembered can be relied on. */
  onMissed: () => void;
}

/** Who hears of the changes that are made over a database in this process. */
const hearing = new WeakMap<Database, Set<Changes>>();

/** Tells whoever remembers something in this process of a change that has just been committed here. */
export function tellHere(database: Database, change: Omit<Change, 'epoch'>): void {
  for (const changes of hearing.get(database) ?? []) changes.tell(change);
}

/** Hears of every change while it is `live`; before `start`, and while the connection is lost, it is not. */
export class Changes {
  readonly #database: Database;
  readonly #handlers: ChangeHandlers[] = [];
  #listener: Listener | undefined;
  #live = false;
  /** By centre, the latest epoch of which all who subscribe have heard: changes are told in the order of their epochs. */
  readonly #heard = new Map<string, number>();
  /** How far the database's clock is ahead of `performance.now()`, at most, in milliseconds. */
  #ahead = Number.POSITIVE_INFINITY;

  constructor(database: Database) {
    this.#database = database;
  }

  get live(): boolean {
    return this.#live;
  }

  /**
   * The instant it is by the database's clock (milliseconds of the Unix epoch), or a moment later, never earlier: that clock is looked
   * at every five seconds, and by so much late we notice when it is set. Infinity before `start`.
   */
  now(): number {
    return performance.now() + this.#ahead;
  }

  /** Up to which epoch this process has heard of every change; 0 before the first since it listens. */
  heard(centre: string): number {
    return this.#heard.get(centre) ?? 0;
  }

  subscribe(handlers: ChangeHandlers): void {
    this.#handlers.push(handlers);
  }

  async start(): Promise<void> {
    this.#listener = await listen(this.#database, 'zhiheng_access', {
      onNotice: (payload) => this.#hear(payload),
      onLost: () => this.#miss(false),
      onRestored: () => this.#miss(true),
      onClock: (clock, asked) => {
        this.#ahead = clock - asked;
      },
    });
    const hears = hearing.get(this.#database) ?? new Set();
    hearing.set(this.#database, hears.add(this));
    this.#miss(true);
  }

  async close(): Promise<void> {
    hearing.get(this.#database)?.delete(this);
    this.#miss(false);
    await this.#listener?.close();
  }

  #hear(payload: string): void {
    const change = parse(payload);
    if (change) this.tell(change);
    else this.#miss(this.#live);
  }

  tell(change: Change): void {
    for (const { onChange } of this.#handlers) onChange(change);
    const { centre, epoch } = change;
    if (epoch !== undefined) this.#heard.set(centre, Math.max(epoch, this.heard(centre)));
  }

  #miss(live: boolean): void {
    this.#live = live;
    this.#heard.clear();
    for (const { onMissed } of this.#handlers) onMissed();
  }
}

/** Anyone who may connect may notify: a text that is no change of ours must not end the process. */
function parse(payload: string): Change | undefined {
  try {
    const { centre, epoch, person, resource, policy } = JSON.parse(payload);
    if (typeof centre !== 'string' || typeof epoch !== 'number') return undefined;
    if (resource && !policy)
      return { centre, epoch, resource: { type: String(resource.type), id: String(resource.id) } };
    return { centre, epoch, ...(typeof person === 'string' && !policy ? { person } : {}) };
  } catch {
    return undefined;
  }
}
