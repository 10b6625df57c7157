import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { FaultyLog } from './faulty-log.ts';
import type { LogProcess } from './log-process.ts';

/** Waits for what another process does in its own time; the test's time-out ends it. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(20);
}

/** Waits until every entry has its index. */
export async function settled({ owner }: Pick<FaultyLog, 'owner'>): Promise<void> {
  const { pool } = await owner();
  const waiting = 'select from audit.entry e where not exists (select from audit.leaf l where l.entry = e.id) limit 1';
  await until(async () => (await pool.query(waiting)).rowCount === 0);
}

type By = Pick<FaultyLog, 'authorization'>;

export const read = ({ authorization }: By, service: LogProcess | undefined, path: string): Promise<Response> =>
  fetch(`${service?.origin}/audit/${path}`, { headers: { authorization } });

/** Appends one entry, whose id the log gives. */
export async function append({ authorization }: By, service: LogProcess | undefined): Promise<string> {
  const answer = await fetch(`${service?.origin}/audit/v1/entries`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'payment.made', outcome: 'done' }),
  });
  const body = await answer.text();
  expect(answer.status, body).toBe(201);
  const [id] = (JSON.parse(body) as { ids: [string] }).ids;
  return id;
}
