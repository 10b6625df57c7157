import type { Conflict } from '@zhiheng/duties';
import { LRUCache } from 'lru-cache';
import { analyst } from './analyst.ts';
import { judgedHoldings } from './deputy-holdings.ts';
import { lessExcepted, onAllItems } from './duty-check.ts';
import { databaseNow } from './store/clock-store.ts';
import { currentExceptions } from './store/exception-store.ts';
import type { View } from './viewer.ts';

interface Scan {
  epoch: number;
  /** Which exceptions it honours. */
  exceptions: string;
  conflicts: Promise<Conflict[]>;
}

export const keyOf = ({ person, rule }: { person: string; rule: string }): string => `${person}/${rule}`;
const byKey = (a: Conflict, b: Conflict): number => (keyOf(a) < keyOf(b) ? -1 : 1);

/** What each centre breaks of the static rules and ceilings: scanned once an epoch, by all who ask at once together. */
export class Scans {
  readonly #scans = new LRUCache<string, Scan>({ max: 100 });

  /** What holds at this moment or will, in order of person and rule; what an exception covers is left out. */
  async of(view: View): Promise<Conflict[]> {
    const { transaction, centre, policy } = view;
    const at = await databaseNow(transaction);
    const exceptions = await currentExceptions(transaction, centre);
    const ids = exceptions.map(({ id }) => id).join();
    const known = this.#scans.get(centre);
    if (known?.epoch === policy.epoch && known.exceptions === ids) return lasting(await known.conflicts, at);
    // Read after the epoch: what changed meanwhile is in it already, and scanned again with the next epoch.
    const holdings = await judgedHoldings(transaction, policy);
    const conflicts = analyst
      .ask('scan', policy.policy, { holdings, exceptions: onAllItems(exceptions) })
      .then((found) => lessExcepted(found, exceptions).sort(byKey));
    const fresh: Scan = { epoch: policy.epoch, exceptions: ids, conflicts };
    this.#scans.set(centre, fresh);
    conflicts.catch(() => {
      if (this.#scans.peek(centre) === fresh) this.#scans.delete(centre);
    });
    return lasting(await conflicts, at);
  }
}

const lasting = (conflicts: readonly Conflict[], at: number): Conflict[] => conflicts.filter(({ until }) => until > at);
