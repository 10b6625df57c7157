import type { Transaction } from '@zhiheng/database';
import { type Holding, staffing } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { usernamesOf } from './store/people-store.ts';

/** A duty of the leaver's that at most one person is left to do; `remaining` by username. */
export interface StaffingLoss {
  item: string;
  unit: string;
  duty: string;
  remaining: string[];
}

/** Duties among those the leaver held at `at` for which fewer than two people remain. */
export async function lossesOf(
  transaction: Transaction,
  policy: CentrePolicy,
  leaver: string,
  holdings: readonly Holding[],
  at: number,
): Promise<StaffingLoss[]> {
  const items = itemsHeldBy(
    policy,
    holdings.filter(({ person }) => person === leaver),
  );
  if (items.length === 0) return [];
  const lost = staffing(policy.compiled, holdings, { at, items }).flatMap(({ item, unit, duties }) =>
    duties.flatMap(({ duty, holders }) => {
      const remaining = holders.filter((person) => person !== leaver);
      return remaining.length < holders.length && remaining.length <= 1 ? [{ item, unit, duty, remaining }] : [];
    }),
  );
  const names = await usernamesOf(
    transaction,
    policy.centre,
    lost.flatMap(({ remaining }) => remaining),
  );
  return lost.map((row) => ({ ...row, remaining: row.remaining.map((person) => names.get(person) ?? person) }));
}

/** Every item that the roles reach; a permission on cases without items reaches all. */
export function itemsHeldBy(policy: CentrePolicy, held: readonly { role: string }[]): string[] {
  const codes = held.flatMap(({ role }) =>
    (policy.compiled.roles.get(role)?.permissions ?? []).flatMap(
      ({ resource, items }) => items ?? (['case', 'all'].includes(resource) ? [...policy.itemOf.keys()] : []),
    ),
  );
  return [...new Set(codes)];
}
