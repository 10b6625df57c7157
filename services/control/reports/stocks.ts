import { type ShutOutReport, type Stock, type StockReport, stocks } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import { databaseNow } from '../store/clock-store.ts';
import { readNamesOfPeople } from '../store/report-store.ts';
import { countStocks, listStock, shutOutByMonth } from '../store/stock-store.ts';
import { placesOf } from './places.ts';
import { sightOf } from './sight.ts';
import { instantsOf, type Months, requireSpan } from './span.ts';

interface Wanted {
  section?: string;
}
interface Page {
  after?: string;
  limit: number;
}

/** The units whose things the caller may see and asked for. Throws Problem `not-permitted`. */
async function reachOf(transaction: Transaction, caller: PersonCaller, wanted: Wanted) {
  const { sees, units } = await sightOf(transaction, caller);
  return { centre: caller.centre, units: placesOf(wanted, sees, units, []).units };
}

/** What stands open at this moment. Throws Problem `not-permitted`. */
export async function readStocks(transaction: Transaction, caller: PersonCaller, wanted: Wanted): Promise<StockReport> {
  const { asOf, values } = await countStocks(transaction, await reachOf(transaction, caller, wanted));
  return { asOf: asOf.toISOString(), values };
}

/** The things behind one of these figures, people by their usernames. Throws Problem `not-permitted`. */
export async function readStockRows(
  transaction: Transaction,
  caller: PersonCaller,
  { stock, ...wanted }: Wanted & { stock: Stock },
  page: Page,
) {
  const { centre } = caller;
  const things = await listStock(transaction, await reachOf(transaction, caller, wanted), { stock, ...page });
  const named = await readNamesOfPeople(transaction, centre, [
    ...new Set(things.flatMap(({ person }) => (person === null ? [] : [person]))),
  ]);
  const asOf = new Date(await databaseNow(transaction)).toISOString();
  const counts: string = stocks[stock].counts === 'fen' ? 'recovery' : stocks[stock].counts;
  const rows = things.map(({ person, unit, item, type, at, ...rest }) => ({
    ...rest,
    counts,
    at: at?.toISOString() ?? null,
    item: item || null,
    unit: unit || null,
    type: type || null,
    operator: person === null ? null : (named.get(person)?.username ?? null),
  }));
  return { asOf, rows };
}

/** From staff events to accounts disabled, in the months asked for. Throws Problem `not-permitted`, `invalid-request`. */
export async function readShutOut(
  transaction: Transaction,
  caller: PersonCaller,
  { section, ...span }: Months & Wanted,
): Promise<ShutOutReport> {
  requireSpan(span);
  const reach = await reachOf(transaction, caller, section === undefined ? {} : { section });
  const months = await shutOutByMonth(transaction, reach, instantsOf(span));
  return { asOf: new Date(await databaseNow(transaction)).toISOString(), months };
}
