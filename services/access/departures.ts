import { shanghaiStart } from '@zhiheng/calendar';
import type { DepartureEffects } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import type { Caller, Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { departNow } from './depart-now.ts';
import { carryOut } from './departure-effects.ts';
import { changeLosses, type DepartureLosses } from './departure-losses.ts';
import type { Desk } from './desk.ts';
import type { Source } from './movement-source.ts';
import { lockActivePerson, ordering, previewing } from './person-order.ts';
import { keepMade, madeBefore, retryOf } from './retry.ts';
import { databaseNow } from './store/clock-store.ts';
import { type DepartureKind, type DepartureRow, listDepartures } from './store/departure-store.ts';
import { actingHoldings } from './store/grant-store.ts';
import type { PersonRow } from './store/people-store.ts';
import { tryOut } from './try-out.ts';

export interface DepartureOrder {
  /** Id or username. */
  person: string;
  kind: DepartureKind;
  reason?: string;
  source?: Source;
}

export interface DepartureOutlook {
  person: PersonRow;
  effects: DepartureEffects;
}

/** What a departure would do at this moment, and whom it would leave unstaffed on a `day`. Throws `not-permitted`, `not-found`, `already-departed`. */
export async function previewDeparture(
  desk: Desk,
  caller: Caller,
  person: string,
  trace: Trace,
  day?: string,
): Promise<DepartureOutlook & DepartureLosses> {
  const { centre } = caller;
  const refused = {
    ...trace,
    action: 'access.refused',
    outcome: 'denied',
    targetType: 'person',
    target: person,
    details: { preview: 'departure' },
  } as const;
  const { outlook, policy, before, at } = await tryOut(desk.database, centre, refused, async (transaction) => {
    const { policy, person: leaver } = await lockActivePerson(desk, transaction, caller, person, previewing);
    const before = await actingHoldings(transaction, centre);
    const effects = await carryOut(transaction, policy, leaver, trace, 'preview');
    const at = await databaseNow(transaction);
    return { outlook: { person: leaver, effects }, policy, before, at };
  });
  // Takes its time in a large centre: nobody waits for it behind a lock.
  const losses = await inCentre(desk.database, centre, (transaction) =>
    changeLosses(transaction, policy, before, { at: beginningOf(day, at), away: [outlook.person.id] }),
  );
  return { ...outlook, ...losses };
}

/** 00:00 in China of a day to come; else that moment. */
const beginningOf = (day: string | undefined, at: number): number =>
  day === undefined ? at : Math.max(at, shanghaiStart(day));

/**
 * Someone leaves: account, grants, requests, pending decisions and open work, all in one transaction. No approval delays
 * it and no open work blocks it (the design's invariant 5). Nobody is kept from ordering their own. Gives what was done,
 * the same `key` again the same; throws `not-permitted`, `not-found`, `already-departed`, `idempotency-mismatch`.
 */
export async function depart(
  desk: Desk,
  caller: Caller,
  order: DepartureOrder,
  trace: Trace,
  key?: string,
): Promise<DepartureRow> {
  const { centre } = caller;
  const retry = retryOf(caller, 'departure', key, Object.entries(order).sort());
  const facts = { ...trace, action: 'person.departed', targetType: 'person', target: order.person } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const made = await madeBefore(transaction, centre, retry);
    if (made !== undefined) return departureMade(transaction, centre, made);
    const departure = await departWithin(desk, transaction, caller, order, trace);
    await keepMade(transaction, centre, retry, departure);
    return departureMade(transaction, centre, departure);
  });
}

/** The same in a transaction that does more; gives the departure’s id. */
export async function departWithin(
  desk: Desk,
  transaction: Transaction,
  caller: Caller,
  order: DepartureOrder,
  trace: Trace,
): Promise<string> {
  const { policy, person: leaver } = await lockActivePerson(desk, transaction, caller, order.person, ordering);
  const by = { person: caller.kind === 'person' ? caller.person : null, client: caller.client };
  return departNow(transaction, policy, leaver, { ...order, by }, trace);
}

async function departureMade(transaction: Transaction, centre: string, id: string): Promise<DepartureRow> {
  const [row] = await listDepartures(transaction, centre, { id, limit: 1 });
  return row as DepartureRow;
}
