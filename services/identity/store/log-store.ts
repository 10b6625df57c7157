import { maskEntry } from '@zhiheng/contracts';
import { kept, last, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { eventsOf } from '../credential-events.ts';
import { noCentre } from '../holder.ts';
import { toldByEntry } from '../signals/telling.ts';
import { centreCodes } from './account-store.ts';
import { insertEvents } from './credential-event-store.ts';
import type { LogEntry } from './log-entry.ts';
import { raise } from './signal-store.ts';

/**
 * Writes entries in the caller's transaction: they are kept exactly when the change is, numbers of people masked. What they tell is raised for
 * other services, and for the holder of credentials, with them.
 */
export async function append(transaction: Transaction, centre: string, entries: LogEntry | LogEntry[]): Promise<void> {
  const list = Array.isArray(entries) ? entries : [entries];
  if (list.length === 0) return;
  await written(centre, list).execute(transaction);
  await raise(transaction, centre, list.flatMap(toldByEntry));
  await insertEvents(transaction, centre, list.flatMap(eventsOf));
}

const written = (centre: string, list: readonly LogEntry[]) =>
  kept(sql`select audit.append(${centre}, ${JSON.stringify(list.map(maskEntry))}::jsonb)`);

/** The same for one entry that ends a transaction of `inCentre`: on its way to the database the commit is behind it. */
export async function appendLast(transaction: Transaction, centre: string, entry: LogEntry): Promise<void> {
  if (toldByEntry(entry).length + eventsOf(entry).length > 0) await append(transaction, centre, entry);
  else await last(transaction, written(centre, [entry]));
}

/** The same in the log of every centre: what concerns the whole deployment. The transaction is of no centre, before and after. */
export async function appendToAll(transaction: Transaction, entry: LogEntry): Promise<void> {
  for (const centre of await centreCodes(transaction)) {
    await sql`select set_config('zhiheng.centre', ${centre}, true)`.execute(transaction);
    await append(transaction, centre, entry);
  }
  await sql`select set_config('zhiheng.centre', ${noCentre}, true)`.execute(transaction);
}
