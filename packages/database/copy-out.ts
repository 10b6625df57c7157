import type { Socket } from 'node:net';
import type pg from 'pg';

/** Where data are put together; it grows as they need. */
export interface CopyMemory {
  buffer: Buffer;
}

interface Settled {
  resolve: (copied: Buffer) => void;
  reject: (error: Error) => void;
}

/** Of a message of the server: its kind, then the length of the rest of it, itself included. */
const headLength = 5;
const [copyData, copyOutResponse] = [0x64, 0x48];

/**
 * A COPY to the client as a query of the driver's, which would make a message and an event of each row, and its data take new memory three
 * times over, for which the whole heap is looked through again and again. While rows come they are taken from the connection's own bytes;
 * whatever else the server says is left to the driver, with all that follows it.
 */
export class CopyOut implements pg.Submittable {
  readonly #text: string;
  readonly #memory: CopyMemory;
  readonly #settled: Settled;
  /** In memory: the data up to `#end`, behind it the beginning of a message up to `#filled`. */
  #end = 0;
  #filled = 0;
  #leave: (rest: Buffer) => void = () => undefined;

  constructor(text: string, memory: CopyMemory, settled: Settled) {
    [this.#text, this.#memory, this.#settled] = [text, memory, settled];
  }

  submit(connection: pg.Connection): void {
    const { stream } = connection as unknown as { stream: Socket };
    const [listener] = stream.listeners('data') as [(chunk: Buffer) => void];
    const take = (chunk: Buffer) => this.#take(chunk);
    stream.off('data', listener).on('data', take);
    this.#leave = (rest) => {
      stream.off('data', take).on('data', listener);
      listener(rest);
    };
    connection.query(this.#text);
  }

  /** Rows that come after the driver was given its connection back. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.#add(chunk);
    this.#end = this.#filled;
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#settled.resolve(this.#memory.buffer.subarray(0, this.#end));
  }

  handleError(error: Error): void {
    this.#settled.reject(error);
  }

  #take(chunk: Buffer): void {
    this.#add(chunk);
    const { buffer } = this.#memory;
    let [at, end] = [this.#end, this.#end];
    while (this.#filled - at >= headLength) {
      const kind = buffer[at];
      const next = at + 1 + buffer.readUInt32BE(at + 1);
      if (kind !== copyData && kind !== copyOutResponse) {
        const rest = Buffer.from(buffer.subarray(at, this.#filled));
        [this.#end, this.#filled] = [end, end];
        this.#leave(rest);
        return;
      }
      if (next > this.#filled) break;
      if (kind === copyData) {
        buffer.copyWithin(end, at + headLength, next);
        end += next - at - headLength;
      }
      at = next;
    }
    buffer.copyWithin(end, at, this.#filled);
    [this.#end, this.#filled] = [end, end + this.#filled - at];
  }

  #add(chunk: Buffer): void {
    const filled = this.#filled + chunk.length;
    if (filled > this.#memory.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(2 * filled);
      this.#memory.buffer.copy(larger, 0, 0, this.#filled);
      this.#memory.buffer = larger;
    }
    chunk.copy(this.#memory.buffer, this.#filled);
    this.#filled = filled;
  }
}
