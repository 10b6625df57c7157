import { noSuch } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { lacking, type Standing, standingOf } from '../doubts/standing.ts';
import { holdCaller } from '../holders.ts';
import { findImport, type StoredImport } from '../store/doubt-import-store.ts';

/** Whoever plans inspections or verifies doubts over the whole centre brings lists in, and sees them. */
const require = (standing: Standing): Standing => {
  if (standing.sees !== null || !(standing.plans || standing.verifies(''))) throw lacking('verify', 'doubt');
  return standing;
};

/** Throws `not-permitted`. */
export const requireImporter = async (transaction: Transaction, caller: PersonCaller): Promise<Standing> =>
  require(await standingOf(transaction, caller));

/** As `requireImporter`, of somebody who stays active until the transaction ends. */
export async function requireActingImporter(transaction: Transaction, caller: PersonCaller): Promise<Standing> {
  await holdCaller(transaction, caller);
  return requireImporter(transaction, caller);
}

/** Throws `not-found`. */
export async function importOf(transaction: Transaction, centre: string, id: string): Promise<StoredImport> {
  const found = await findImport(transaction, centre, id);
  if (!found) throw new Problem('not-found', noSuch('doubt-import', id));
  return found;
}
