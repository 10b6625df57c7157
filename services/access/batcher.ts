import { Problem, toProblem } from '@zhiheng/http';

type Run<In, Out> = (inputs: In[]) => Promise<PromiseSettledResult<Out>[]>;

/**
 * Group commit: work that waits at the same moment shares one run. While a run is under way newcomers gather; the next
 * run takes them all, up to `most`. Nobody is made to wait for company.
 */
export class Batcher<In, Out> {
  readonly #run: Run<In, Out>;
  readonly #most: number;
  readonly #queue: number;
  #waiting: { input: In; settle: (result: PromiseSettledResult<Out>) => void }[] = [];
  #running = false;

  /** `queue`: how many may wait before newcomers are refused as `busy`. */
  constructor(run: Run<In, Out>, options: { most?: number; queue?: number } = {}) {
    this.#run = run;
    this.#most = options.most ?? 256;
    this.#queue = options.queue ?? 10_000;
  }

  add(input: In): Promise<Out> {
    if (this.#waiting.length >= this.#queue) return Promise.reject(new Problem('busy'));
    return new Promise((resolve, reject) => {
      const settle = (result: PromiseSettledResult<Out>) =>
        result.status === 'fulfilled' ? resolve(result.value) : reject(result.reason);
      this.#waiting.push({ input, settle });
      // After the present turn of the event loop, so that all who arrived in it are together.
      if (!this.#running) setImmediate(() => this.#next());
    });
  }

  async #next(): Promise<void> {
    if (this.#running || this.#waiting.length === 0) return;
    this.#running = true;
    const batch = this.#waiting.slice(0, this.#most);
    this.#waiting = this.#waiting.slice(this.#most);
    const results = await this.#settle(batch.map(({ input }) => input));
    this.#running = false;
    for (const [index, { settle }] of batch.entries()) settle(results[index] as PromiseSettledResult<Out>);
    if (this.#waiting.length) setImmediate(() => this.#next());
  }

  /**
   * A run that fails as a whole is tried again one by one, for a poisoned input must not fail its neighbours; unless the
   * database itself is gone, which no repetition mends.
   */
  async #settle(inputs: In[]): Promise<PromiseSettledResult<Out>[]> {
    try {
      return await this.#run(inputs);
    } catch (reason) {
      if (inputs.length === 1 || isOutage(reason)) return inputs.map(() => ({ status: 'rejected', reason }));
      const results: PromiseSettledResult<Out>[] = [];
      for (const input of inputs) results.push(...(await this.#settle([input])));
      return results;
    }
  }
}

const isOutage = (reason: unknown): boolean => reason instanceof Error && toProblem(reason as Problem).status === 503;
