import type { Socket } from 'node:net';
import type pg from 'pg';

/** Where data are put together; it grows as they need. */
export interface CopyMemory {
  buffer: Buffer;
}

/** Who is told of a copy. */
export interface CopyHearer {
  /** All has come. */
  ended: () => void;
  failed: (error: Error) => void;
  /** Absent: everything is gathered. Else there is enough to take, and nothing more comes until it is taken. */
  came?: () => void;
}

/** The server sends eight kilobytes at a time: to take each by itself costs more than what is in it. */
const enough = 65_536;
/** Of a message of the server: its kind, then the length of the rest of it, itself included. */
const headLength = 5;
const [copyData, copyOutResponse] = [0x64, 0x48];

/**
 * A COPY to the client as a query of the driver's, which would make a message and an event of each row, and its data take new memory three
 * times over, for which the whole heap is looked through again and again. While rows come they are taken from the connection's own bytes;
 * whatever else the server says is left to the driver, with all that follows it. Where a row ends there a message does, and only whole ones
 * are given.
 */
export class CopyOut implements pg.Submittable {
  readonly #text: string;
  readonly #hearer: CopyHearer;
  readonly #memory: CopyMemory;
  /** In memory: the data up to `#end`, behind them the beginning of a message up to `#filled`. */
  #end = 0;
  #filled = 0;
  #stream: Socket | undefined;
  #leave: (rest: Buffer) => void = () => undefined;

  constructor(text: string, memory: CopyMemory, hearer: CopyHearer) {
    [this.#text, this.#memory, this.#hearer] = [text, memory, hearer];
  }

  /** What has come and was not taken; good until it is. */
  get data(): Buffer {
    return this.#memory.buffer.subarray(0, this.#end);
  }

  /** So many bytes of it were used, and may be written over. */
  taken(length: number): void {
    this.#memory.buffer.copyWithin(0, length, this.#filled);
    this.#end -= length;
    this.#filled -= length;
    this.#stream?.resume();
  }

  submit(connection: pg.Connection): void {
    const { stream } = connection as unknown as { stream: Socket };
    this.#stream = stream;
    const [listener] = stream.listeners('data') as [(chunk: Buffer) => void];
    const take = (chunk: Buffer) => this.#take(chunk);
    stream.off('data', listener).on('data', take);
    this.#leave = (rest) => {
      this.#stream = undefined;
      stream.off('data', take).on('data', listener);
      listener(rest);
    };
    connection.query(this.#text);
  }

  /** Rows that come after the driver was given its connection back. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.#add(chunk);
    this.#end = this.#filled;
    this.#hearer.came?.();
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#hearer.ended();
  }

  handleError(error: Error): void {
    this.#hearer.failed(error);
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
    if (!this.#hearer.came || end < enough) return;
    this.#stream?.pause();
    this.#hearer.came();
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
