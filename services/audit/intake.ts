import type { EntryInput } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction, violates } from '@zhiheng/database';
import { fieldProblem, Problem } from '@zhiheng/http';
import { canonicalEntry } from '@zhiheng/ledger';
import { appendEntries, findEntries } from './store/entry-store.ts';

/** Levels of objects and lists in one entry: JSON readers in common use stop at 64. */
const deepest = 64;

/** What the log itself adds to an entry that a service hands in, unless the service says so. */
export interface IntakeFacts {
  client: string;
  correlationId: string;
  address: string;
}

/**
 * Appends all of a client's entries or none. An entry whose id is stored already with the same facts is not written
 * again; with other facts the whole batch is refused (`idempotency-mismatch`). Gives the ids in order.
 */
export async function takeIn(
  database: Database,
  centre: string,
  entries: readonly EntryInput[],
  facts: IntakeFacts,
): Promise<string[]> {
  const complete = entries.map((entry, place) => completeEntry(entry, facts, place));
  requireDistinctIds(complete);
  requireReadable(entries);
  const write = () =>
    inCentre(database, centre, (transaction) => appendNew(transaction, centre, entries, complete, facts.client));
  try {
    // The same ids may be arriving twice at this moment: the second look finds what the first one collided with.
    return await write().catch((error) => (violates(error) ? write() : Promise.reject(error)));
  } catch (error) {
    throw explain(error);
  }
}

function completeEntry(entry: EntryInput, facts: IntakeFacts, place: number): EntryInput {
  if (entry.client !== undefined && entry.client !== facts.client)
    throw fieldProblem('invalid-request', `/${place}/client`, 'names another client than the one that asks');
  return { ...facts, ...entry };
}

function requireDistinctIds(entries: readonly EntryInput[]): void {
  const seen = new Set<string>();
  for (const [place, { id }] of entries.entries()) {
    if (id === undefined) continue;
    if (seen.has(id.toLowerCase())) throw fieldProblem('invalid-request', `/${place}/id`, 'stands twice in one batch');
    seen.add(id.toLowerCase());
  }
}

/**
 * Refuses infinity, which is what JSON.parse makes of 1e400 and which would be stored as null, and what is nested deeper
 * than any reader must follow. Walks without recursion for the same reason.
 */
function requireReadable(entries: readonly EntryInput[]): void {
  const left: [value: unknown, depth: number][] = entries.map((entry) => [entry, 1]);
  for (let next = left.pop(); next; next = left.pop()) {
    const [value, depth] = next;
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new Problem('invalid-request', 'A number lies beyond 2^53.');
    if (typeof value !== 'object' || value === null) continue;
    if (depth > deepest) throw new Problem('invalid-request', `An entry is nested at most ${deepest} deep.`);
    for (const inner of Object.values(value)) left.push([inner, depth + 1]);
  }
}

async function appendNew(
  transaction: Transaction,
  centre: string,
  given: readonly EntryInput[],
  complete: readonly EntryInput[],
  client: string,
): Promise<string[]> {
  const ids = given.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const stored = new Map(
    (ids.length ? await findEntries(transaction, centre, ids) : []).map((entry) => [entry.id, entry]),
  );
  for (const entry of given) {
    const before = stored.get(entry.id?.toLowerCase() ?? '');
    if (before && !sameFacts({ ...entry, client }, before))
      throw new Problem('idempotency-mismatch', `Entry ${entry.id} says something else.`);
  }
  const isNew = ({ id }: EntryInput) => !stored.has(id?.toLowerCase() ?? '');
  const written = (await appendEntries(transaction, centre, complete.filter(isNew))).values();
  return complete.map((entry) =>
    isNew(entry) ? (written.next().value as string) : (entry.id as string).toLowerCase(),
  );
}

/** The log's own additions aside, both say the same and come from the same client. */
function sameFacts(given: EntryInput, stored: EntryInput): boolean {
  const added = ['at', 'centre', 'correlationId', 'address'].filter((field) => !(field in given));
  const rest = Object.fromEntries(Object.entries(stored).filter(([field]) => !added.includes(field)));
  const lowercase = { ...given, ...idsInLowerCase(given) };
  return Buffer.from(canonicalEntry(lowercase)).equals(canonicalEntry(rest));
}

const idFields = ['id', 'person', 'account', 'about', 'case'] as const;

function idsInLowerCase(entry: EntryInput): Partial<EntryInput> {
  return Object.fromEntries(
    idFields.flatMap((field) => (entry[field] === undefined ? [] : [[field, entry[field].toLowerCase()]])),
  );
}

/** What `audit.append` refuses although the schema of the route let it pass. */
function explain(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  if (code === '54000') return new Problem('too-large', 'An entry has at most 65,535 bytes.', {}, { cause: error });
  if (code === '22003') return new Problem('invalid-request', 'A number lies beyond 2^53.', {}, { cause: error });
  if (code === '22023' || code === '22P02') return new Problem('invalid-request', message, {}, { cause: error });
  return error;
}
