import type { DepartureReport } from '@zhiheng/contracts';
import type { Trace } from '@zhiheng/http';
import { changeLosses } from './departure-losses.ts';
import type { DepartureSeal } from './departure-seal.ts';
import { handoverDocuments } from './handovers.ts';
import { databaseNow } from './store/clock-store.ts';
import type { DepartureRow } from './store/departure-store.ts';
import { actingHoldings } from './store/grant-store.ts';
import { append } from './store/log-store.ts';
import type { View } from './viewer.ts';

/**
 * What a departure did, and what it leaves short at this moment: as if who left were still there, and then not. Signed; that it was made is
 * an entry.
 */
export async function departureReport(
  { transaction, centre, policy }: View,
  seal: DepartureSeal,
  departure: DepartureRow,
  trace: Trace,
): Promise<DepartureReport> {
  const at = await databaseNow(transaction);
  const { id, person, effects } = departure;
  const ended = effects.grantsEnded
    .filter(({ role, unit }) => policy.roleOf.has(role) && policy.compiled.unitOf.has(unit))
    .map(({ id, role, unit }) => ({ id, person, role, unit, from: at - 1, until: Number.POSITIVE_INFINITY }));
  const others = (await actingHoldings(transaction, centre)).filter((held) => held.person !== person);
  const { losses, staffing } = await changeLosses(transaction, policy, [...others, ...ended], { at, away: [person] });
  const report = await seal.seal(centre, {
    departure: { ...departure, at: departure.at.toISOString() },
    madeAt: new Date(at).toISOString(),
    // The departure's entry bears its id.
    entry: { id, href: `/audit/v1/entries/${id}`, proof: `/audit/v1/entries/${id}/proof` },
    losses,
    staffing,
    handover: await handoverDocuments(transaction, policy, departure),
  });
  await append(transaction, centre, {
    ...trace,
    action: 'departure.reported',
    outcome: 'done',
    targetType: 'departure',
    target: id,
    unit: departure.unit,
    about: person,
    details: { digest: report.digest },
  });
  return report;
}
