import { type ReportFilters, type ReportMeasure, reportMeasures } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import { readRolls } from '../store/month-roll-store.ts';
import { listEvents, readItemsOwned, readNamesOfPeople } from '../store/report-store.ts';
import { placesOf } from './places.ts';
import { asOfOf } from './report.ts';
import { sightOf } from './sight.ts';
import { instantsOf, type Months, requireSpan } from './span.ts';

export interface RowsWanted extends Months, ReportFilters {
  measure: ReportMeasure;
}
interface Page {
  after?: { at: string; id: string };
  limit: number;
}

/**
 * The things that a figure counts: no more than were there when it was counted, so that there are just as many. Throws Problem
 * `not-permitted`, `invalid-request`.
 */
export async function readRows(
  transaction: Transaction,
  caller: PersonCaller,
  { measure, from, until, ...filters }: RowsWanted,
  page: Page,
) {
  requireSpan({ from, until });
  const { centre } = caller;
  const sight = await sightOf(transaction, caller);
  const rolls = await readRolls(transaction, centre, { from, until });
  const [first, last] = [rolls[0], rolls.at(-1)];
  if (!first || !last?.asOf) return { asOf: null, rows: [] };
  const span = instantsOf({ from: first.month, until: last.month });
  const moments = { centre, from: span.from, until: new Date(Math.min(last.asOf.getTime(), span.until.getTime())) };
  const places = placesOf(filters, sight.sees, sight.units, await readItemsOwned(transaction, centre));
  const events = await listEvents(transaction, moments, { measure, chosen: { places, filters }, ...page });
  const people = await readNamesOfPeople(transaction, centre, [
    ...new Set(events.flatMap(({ person, other }) => [person, other].filter((one) => one !== null))),
  ]);
  const username = (person: string | null) => (person === null ? null : (people.get(person)?.username ?? null));
  const rows = events.map(({ person, other, item, unit, kind, type, at, ...rest }) => ({
    ...rest,
    counts: reportMeasures[measure].counts,
    at: at.toISOString(),
    item: item || null,
    unit: unit || null,
    kind: kind || null,
    type: type || null,
    operator: username(person),
    other: username(other),
  }));
  return { asOf: asOfOf(rolls), rows };
}
