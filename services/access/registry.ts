import { type Database, inCentre } from '@zhiheng/database';
import { LRUCache } from 'lru-cache';
import type { Change, Changes } from './changes.ts';
import type { Facts } from './inquiry.ts';
import { readEpochs } from './store/policy-store.ts';
import { findResource, resourceTypes } from './store/resource-store.ts';

/** Something that was read, and the centre's epoch when it was. */
interface Reading<T> {
  read: T;
  epoch: number;
}

/** What is remembered of a centre's registrations; replaced as a whole when one of them changes. */
interface Memory {
  types: Reading<ReadonlySet<string>> | undefined;
}

/** Properties of resources that other services registered, in memory while this process hears of every change. */
export class Registry {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #memories = new Map<string, Memory>();
  // By `maxSize`: room for `max` of them would be made at the start.
  readonly #properties = new LRUCache<string, Reading<Facts | null> & { memory: Memory }>({
    maxSize: 50_000,
    sizeCalculation: () => 1,
  });

  constructor(database: Database, changes: Changes) {
    this.#database = database;
    this.#changes = changes;
    changes.subscribe({ onChange: (change) => this.#hear(change), onMissed: () => this.#memories.clear() });
  }

  /** The same for as long as nothing that is registered at the centre changes. */
  mark(centre: string): unknown {
    return this.#memories.get(centre);
  }

  /** Its properties as of `epoch` or later; null when it is not registered; undefined when that must be read. */
  known(centre: string, type: string, id: string, epoch = 0): Facts | null | undefined {
    const memory = this.#memories.get(centre);
    if (!memory?.types || !this.#isOf(centre, memory.types, epoch)) return undefined;
    if (!memory.types.read.has(type)) return null;
    const found = this.#properties.get(key(centre, type, id));
    return found?.memory === memory && this.#isOf(centre, found, epoch) ? found.read : undefined;
  }

  async read(centre: string, type: string, id: string, epochWanted = 0): Promise<Facts | null> {
    const memory = this.#memories.get(centre) ?? { types: undefined };
    if (this.#changes.live) this.#memories.set(centre, memory);
    return inCentre(this.#database, centre, async (transaction) => {
      // The epoch first: what is read after it is of that or of a later one.
      const epoch = (await readEpochs(transaction, centre))?.epoch ?? 0;
      if (!memory.types || !this.#isOf(centre, memory.types, epochWanted))
        memory.types = { read: new Set(await resourceTypes(transaction, centre)), epoch };
      if (!memory.types.read.has(type)) return null;
      const facts = (await findResource(transaction, centre, type, id))?.properties ?? null;
      this.#properties.set(key(centre, type, id), { memory, read: facts, epoch });
      return facts;
    });
  }

  /** What is remembered was read at the epoch or later, or nothing up to it was heard that would have dropped it. */
  #isOf(centre: string, { epoch: read }: Reading<unknown>, epoch: number): boolean {
    return read >= epoch || this.#changes.heard(centre) >= epoch;
  }

  #hear({ centre, person, resource }: Change): void {
    if (resource || person === undefined) this.#memories.delete(centre);
  }
}

const key = (centre: string, type: string, id: string): string => `${centre}\n${type}\n${id}`;
