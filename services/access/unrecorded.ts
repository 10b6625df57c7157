import { type Database, inCentre } from '@zhiheng/database';
import type { CompiledPolicy } from '@zhiheng/duties';
import { Batcher } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { groundsAbout, type OnRecord, type StepGrounds } from './step-grounds.ts';

interface Wanted {
  person: string;
  /** Keyed hash; absent: of a case about nobody in particular. */
  about: string | undefined;
}

/**
 * Reads what a first step on a case that is not recorded is judged by: how the person stands to its subject, what they did for it, and
 * their exceptions. What is asked at the same moment is read together; nothing of it is remembered.
 */
export class Unrecorded {
  readonly #database: Database;
  /** Rules say how far back to look, so each policy has its own. */
  readonly #batchers = new WeakMap<CompiledPolicy, Batcher<Wanted, StepGrounds>>();

  constructor(database: Database) {
    this.#database = database;
  }

  async read(policy: CentrePolicy, person: string, about: string | undefined): Promise<OnRecord> {
    let batcher = this.#batchers.get(policy.compiled);
    if (!batcher) {
      batcher = new Batcher((wanted) => this.#readAll(policy, wanted), { runs: 2 });
      this.#batchers.set(policy.compiled, batcher);
    }
    return { grounds: await batcher.add({ person, about }) };
  }

  async #readAll(policy: CentrePolicy, wanted: Wanted[]): Promise<PromiseSettledResult<StepGrounds>[]> {
    const people = [...new Set(wanted.map(({ person }) => person))];
    const subjects = [...new Set(wanted.flatMap(({ about }) => about ?? []))];
    const value = await inCentre(this.#database, policy.centre, (transaction) =>
      groundsAbout(transaction, policy, subjects, people),
    );
    return wanted.map(() => ({ status: 'fulfilled', value }));
  }
}
