import { type Database, inCentre } from '@zhiheng/database';
import { Batcher } from '@zhiheng/http';
import { LRUCache } from 'lru-cache';
import type { CentrePolicies } from './centre-policy.ts';
import type { Change, Changes } from './changes.ts';
import { type Standing, takeStandingsOf } from './standing.ts';

/** So many people at once: those of a large city. Whoever is asked about beyond them is read. */
const most = 150_000;
/** Readings of different people that wait at the same moment share one, so many of which go on at once. */
const runs = 4;

/** What is remembered of a centre; replaced as a whole when all of it is to be forgotten. */
interface Memory {
  /** How far this process has heard of the centre's changes, which are told in the order of their epochs. */
  heard: number;
  readings: Map<string, Promise<Standing | undefined>>;
  people: Set<Remembered>;
}

/** A standing in memory; empty once it is forgotten, so that whoever keeps it keeps no policy of the past. */
export interface Remembered {
  standing: Standing | undefined;
  memory: Memory | undefined;
}

/**
 * The standing of people, in memory while this process hears of every change and no grant of theirs starts or ends by
 * the database's clock. While changes are not heard nothing is remembered: each decision reads.
 */
export class Abilities {
  readonly #database: Database;
  readonly #policies: CentrePolicies;
  readonly #changes: Changes;
  /** Under the person's id, and under their username, which belongs to one person for ever. */
  readonly #remembered: LRUCache<string, Remembered>;
  readonly #memories = new Map<string, Memory>();
  readonly #batchers = new Map<string, Batcher<string, Standing | undefined>>();

  constructor(database: Database, policies: CentrePolicies, changes: Changes, options: { people?: number } = {}) {
    this.#database = database;
    this.#policies = policies;
    this.#changes = changes;
    // Forgotten under one name, for want of room too, it is forgotten under the other: else a change could miss it.
    const dispose = (gone: Remembered) => {
      gone.memory?.people.delete(gone);
      empty(gone);
    };
    // By `maxSize`: room for `max` of them would be made at the start.
    this.#remembered = new LRUCache({ maxSize: 2 * (options.people ?? most), sizeCalculation: () => 1, dispose });
    changes.subscribe({ onChange: (change) => this.#hear(change), onMissed: () => this.#forgetAll() });
  }

  /** What is remembered of a subject (username or person id) and holds at this moment, at `epoch` or later. */
  known(centre: string, subject: string, epoch = 0): Standing | undefined {
    const found = this.recall(centre, subject);
    return found && this.current(found, epoch);
  }

  /** What was remembered last of a subject, whether or not it still holds. */
  recall(centre: string, subject: string): Remembered | undefined {
    return this.#remembered.get(key(centre, subject));
  }

  /** The standing, where nothing was heard against it, it holds at this moment, and it is of `epoch` or later. */
  current({ standing, memory }: Remembered, epoch = 0): Standing | undefined {
    if (!standing || !memory) return undefined;
    if (this.#changes.now() >= standing.unchangedUntil) return undefined;
    if (memory.heard > standing.epoch) standing.epoch = memory.heard;
    return standing.epoch >= epoch ? standing : undefined;
  }

  /** Reads a subject's standing from the database and remembers it; undefined for an unknown centre. */
  async read(centre: string, subject: string, epoch = 0): Promise<Standing | undefined> {
    if (!this.#changes.live) return this.#take(centre, subject);
    const memory = this.#memoryOf(centre);
    const { readings } = memory;
    const underWay = readings.get(subject);
    // One that began before the epoch was named may have seen the state before it.
    if (underWay && epoch === 0) return underWay;
    const reading = this.#readInto(memory, centre, subject);
    readings.set(subject, reading);
    try {
      return await reading;
    } finally {
      if (readings.get(subject) === reading) readings.delete(subject);
    }
  }

  /** Drops what is remembered of a person. */
  forget(centre: string, person: string): void {
    this.#remembered.delete(key(centre, person));
    // Readings under way may have begun before the change: nobody joins them any more, nothing of them is kept.
    this.#memoryOf(centre).readings = new Map();
  }

  async #readInto(memory: Memory, centre: string, subject: string): Promise<Standing | undefined> {
    const { readings } = memory;
    const standing = await this.#take(centre, subject);
    // Where something was heard meanwhile it is good for those who asked, and not to be remembered.
    const current = this.#memories.get(centre) === memory && memory.readings === readings;
    if (!standing?.person || !current) return standing;
    const { id, username } = standing.person;
    const remembered: Remembered = { standing, memory };
    memory.people.add(remembered);
    for (const name of [username, id]) this.#remembered.set(key(centre, name), remembered);
    return standing;
  }

  /** Read after it was asked for, never by a reading that had begun before. */
  #take(centre: string, subject: string): Promise<Standing | undefined> {
    let batcher = this.#batchers.get(centre);
    if (!batcher) {
      batcher = new Batcher((subjects) => this.#takeAll(centre, subjects), { runs });
      this.#batchers.set(centre, batcher);
    }
    return batcher.add(subject);
  }

  async #takeAll(centre: string, subjects: string[]): Promise<PromiseSettledResult<Standing | undefined>[]> {
    const standings = await inCentre(this.#database, centre, (transaction) =>
      takeStandingsOf(transaction, this.#policies, centre, subjects),
    );
    return subjects.map((_, place) => ({ status: 'fulfilled', value: standings[place] }));
  }

  #memoryOf(centre: string): Memory {
    let memory = this.#memories.get(centre);
    if (!memory) {
      memory = { heard: 0, readings: new Map(), people: new Set() };
      this.#memories.set(centre, memory);
    }
    return memory;
  }

  #hear({ centre, epoch, person, resource }: Change): void {
    if (person !== undefined) this.forget(centre, person);
    else if (!resource) this.#forgetCentre(centre);
    if (epoch === undefined) return;
    const memory = this.#memoryOf(centre);
    memory.heard = Math.max(memory.heard, epoch);
  }

  #forgetCentre(centre: string): void {
    this.#memories.get(centre)?.people.forEach(empty);
    this.#memories.delete(centre);
  }

  #forgetAll(): void {
    for (const centre of [...this.#memories.keys()]) this.#forgetCentre(centre);
    this.#remembered.clear();
  }
}

function empty(remembered: Remembered): void {
  remembered.standing = undefined;
  remembered.memory = undefined;
}

const key = (centre: string, name: string): string => `${centre}\n${name}`;
