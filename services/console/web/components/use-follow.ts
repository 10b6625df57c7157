import type { Entry } from '@zhiheng/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { EntryFilters } from '../api/entry-filters.ts';
import { followEntries, isFinal, type Place } from '../api/follow-entries.ts';

/**
 * `waiting`: the line broke and is tried again. `idle`: the token ended while nobody touched the page, which must not keep
 * its session alive by itself. `refused`: see `error`.
 */
export type FollowState = 'connecting' | 'live' | 'waiting' | 'paused' | 'idle' | 'refused';

export interface Follow {
  state: FollowState;
  /** Newest first. */
  entries: readonly Entry[];
  error: unknown;
  pause: () => void;
  /** Goes on where it was left: nothing is passed over, nothing told twice. */
  resume: () => void;
}

const retryMs = 2_000;
/** Entries kept on the page; older ones are found by the query. */
const mostKept = 500;

/** Follows the log from `from` on, which is looked at once: whoever asks another question mounts it anew. */
export function useFollow(filters: EntryFilters, from: number | undefined): Follow {
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const [state, setState] = useState<FollowState>('connecting');
  const [error, setError] = useState<unknown>();
  const [running, setRunning] = useState(true);
  const place = useRef<Place>({ next: from });
  const lastTouch = useLastTouch();

  useEffect(() => {
    if (!running) return;
    const ended = new AbortController();
    const { signal } = ended;
    const say = (next: FollowState) => {
      if (!signal.aborted) setState(next);
    };
    async function connect(): Promise<boolean> {
      const since = Date.now();
      try {
        say('connecting');
        const end = await followEntries({
          ...{ filters, place: place.current, signal },
          onOpen: () => say('live'),
          onEntry: (entry) => setEntries((before) => [entry, ...before].slice(0, mostKept)),
        });
        // Somebody who is here would renew the token with their next question; nobody must not.
        if (end !== 'not-authenticated' || lastTouch.current >= since) return true;
        say('idle');
        setRunning(false);
        return false;
      } catch (fault) {
        if (signal.aborted || !isFinal(fault)) return true;
        setError(fault);
        say('refused');
        setRunning(false);
        return false;
      }
    }
    async function run(): Promise<void> {
      while (!signal.aborted && (await connect())) {
        say('waiting');
        await pause(retryMs, signal);
      }
    }
    void run();
    return () => ended.abort();
  }, [filters, running, lastTouch]);

  const stop = useCallback(() => {
    setRunning(false);
    setState('paused');
  }, []);
  const resume = useCallback(() => setRunning(true), []);
  return { state, entries, error, pause: stop, resume };
}

/** When somebody last touched the page, in milliseconds since 1970. */
function useLastTouch() {
  const last = useRef(Date.now());
  useEffect(() => {
    const touch = () => {
      last.current = Date.now();
    };
    const kinds = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
    for (const kind of kinds) window.addEventListener(kind, touch, { passive: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, touch);
    };
  }, []);
  return last;
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = window.setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer);
      resolve();
    });
  });
