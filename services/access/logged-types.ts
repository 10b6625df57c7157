import { type Database, inCentre } from '@zhiheng/database';
import type { Changes } from './changes.ts';
import { listLoggedTypes } from './store/logged-type-store.ts';
import { readEpochs } from './store/policy-store.ts';

interface Known {
  types: ReadonlySet<string>;
  /** Of the centre when they were read. */
  epoch: number;
}

/** Of which types of resources a centre's log keeps what is permitted, too; in memory while every change is heard of. */
export class LoggedTypes {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #known = new Map<string, Known>();
  /** Raised by whatever may change them, so that a reading that began before is not remembered. */
  #turn = 0;

  constructor(database: Database, changes: Changes) {
    this.#database = database;
    this.#changes = changes;
    changes.subscribe({
      onChange: ({ centre, person, resource }) => {
        if (person === undefined && !resource) this.#forget(centre);
      },
      onMissed: () => {
        this.#turn++;
        this.#known.clear();
      },
    });
  }

  /** Of `epoch` or later; undefined when that must be read. */
  known(centre: string, epoch = 0): ReadonlySet<string> | undefined {
    const known = this.#known.get(centre);
    return known && (known.epoch >= epoch || this.#changes.heard(centre) >= epoch) ? known.types : undefined;
  }

  async read(centre: string): Promise<ReadonlySet<string>> {
    const turn = this.#turn;
    const known = await inCentre(this.#database, centre, async (transaction): Promise<Known> => {
      // The epoch first: what is read after it is of that or of a later one.
      const epochs = await readEpochs(transaction, centre);
      const rows = await listLoggedTypes(transaction, centre);
      return { types: new Set(rows.map(({ type }) => type)), epoch: epochs?.epoch ?? 0 };
    });
    if (this.#changes.live && this.#turn === turn) this.#known.set(centre, known);
    return known.types;
  }

  #forget(centre: string): void {
    this.#turn++;
    this.#known.delete(centre);
  }
}
