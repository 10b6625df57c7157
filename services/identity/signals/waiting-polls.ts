/** Polls that wait until something may have happened in their centre. */
export class WaitingPolls {
  readonly #most: number;
  readonly #waiting = new Map<() => void, string>();
  #closed = false;

  constructor(most: number) {
    this.#most = most;
  }

  wake(centre: string): void {
    for (const [go, of] of this.#waiting) if (of === centre) go();
  }

  /** Resolves when something may have happened, or after so many milliseconds; at once when too many wait. */
  wait(centre: string, most: number, given: AbortSignal): Promise<void> {
    if (this.#closed || given.aborted || most <= 0 || this.#waiting.size >= this.#most) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        given.removeEventListener('abort', go);
        this.#waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, most);
      given.addEventListener('abort', go, { once: true });
      this.#waiting.set(go, centre);
    });
  }

  /** Lets all go: the process ends. */
  close(): void {
    this.#closed = true;
    for (const go of [...this.#waiting.keys()]) go();
  }

  get closed(): boolean {
    return this.#closed;
  }
}
