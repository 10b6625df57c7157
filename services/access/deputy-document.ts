import type { Deputy } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { DeputyRow } from './store/deputy-store.ts';
import { peopleById } from './store/people-store.ts';

/** Deputyships as they are shown. */
export async function deputyDocuments(
  transaction: Transaction,
  centre: string,
  rows: readonly DeputyRow[],
): Promise<Deputy[]> {
  const people = await peopleById(
    transaction,
    centre,
    rows.flatMap(({ deputy, principal, namedBy }) => [deputy, principal, namedBy]),
  );
  const username = (id: string) => people.get(id)?.username ?? id;
  const name = (id: string) => people.get(id)?.name ?? id;
  return rows.map((row) => ({
    id: row.id,
    deputy: username(row.deputy),
    deputyName: name(row.deputy),
    principal: username(row.principal),
    principalName: name(row.principal),
    from: row.from.toISOString(),
    until: row.until.toISOString(),
    reason: row.reason,
    namedBy: username(row.namedBy),
    namedAt: row.namedAt.toISOString(),
    state: row.state,
    endedAt: row.endedAt?.toISOString() ?? null,
  }));
}
