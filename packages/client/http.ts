import { unavailable } from './error.ts';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON; undefined for anything else. */
  body: unknown;
}

/** One exchange. Throws ZhihengError `unavailable` when no whole answer comes. Follows no redirect: secrets stay here. */
export async function exchange(url: string, init: RequestInit & { signal: AbortSignal }): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error' });
    return { status: response.status, headers: response.headers, body: parse(await response.text()) };
  } catch (error) {
    throw unavailable(init.signal.aborted ? 'no answer in time' : 'no connection', error);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Waits for a shared promise no longer than `signal` allows; the promise itself goes on for the others. */
export function within<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(unavailable('no answer in time', signal.reason));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
