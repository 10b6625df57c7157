import type { Staffing } from '@zhiheng/contracts';
import { staffing } from '@zhiheng/duties';
import { databaseNow } from './store/clock-store.ts';
import { currentHoldings } from './store/grant-store.ts';
import { peopleById } from './store/people-store.ts';
import type { View } from './viewer.ts';

export interface StaffingWanted {
  item?: string;
  unit?: string;
  /** Ids of people who are taken to be absent. */
  away: string[];
}

/** Who can fill the duties of each item at each unit whose business the viewer sees, in the catalogue's order. */
export async function staffingFor(view: View, { item, unit, away }: StaffingWanted): Promise<Staffing[]> {
  const { transaction, centre, policy, sight } = view;
  const holdings = await currentHoldings(transaction, centre);
  const rows = staffing(policy.compiled, holdings, {
    at: await databaseNow(transaction),
    away,
    ...(item === undefined ? {} : { items: [item] }),
    ...(unit === undefined ? {} : { units: [unit] }),
  }).filter((row) => sight.overseen.has(row.unit));
  const people = await peopleById(
    transaction,
    centre,
    rows.flatMap(({ duties }) => duties.flatMap(({ holders }) => holders)),
  );
  return rows.map((row) => {
    const { name, risk } = policy.itemOf.get(row.item) as { name: Staffing['name']; risk: number };
    return {
      item: row.item,
      name,
      unit: row.unit,
      risk,
      duties: row.duties.map(({ duty, holders }) => ({
        duty,
        holders: holders.map((person) => ({
          person,
          username: people.get(person)?.username ?? null,
          name: people.get(person)?.name ?? '',
        })),
      })),
      feasible: row.feasible,
      critical: row.critical.map((person) => people.get(person)?.username ?? person),
    };
  });
}
