import type { Entry } from '@zhiheng/contracts';
import { answered, identified } from './client.ts';
import { asQuery, type EntryFilters } from './entry-filters.ts';
import { streamEvents } from './event-stream.ts';
import { ApiProblem } from './problem.ts';

/** How far a follower has come: it outlives connections, so that each entry is told exactly once. */
export interface Place {
  /** First index that is still wanted; undefined: what is new when the connection is made. */
  next: number | undefined;
}

export interface Following {
  filters: EntryFilters;
  place: Place;
  onEntry: (entry: Entry & { index: number }) => void;
  onOpen: () => void;
  signal: AbortSignal;
}

/** Why one connection ended by the service's will: the code of a problem. Undefined: the line broke. */
export type FollowEnd = string | undefined;

/**
 * One connection to the tail of the log, from `place` on and moving it. Resolves when it ends; throws ApiProblem when the
 * service refuses it.
 */
export async function followEntries({ filters, place, onEntry, onOpen, signal }: Following): Promise<FollowEnd> {
  const query = new URLSearchParams(asQuery(filters) as Record<string, string>);
  if (place.next !== undefined) query.set('from', String(place.next));
  const request = await identified(new Request(`/audit/v1/entries/tail?${query}`, { signal }));
  const response = await fetch(request);
  if (!response.ok || !response.body) {
    const error: unknown = await response.json().catch(() => undefined);
    return answered<never>(Promise.resolve({ error, response }));
  }
  onOpen();
  const text = response.body.pipeThrough(new TextDecoderStream());
  for await (const { id, event, data } of streamEvents(piecesOf(text))) {
    if (event === 'end') return (JSON.parse(data) as { code: string }).code;
    const index = id === undefined ? undefined : Number(id);
    if (index === undefined || index < (place.next ?? 0)) continue;
    place.next = index + 1;
    if (event === 'entry') onEntry(JSON.parse(data));
  }
  return undefined;
}

/** Not every browser lets a stream be iterated. */
async function* piecesOf(stream: ReadableStream<string>): AsyncGenerator<string> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** What another try would not mend. */
export const isFinal = (error: unknown): boolean =>
  error instanceof ApiProblem && error.document.status < 500 && error.document.status !== 429;
