import type { Entry } from '@zhiheng/contracts';
import type { Searched } from './archive/searchable.ts';
import type { Onward } from './feed.ts';

/** Why a tail ends by itself: codes of problems, so that they have their words. */
export type TailEnd = 'not-authenticated' | 'account-disabled' | 'not-permitted' | 'unavailable';

export interface TailOptions {
  /** First index that is wanted. */
  from: number;
  /** Looks for what follows as the caller may see it at that moment; says why when they may no longer. */
  look: (from: number) => Promise<Onward | TailEnd>;
  /** Where the log is published, with the bundles of what lies in the archive. */
  log: string;
  /** Resolves once the log has more than `beyond` entries, or after so many milliseconds. */
  grown: (beyond: number, milliseconds: number) => Promise<void>;
  /** Milliseconds of the clock of `now` at which the caller's token ends. */
  endsAt: number;
  now: () => number;
  /** Somebody hangs up, or the process stops. */
  signal: AbortSignal;
}

/** Whoever sees nothing new is asked again whether they may; and a proxy sees that the line is alive. */
const beatMs = 10_000;

/**
 * Server-sent events (WHATWG HTML): one an entry, its id the index, each exactly once and in order. It reads on only as fast
 * as its reader takes: nothing is kept but one look's entries.
 */
export async function* tail({ from, look, log, grown, endsAt, now, signal }: TailOptions): AsyncGenerator<string> {
  let next = from;
  const told = new Set<string>();
  yield `retry: 2000\n${mark(next)}\n`;
  while (!signal.aborted) {
    if (now() >= endsAt) return yield ended('not-authenticated');
    const seen = await look(next);
    if (typeof seen === 'string') return yield ended(seen);
    const passed = passedOver(seen, told);
    if (passed) yield `event: archived\ndata: ${JSON.stringify({ ...passed, log })}\n\n`;
    for (const entry of seen.entries) {
      if (signal.aborted) return;
      yield event(entry);
    }
    const moved = seen.next > next;
    next = seen.next;
    if (next < seen.size) continue;
    // What was passed over is not looked at again after a reconnection.
    if (seen.entries.at(-1)?.index !== next - 1 && moved) yield `${mark(next)}\n`;
    await grown(next, Math.min(beatMs, endsAt - now()));
    if (!moved) yield ': alive\n\n';
  }
}

/** Months that have left the database and have not been told of; undefined: none. */
function passedOver({ searchableFrom, archived = [], removed = [] }: Onward, told: Set<string>): Searched | undefined {
  const isNew = ({ month }: { month: string }) => !told.has(month);
  const news = { archived: archived.filter(isNew), removed: removed.filter(isNew) };
  const months = [...news.archived, ...news.removed];
  for (const { month } of months) told.add(month);
  return months.length && searchableFrom ? { searchableFrom, ...news } : undefined;
}

const event = (entry: Entry & { index: number }): string =>
  `id: ${entry.index}\nevent: entry\ndata: ${JSON.stringify(entry)}\n\n`;

/** Without data it is no event, and only tells from where to go on. */
const mark = (next: number): string => (next > 0 ? `id: ${next - 1}\n` : '');

const ended = (code: TailEnd): string => `event: end\ndata: ${JSON.stringify({ code })}\n\n`;
