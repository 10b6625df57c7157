import type { HeldConflict } from '@zhiheng/contracts';
import { type Conflict, explain, scan } from '@zhiheng/duties';
import { LRUCache } from 'lru-cache';
import type { CentrePolicy } from './centre-policy.ts';
import { databaseNow } from './store/clock-store.ts';
import { currentHoldings } from './store/grant-store.ts';
import { peopleById } from './store/people-store.ts';
import type { View } from './viewer.ts';

interface Scan {
  epoch: number;
  conflicts: Conflict[];
}

/** What each centre breaks of the static rules: scanned once an epoch, kept in memory. */
export class Scans {
  readonly #scans = new LRUCache<string, Scan>({ max: 100 });

  /** What holds at this moment or will, in order of person and rule. */
  async of({ transaction, centre, policy }: View): Promise<Conflict[]> {
    const at = await databaseNow(transaction);
    let known = this.#scans.get(centre);
    if (known?.epoch !== policy.epoch) {
      // Read after the epoch: what changed meanwhile is in it already, and scanned again with the next epoch.
      const holdings = await currentHoldings(transaction, centre);
      known = { epoch: policy.epoch, conflicts: scan(policy.compiled, holdings).sort(byPersonAndRule) };
      this.#scans.set(centre, known);
    }
    return known.conflicts.filter(({ until }) => until > at);
  }
}

const keyOf = ({ person, rule }: Conflict): string => `${person}/${rule}`;
const byPersonAndRule = (a: Conflict, b: Conflict): number => (keyOf(a) < keyOf(b) ? -1 : 1);

export interface ConflictsWanted {
  rule?: string;
  person?: string;
  /** Code of the unit that the person belongs to. */
  unit?: string;
  effect?: string;
  /** Key of the last row of the page before. */
  after?: string;
  limit: number;
}

/** Held conflicts of the people whose business the viewer sees; one row more than `limit` where there is one. */
export async function heldConflicts(
  view: View,
  scans: Scans,
  wanted: ConflictsWanted,
): Promise<{ key: string; row: HeldConflict }[]> {
  const { transaction, centre, policy, sight } = view;
  const { rule, person, unit, effect, after, limit } = wanted;
  const all = (await scans.of(view)).filter(
    (conflict) =>
      (rule === undefined || conflict.rule === rule) &&
      (person === undefined || conflict.person === person) &&
      (effect === undefined || conflict.effect === effect) &&
      (after === undefined || keyOf(conflict) > after),
  );
  const people = await peopleById(
    transaction,
    centre,
    all.map((conflict) => conflict.person),
  );
  const rows = all.flatMap((conflict) => {
    const who = people.get(conflict.person);
    if (!who || !sight.overseen.has(who.unit) || (unit !== undefined && who.unit !== unit)) return [];
    return [{ conflict, who }];
  });
  return rows.slice(0, limit + 1).map(({ conflict, who }) => ({
    key: keyOf(conflict),
    row: {
      person: conflict.person,
      username: who.username,
      name: who.name,
      unit: who.unit,
      from: instant(conflict.from),
      until: instant(conflict.until),
      conflict: explained(policy, conflict),
    },
  }));
}

const explained = (policy: CentrePolicy, conflict: Conflict): HeldConflict['conflict'] =>
  explain(conflict, policy.compiled);

const instant = (ms: number): string | null => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);
