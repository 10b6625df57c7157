import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';

/** Waits for what another process or connection will do in a moment; fails with the last answer if it never does. */
export async function eventually<T>(look: () => Promise<T>, wanted: (found: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look();
    if (wanted(found)) return found;
    await pause(50);
  }
  const last = await look();
  expect(last).toSatisfy(wanted);
  return last;
}
