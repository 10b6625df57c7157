import type { EntryInput } from '@zhiheng/contracts';
import { v7 as newId } from 'uuid';
import { unavailable } from './error.ts';
import type { CallOptions } from './options.ts';
import type { Transport } from './transport.ts';

/** Each entry gets its id before it is first sent: by that the log takes it once. */
export async function appendEntries(
  send: Transport,
  entries: readonly EntryInput[],
  options?: CallOptions,
): Promise<string[]> {
  if (entries.length === 0) return [];
  const body = entries.map((entry) => ({ ...entry, id: entry.id ?? newId() }));
  const answer = await send({ method: 'POST', path: '/audit/v1/entries', body, scope: 'audit:write', ...options });
  const { ids } = (answer instanceof Object ? answer : {}) as { ids?: unknown };
  if (!Array.isArray(ids) || ids.length !== body.length)
    throw unavailable('the answer does not name what was appended');
  return ids;
}
