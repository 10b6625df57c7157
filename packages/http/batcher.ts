import { toProblem } from './error-handling.ts';
import { Problem } from './problem.ts';

interface Waiting<In, Out> {
  input: In;
  settle: (result: PromiseSettledResult<Out>) => void;
}

type Run<In, Out> = (inputs: In[]) => Promise<PromiseSettledResult<Out>[]>;

/** Each part of what is parted among runs has as many at least, or a run's own cost outweighs what is done meanwhile: case steps that come 32 at a time were a fifth slower in two runs of 16. */
const worthRun = 32;
/** Milliseconds that fewer wait while a run is under way, as long as one takes. One that waits for a lock holds nobody longer than this. */
const patience = 4;

/**
 * Group commit: work that waits at the same moment shares one run. While all runs are under way newcomers gather; the next
 * run takes them all, up to `most`. Nobody is made to wait for company while nothing goes on. With more than one run at a time, what waits is
 * parted among those that are free, so that this process works on one while the database works on another; a few wait for the
 * end of what is under way, if it comes soon.
 */
export class Batcher<In, Out> {
  readonly #run: Run<In, Out>;
  readonly #most: number;
  readonly #queue: number;
  readonly #runs: number;
  readonly #waiting: Waiting<In, Out>[] = [];
  #running = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `queue`: how many may wait before newcomers are refused as `busy`. `runs`: how many go on at the same time. */
  constructor(run: Run<In, Out>, options: { most?: number; queue?: number; runs?: number } = {}) {
    this.#run = run;
    this.#most = options.most ?? 256;
    this.#queue = options.queue ?? 10_000;
    this.#runs = options.runs ?? 1;
  }

  add(input: In): Promise<Out> {
    if (this.#waiting.length >= this.#queue) return Promise.reject(new Problem('busy'));
    return new Promise((resolve, reject) => {
      const settle = (result: PromiseSettledResult<Out>) =>
        result.status === 'fulfilled' ? resolve(result.value) : reject(result.reason);
      this.#waiting.push({ input, settle });
      // After the present turn of the event loop, so that all who arrived in it are together.
      if (this.#running < this.#runs) setImmediate(() => this.#start());
    });
  }

  #start(late = false): void {
    const waiting = this.#waiting.length;
    const free = this.#runs - this.#running;
    if (waiting === 0 || free === 0) return;
    if (this.#running > 0 && waiting < worthRun && !late) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#start(true);
      }, patience);
      return;
    }
    const parts = Math.min(free, Math.max(1, Math.floor(waiting / worthRun)));
    const share = Math.min(Math.ceil(waiting / parts), this.#most);
    for (let part = 0; part < parts && this.#waiting.length > 0; part++)
      void this.#runBatch(this.#waiting.splice(0, share));
  }

  async #runBatch(batch: Waiting<In, Out>[]): Promise<void> {
    this.#running++;
    const results = await this.#settle(batch.map(({ input }) => input));
    this.#running--;
    for (const [index, { settle }] of batch.entries()) settle(results[index] as PromiseSettledResult<Out>);
    if (this.#waiting.length) setImmediate(() => this.#start());
  }

  /**
   * A run that fails as a whole is halved and tried again, until the poisoned input stands alone: it must not fail its
   * neighbours, nor cost each of them a run of its own. Not so when the database itself is gone, which no repetition mends.
   */
  async #settle(inputs: In[]): Promise<PromiseSettledResult<Out>[]> {
    try {
      return await this.#run(inputs);
    } catch (reason) {
      if (inputs.length === 1 || isOutage(reason)) return inputs.map(() => ({ status: 'rejected', reason }));
      const middle = Math.ceil(inputs.length / 2);
      return [...(await this.#settle(inputs.slice(0, middle))), ...(await this.#settle(inputs.slice(middle)))];
    }
  }
}

const isOutage = (reason: unknown): boolean => reason instanceof Error && toProblem(reason as Problem).status === 503;
