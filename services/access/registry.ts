import { type Database, inCentre } from '@zhiheng/database';
import { LRUCache } from 'lru-cache';
import type { Change, Changes } from './changes.ts';
import type { Facts } from './inquiry.ts';
import { findResource, resourceTypes } from './store/resource-store.ts';

/** What is remembered of a centre's registrations; replaced as a whole when one of them changes. */
interface Memory {
  types: ReadonlySet<string> | undefined;
}

/** Properties of resources that other services registered, in memory while this process hears of every change. */
export class Registry {
  readonly #database: Database;
  readonly #changes: Changes;
  readonly #memories = new Map<string, Memory>();
  readonly #properties = new LRUCache<string, { memory: Memory; facts: Facts | null }>({ max: 50_000 });

  constructor(database: Database, changes: Changes) {
    this.#database = database;
    this.#changes = changes;
    changes.subscribe({ onChange: (change) => this.#hear(change), onMissed: () => this.#memories.clear() });
  }

  /** The same for as long as nothing that is registered at the centre changes. */
  mark(centre: string): unknown {
    return this.#memories.get(centre);
  }

  /** Its properties; null when it is not registered; undefined when that must be read. */
  known(centre: string, type: string, id: string): Facts | null | undefined {
    const memory = this.#memories.get(centre);
    if (!memory?.types) return undefined;
    if (!memory.types.has(type)) return null;
    const found = this.#properties.get(key(centre, type, id));
    return found?.memory === memory ? found.facts : undefined;
  }

  async read(centre: string, type: string, id: string): Promise<Facts | null> {
    const memory = this.#memories.get(centre) ?? { types: undefined };
    if (this.#changes.live) this.#memories.set(centre, memory);
    return inCentre(this.#database, centre, async (transaction) => {
      memory.types ??= new Set(await resourceTypes(transaction, centre));
      if (!memory.types.has(type)) return null;
      const facts = (await findResource(transaction, centre, type, id))?.properties ?? null;
      this.#properties.set(key(centre, type, id), { memory, facts });
      return facts;
    });
  }

  /** Called right after the commit of a registration. */
  forget(centre: string): void {
    this.#memories.delete(centre);
  }

  #hear({ centre, person, resource }: Change): void {
    if (resource || person === undefined) this.forget(centre);
  }
}

const key = (centre: string, type: string, id: string): string => `${centre}\n${type}\n${id}`;
