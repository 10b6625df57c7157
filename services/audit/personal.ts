import { noSuch, said } from '@zhiheng/contracts';
import { type Database, inCentre, newId, type Transaction, violates } from '@zhiheng/database';
import { Problem, type Trace } from '@zhiheng/http';
import { type PersonalKeys, seal, unseal } from './personal-keys.ts';
import { isKnown } from './store/archive-store.ts';
import { appendEntries, findEntry } from './store/entry-store.ts';
import { insertKey, insertPersonal, liveKey, personalOf } from './store/personal-store.ts';

export interface PersonalInput {
  /** Id of the entry that it belongs to. */
  entry: string;
  /** Keyed hash of the data subject: 32 bytes in lower-case hexadecimal. */
  subject: string;
  data: Record<string, string>;
}

/** What is known of one subject beside an entry. */
export interface PersonalData {
  subject: string;
  /** Absent: the subject was erased. */
  data?: Record<string, string>;
}

/** Bytes of the data as JSON. */
const largest = 8_192;

/**
 * Seals personal data under its subject's key, beside an entry that the same client has written. Throws Problem
 * `not-found` (no such entry of this client), `too-large`, `already-exists`, `unavailable` (no key to wrap with).
 */
export async function storePersonal(
  database: Database,
  keys: PersonalKeys,
  centre: string,
  { entry, subject, data }: PersonalInput,
  trace: Trace,
): Promise<void> {
  const plain = Buffer.from(JSON.stringify(data));
  if (plain.length > largest) throw new Problem('too-large', said('personal-too-long', { most: largest }));
  const store = () =>
    inCentre(database, centre, async (transaction) => {
      const found = await findEntry(transaction, centre, entry);
      if (!found || found.client !== trace.client) throw new Problem('not-found', noSuch('entry', entry));
      const { id, key } = await keyOf(transaction, keys, centre, subject);
      await insertPersonal(transaction, centre, { entry, key: id, sealed: seal(key, placeOf(centre, entry), plain) });
      await appendEntries(transaction, centre, [
        { ...trace, action: 'personal.stored', outcome: 'done', targetType: 'entry', target: entry },
      ]);
    });
  try {
    // Two may be the first to name a subject: the second look finds the key that the other one has made.
    await store().catch((error) => (violates(error) === 'subject_key_live' ? store() : Promise.reject(error)));
  } catch (error) {
    if (violates(error) === 'personal_pkey')
      throw new Problem('already-exists', said('personal-exists', { id: entry }), {}, { cause: error });
    throw error;
  }
}

async function keyOf(
  transaction: Transaction,
  keys: PersonalKeys,
  centre: string,
  subject: string,
): Promise<{ id: string; key: Uint8Array }> {
  const live = await liveKey(transaction, centre, subject);
  if (live) return { id: live.id, key: await keys.unwrap(live, keyPlace(centre, live.id)) };
  const id = newId();
  const { key, wrapped } = await keys.make(keyPlace(centre, id));
  await insertKey(transaction, centre, subject, { id, ...wrapped });
  return { id, key };
}

/** All personal data beside an entry. Throws Problem `not-found`, `unavailable`. */
export async function readPersonal(
  transaction: Transaction,
  keys: PersonalKeys,
  centre: string,
  entry: string,
): Promise<PersonalData[]> {
  if (!(await isKnown(transaction, centre, entry))) throw new Problem('not-found', noSuch('entry', entry));
  const found: PersonalData[] = [];
  for (const { subject, sealed, key: id, wrapping } of await personalOf(transaction, centre, entry)) {
    if (!wrapping) {
      found.push({ subject });
      continue;
    }
    const key = await keys.unwrap(wrapping, keyPlace(centre, id));
    found.push({ subject, data: JSON.parse(unseal(key, placeOf(centre, entry), sealed).toString()) });
  }
  return found;
}

const placeOf = (centre: string, entry: string): string => `zhiheng/personal/${centre}/${entry}`;
const keyPlace = (centre: string, key: string): string => `zhiheng/subject-key/${centre}/${key}`;
