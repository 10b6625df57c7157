import { createPublicKey, verify } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Checkpoint, openNote, parseCheckpoint, parseVerifierKey, toBase64, toHex } from '@zhiheng/ledger';
import { centre, type FaultyLog } from './faulty-log.ts';

const spkiHead = '302a300506032b6570032100';

/** Looks at the published checkpoint again and again, as a witness does, and keeps every one that it was shown. */
export class Watcher {
  /** By size. */
  readonly seen = new Map<number, Checkpoint>();
  /** What no log may show: another root for a size, a signature that does not fit. */
  readonly faults: string[] = [];
  readonly #log: FaultyLog;
  #going = true;
  readonly #watching: Promise<void>;

  constructor(log: FaultyLog) {
    this.#log = log;
    this.#watching = this.#watch();
  }

  get largest(): number {
    return Math.max(0, ...this.seen.keys());
  }

  /** Size of the newest checkpoint that is published at this moment. */
  async published(): Promise<number> {
    for (;;) {
      for (const { origin } of this.#log.processes.filter(({ ready }) => ready)) {
        const size = Number((await this.#get(origin, 'checkpoint'))?.split('\n')[1]);
        if (size) return size;
      }
      await pause(5);
    }
  }

  async end(): Promise<void> {
    this.#going = false;
    await this.#watching;
  }

  async #watch(): Promise<void> {
    for (let look = 0; this.#going; look++) {
      const ready = this.#log.processes.filter((one) => one.ready);
      const one = ready[look % ready.length];
      const [note, key] = await Promise.all([this.#get(one?.origin, 'checkpoint'), this.#get(one?.origin, 'key')]);
      if (note && key) await this.#keep(note, key).catch((error) => this.faults.push(String(error)));
      await pause(15);
    }
  }

  async #keep(note: string, key: string): Promise<void> {
    const { text } = await openNote(note, [parseVerifierKey(key)], (message, signature, publicKey) =>
      verify(
        null,
        message,
        createPublicKey({ key: Buffer.from(spkiHead + toHex(publicKey), 'hex'), format: 'der', type: 'spki' }),
        signature,
      ),
    );
    const checkpoint = parseCheckpoint(text);
    const before = this.seen.get(checkpoint.size);
    if (before && toBase64(before.root) !== toBase64(checkpoint.root))
      this.faults.push(`two roots of ${checkpoint.size} entries`);
    this.seen.set(checkpoint.size, checkpoint);
  }

  async #get(origin: string | undefined, path: string): Promise<string | undefined> {
    try {
      const answer = await fetch(`${origin}/audit/log/${centre}/${path}`, { signal: AbortSignal.timeout(2_000) });
      return answer.ok ? await answer.text() : undefined;
    } catch {
      return undefined;
    }
  }
}
