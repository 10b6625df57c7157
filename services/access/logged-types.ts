import { type Database, inCentre } from '@zhiheng/database';
import type { Changes } from './changes.ts';
import { listLoggedTypes } from './store/logged-type-store.ts';

/** Of which types of resources a centre's log keeps what is permitted, too; in memory while every change is heard of. */
export class LoggedTypes {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #known = new Map<string, ReadonlySet<string>>();
  /** Raised by whatever may change them, so that a reading that began before is not remembered. */
  #turn = 0;

  constructor(database: Database, changes: Changes) {
    this.#database = database;
    this.#changes = changes;
    changes.subscribe({
      onChange: ({ centre, person, resource }) => {
        if (person === undefined && !resource) this.forget(centre);
      },
      onMissed: () => {
        this.#turn++;
        this.#known.clear();
      },
    });
  }

  /** Undefined when that must be read. */
  known(centre: string): ReadonlySet<string> | undefined {
    return this.#known.get(centre);
  }

  async read(centre: string): Promise<ReadonlySet<string>> {
    const turn = this.#turn;
    const rows = await inCentre(this.#database, centre, (transaction) => listLoggedTypes(transaction, centre));
    const types = new Set(rows.map(({ type }) => type));
    if (this.#changes.live && this.#turn === turn) this.#known.set(centre, types);
    return types;
  }

  /** Called right after the commit of a change. */
  forget(centre: string): void {
    this.#turn++;
    this.#known.delete(centre);
  }
}
