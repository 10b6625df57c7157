import { setTimeout as pause } from 'node:timers/promises';
import { newId, timeOfId } from '@zhiheng/database';
import type { FaultyLog } from './faulty-log.ts';

const day = 86_400_000;

/**
 * Clients that append single entries under ids of their own to whichever process answers, and repeat each until it is
 * acknowledged. Some ids are of past days and of tomorrow, as from hosts whose clocks were set back or run ahead.
 */
export class Load {
  /** Acknowledged ids. */
  readonly acknowledged: string[] = [];
  /** How often an entry had to be sent again. */
  repeats = 0;
  readonly #log: FaultyLog;
  #going = true;
  readonly #writers: Promise<void>[];

  constructor(log: FaultyLog, writers: number) {
    this.#log = log;
    this.#writers = Array.from({ length: writers }, (_, number) => this.#write(number));
  }

  /** Resolves when every entry that was begun is acknowledged. */
  async end(): Promise<void> {
    this.#going = false;
    await Promise.all(this.#writers);
  }

  async #write(number: number): Promise<void> {
    for (let round = number; this.#going; round++) {
      const id = shifted([0, 0, 0, -20 * day, -day, day / 2][round % 6] as number);
      const body = JSON.stringify({ id, action: 'payment.made', outcome: 'done', target: `${number}/${round}` });
      while (!(await this.#send(body))) {
        this.repeats++;
        await pause(10);
      }
      this.acknowledged.push(id);
    }
  }

  async #send(body: string): Promise<boolean> {
    const ready = this.#log.processes.filter((one) => one.ready);
    const one = ready[Math.floor(Math.random() * ready.length)];
    if (!one) return false;
    try {
      const answer = await fetch(`${one.origin}/audit/v1/entries`, {
        method: 'POST',
        headers: { authorization: this.#log.authorization, 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(5_000),
      });
      const text = await answer.text();
      if (answer.status !== 201 && answer.status < 500) throw new RefusedError(`${answer.status}: ${text}`);
      return answer.status === 201;
    } catch (error) {
      if (error instanceof RefusedError) throw error;
      return false;
    }
  }
}

/** No fault of the surroundings makes the log refuse a good entry: it is taken, or told to come again. */
class RefusedError extends Error {}

/** A new id, its time shifted by so many milliseconds. */
function shifted(milliseconds: number): string {
  const id = newId();
  const hex = ((timeOfId(id) as number) + milliseconds).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}${id.slice(13)}`;
}
