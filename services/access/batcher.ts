/**
 * Group commit: work that waits at the same moment shares one run. While a run is under way newcomers gather; the next
 * run takes them all, up to `most`. Nobody is made to wait for company. At most `lanes` runs are under way at once.
 */
export class Batcher<In, Out> {
  readonly #run: (inputs: In[]) => Promise<PromiseSettledResult<Out>[]>;
  readonly #most: number;
  readonly #lanes: number;
  readonly #waiting: { input: In; settle: (result: PromiseSettledResult<Out>) => void }[] = [];
  #running = 0;

  constructor(
    run: (inputs: In[]) => Promise<PromiseSettledResult<Out>[]>,
    options: { most?: number; lanes?: number } = {},
  ) {
    this.#run = run;
    this.#most = options.most ?? 256;
    this.#lanes = options.lanes ?? 1;
  }

  add(input: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      const settle = (result: PromiseSettledResult<Out>) =>
        result.status === 'fulfilled' ? resolve(result.value) : reject(result.reason);
      this.#waiting.push({ input, settle });
      // After the present turn of the event loop, so that all who arrived in it are together.
      if (this.#running < this.#lanes) setImmediate(() => this.#next());
    });
  }

  async #next(): Promise<void> {
    if (this.#running >= this.#lanes || this.#waiting.length === 0) return;
    this.#running++;
    const batch = this.#waiting.splice(0, this.#most);
    const results = await this.#settle(batch.map(({ input }) => input));
    this.#running--;
    for (const [index, { settle }] of batch.entries()) settle(results[index] as PromiseSettledResult<Out>);
    if (this.#waiting.length) setImmediate(() => this.#next());
  }

  /** A run that fails as a whole is tried again one by one: a poisoned input must not fail its neighbours. */
  async #settle(inputs: In[]): Promise<PromiseSettledResult<Out>[]> {
    try {
      return await this.#run(inputs);
    } catch (reason) {
      if (inputs.length === 1) return [{ status: 'rejected', reason }];
      const results: PromiseSettledResult<Out>[] = [];
      for (const input of inputs) results.push(...(await this.#settle([input])));
      return results;
    }
  }
}
