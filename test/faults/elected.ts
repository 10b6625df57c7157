import { setTimeout as pause } from 'node:timers/promises';
import type { LogProcess } from './log-process.ts';

/** The process among these that sequences, once one of them does. */
export async function elected(processes: readonly LogProcess[]): Promise<LogProcess> {
  for (;;) {
    for (const one of processes) if (one.ready && (await one.isElected())) return one;
    await pause(20);
  }
}

/** Milliseconds in order, for the line in which a test says how long something took. */
export function inOrder(times: readonly number[]): number[] {
  return times.toSorted((a, b) => a - b).map(Math.round);
}
