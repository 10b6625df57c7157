import { said } from '@zhiheng/contracts';
import { type Caller, Problem } from '@zhiheng/http';

/** Connections of one caller, and of all, in one process. */
const mostOfOne = 5;
const mostOfAll = 500;

/** The tails that are open in this process: so many a caller, and all end when it stops. */
export class Tails {
  readonly #open = new Map<string, number>();
  readonly #stopping = new AbortController();
  #total = 0;

  /** Counts one more; `leave` counts it out again. Throws Problem `too-many-requests`. */
  enter({ centre, client, ...caller }: Caller): { stopping: AbortSignal; leave: () => void } {
    const key = JSON.stringify([centre, client, caller.kind === 'person' ? caller.person : null]);
    const count = this.#open.get(key) ?? 0;
    if (count >= mostOfOne || this.#total >= mostOfAll)
      throw new Problem('too-many-requests', said('tails-open', { most: mostOfOne }));
    this.#open.set(key, count + 1);
    this.#total++;
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      this.#total--;
      const others = (this.#open.get(key) ?? 1) - 1;
      if (others > 0) this.#open.set(key, others);
      else this.#open.delete(key);
    };
    return { stopping: this.#stopping.signal, leave };
  }

  stop(): void {
    this.#stopping.abort();
  }
}
