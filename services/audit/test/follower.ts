import type { TestCaller } from '@zhiheng/http/testing';
import { expect } from 'vitest';
import type { World } from './world.ts';

export const url = '/audit/v1/entries';

/** Entries of the type `followed`, ten a transaction; gives their targets in order. */
export async function appendFollowed(world: World, count: number, prefix: string): Promise<string[]> {
  const targets: string[] = [];
  for (let n = 0; n < count; n += 10) {
    const batch = Array.from({ length: Math.min(10, count - n) }, (_, k) => `${prefix}-${n + k}`);
    await world.append('north', ...batch.map((target) => ({ target, targetType: 'followed' })));
    targets.push(...batch);
  }
  return targets;
}

interface Event {
  id?: number;
  event?: string;
  data?: { index: number; target: string; code?: string };
}

/** A connection to the tail. `events` grows as they arrive. */
export class Tail {
  readonly events: Event[] = [];
  readonly closed: Promise<void>;
  readonly #hangUp = new AbortController();
  #text = '';
  /** What a browser would send as `Last-Event-ID`. */
  lastId: string | undefined;

  constructor(response: Response, hangUp: AbortController) {
    this.#hangUp = hangUp;
    this.closed = this.#read(response).catch(() => undefined);
  }

  static async open(
    { world, origin }: { world: World; origin: string },
    caller: TestCaller,
    query = '',
    headers: Record<string, string> = {},
    lifetime = 600,
  ): Promise<Tail> {
    const hangUp = new AbortController();
    const authorization = `Bearer ${await world.issuer.tokenFor(caller, { lifetime })}`;
    const response = await fetch(`${origin}${url}/tail?${query}`, {
      headers: { authorization, ...headers },
      signal: hangUp.signal,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    return new Tail(response, hangUp);
  }

  async #read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of response.body as ReadableStream<Uint8Array>) {
      this.#text += decoder.decode(bytes, { stream: true });
      const blocks = this.#text.split('\n\n');
      this.#text = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    this.lastId = field('id') ?? this.lastId;
    const data = field('data');
    if (data === undefined) return;
    this.events.push({ id: Number(field('id')), event: field('event') ?? '', data: JSON.parse(data) });
  }

  get targets(): string[] {
    return this.events.flatMap(({ data }) => data?.target ?? []);
  }

  async hangUp(): Promise<void> {
    this.#hangUp.abort();
    await this.closed;
  }
}
