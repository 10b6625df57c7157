import { noSuch, said, type TransferInput, type TransferPreview } from '@zhiheng/contracts';
import { inCentre, type Transaction, violates } from '@zhiheng/database';
import { type Caller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { changeLosses } from './departure-losses.ts';
import { type Desk, policyOf } from './desk.ts';
import type { Source } from './movement-source.ts';
import { known } from './overlook.ts';
import { lockActivePerson, ordering, previewing, requireOver } from './person-order.ts';
import { asShown } from './request-document.ts';
import { codeOf } from './request-fields.ts';
import { requireUnitInUse } from './retirement.ts';
import { databaseNow } from './store/clock-store.ts';
import { actingHoldings } from './store/grant-store.ts';
import { lockRemovals } from './store/locks.ts';
import { append } from './store/log-store.ts';
import {
  cancelTransfers,
  insertTransfer,
  readTransfer,
  type StoredCover,
  type TransferRow,
} from './store/movement-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';
import { endingsOf, endingsStill, thinlyCoveredBy, transferCover } from './transfer-cover.ts';
import { carryOutTransfer } from './transfer-effects.ts';
import type { Place } from './transfer-grants.ts';
import { coverDetails, move, orderOf } from './transfer-move.ts';
import { suggest } from './transfer-suggest.ts';
import { tryOut } from './try-out.ts';

/** What a transfer would do if it took effect at this moment. Throws what `orderTransfer` throws. */
export async function previewTransfer(
  desk: Desk,
  caller: Caller,
  person: string,
  { english, ...input }: TransferInput & { english: boolean },
  trace: Trace,
): Promise<Omit<TransferPreview, 'person'> & { person: PersonRow }> {
  const { centre } = caller;
  const refused = {
    ...trace,
    action: 'access.refused',
    outcome: 'denied',
    targetType: 'person',
    target: person,
    details: { preview: 'transfer' },
  } as const;
  const found = await tryOut(desk.database, centre, refused, async (transaction) => {
    const { policy, person: one } = await lockActivePerson(desk, transaction, caller, person, previewing);
    const to = placeOf(policy, one, input);
    const at = await databaseNow(transaction);
    const holdings = await actingHoldings(transaction, centre);
    await insertTransfer(transaction, centre, { ...orderOf(caller, one, to, input), at: null });
    const effects = await carryOutTransfer(transaction, policy, one, to, trace);
    const suggestedGrants = await suggest(transaction, policy, one.id, to);
    return { policy, one, to, at, holdings, effects, suggestedGrants };
  });
  const { policy, one, to, at, holdings, effects, suggestedGrants } = found;
  const removed = effects.grantsEnded.map(({ id }) => id);
  // Takes its time in a large centre: nobody waits for it behind a lock.
  return inCentre(desk.database, centre, async (transaction) => {
    const losses = await changeLosses(transaction, policy, holdings, { at, removed });
    const endings = await endingsOf(transaction, policy, one, to);
    const refusal = await refusalBy(() => transferCover(transaction, policy, endings, input, at));
    const problem = refusal ? asShown(refusal, english) : null;
    return { person: one, to, effects, suggestedGrants, ...losses, thinlyCovered: thinlyCoveredBy(endings), problem };
  });
}

async function refusalBy(act: () => Promise<unknown>): Promise<Problem | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** A transfer, and what the new post is given: asked for like any other grant. */
export interface OrderedTransfer {
  transfer: TransferRow;
  suggestedGrants: TransferPreview['suggestedGrants'];
}

/**
 * Somebody moves to another unit or post: at once, or at a later instant, when the schedule does it. What was given for the old
 * place ends in the same transaction; nothing begins but by request. The caller administers accounts over both units. Throws
 * `not-permitted`, `not-found`, `already-departed`, `unknown-code`, `retired`, `already-there`, `already-exists` (one is planned already),
 * and what `transferCover` throws where it leaves a duty to nobody.
 */
export async function orderTransfer(
  desk: Desk,
  caller: Caller,
  person: string,
  input: TransferInput,
  trace: Trace,
): Promise<OrderedTransfer> {
  const { centre } = caller;
  const refused = { ...trace, action: 'person.transferred', targetType: 'person', target: person } as const;
  return act(desk.database, centre, { ...refused, outcome: 'denied' }, (transaction) =>
    transferWithin(desk, transaction, caller, person, input, trace),
  );
}

/** The same in a transaction that does more, and has taken no lock of those people take turns by. */
export async function transferWithin(
  desk: Desk,
  transaction: Transaction,
  caller: Caller,
  person: string,
  input: TransferInput,
  trace: Trace,
  source?: Source,
): Promise<OrderedTransfer> {
  const { centre } = caller;
  await lockRemovals(transaction, centre);
  const before = await foreseen(desk, transaction, centre, person, input);
  const { policy, person: one } = await lockActivePerson(desk, transaction, caller, person, ordering);
  const to = placeOf(policy, one, input);
  await requireOver(transaction, policy, caller, to.unit, ordering);
  const at = await databaseNow(transaction);
  const endings = await endingsStill(transaction, policy, { person: one, to }, before);
  const cover = await transferCover(transaction, policy, endings, input, at);
  const later = input.at !== undefined && Date.parse(input.at) > at;
  const order = { ...orderOf(caller, one, to, input), at: later ? new Date(input.at as string) : null, cover };
  const id = await insertTransfer(transaction, centre, order).catch(refuseDouble);
  if (later) await noteOrder(transaction, centre, one, id, order, trace);
  else await move(transaction, policy, one, to, { id, reason: input.reason, facts: trace, cover, source });
  const transfer = (await readTransfer(transaction, centre, id)) as TransferRow;
  return { transfer, suggestedGrants: await suggest(transaction, policy, one.id, to) };
}

/** What it would leave behind: takes its time in a large centre, so that it is reckoned before anybody waits behind a lock. */
async function foreseen(
  desk: Desk,
  transaction: Transaction,
  centre: string,
  idOrUsername: string,
  input: TransferInput,
): Promise<Awaited<ReturnType<typeof endingsOf>>> {
  const policy = await policyOf(desk, transaction, centre);
  const person = await findPerson(transaction, centre, idOrUsername);
  const unit = codeOf(policy, 'unit', input.unit);
  if (person?.state !== 'active' || !policy.compiled.unitOf.has(unit)) return [];
  return endingsOf(transaction, policy, person, { unit, post: input.post ?? person.post });
}

/** Takes a planned transfer back. Asked for again, it is done once. Throws `not-permitted`, `not-found`, `already-departed`. */
export async function cancelTransfer(desk: Desk, caller: Caller, id: string, trace: Trace): Promise<TransferRow> {
  const { centre } = caller;
  const facts = { ...trace, action: 'transfer.cancelled', targetType: 'transfer', target: id } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const planned = await readTransfer(transaction, centre, id);
    if (!planned) throw new Problem('not-found', noSuch('transfer', id));
    const { person } = await lockActivePerson(desk, transaction, caller, planned.person, ordering);
    const cancelled = await cancelTransfers(transaction, centre, { id });
    if (cancelled.length > 0)
      await append(transaction, centre, { ...facts, outcome: 'done', about: person.id, unit: person.unit });
    return (await readTransfer(transaction, centre, id)) as TransferRow;
  });
}

async function noteOrder(
  transaction: Transaction,
  centre: string,
  person: PersonRow,
  id: string,
  { to, at, reason, cover }: { to: Place; at: Date | null; reason: string; cover: StoredCover | null },
  trace: Trace,
): Promise<void> {
  await append(transaction, centre, {
    ...trace,
    action: 'transfer.planned',
    outcome: 'done',
    targetType: 'person',
    target: person.username ?? person.id,
    about: person.id,
    unit: person.unit,
    reason,
    after: { ...to, transfer: id, at: at?.toISOString() },
    ...(cover ? { details: coverDetails(cover) } : {}),
  });
}

function placeOf(policy: CentrePolicy, person: PersonRow, { unit, post }: TransferInput): Place {
  const to = { unit: known(policy, 'unit', unit), post: post ?? person.post };
  requireUnitInUse(policy, to.unit);
  if (to.unit === person.unit && to.post === person.post) throw new Problem('already-there');
  return to;
}

function refuseDouble(error: unknown): never {
  throw violates(error) === 'transfer_one_planned' ? new Problem('already-exists', said('transfer-planned')) : error;
}
