import type { TransferInput } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import type { Caller, Trace } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import type { EntryFacts } from './entry-facts.ts';
import type { Source } from './movement-source.ts';
import { requireUnitInUse } from './retirement.ts';
import { lockPeople, lockPolicy, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import {
  cancelTransfers,
  dueTransfers,
  insertTransfer,
  keepTransferEffects,
  markTransferDone,
  readTransfer,
  type StoredCover,
} from './store/movement-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';
import { carryOutTransfer, type TransferEffects } from './transfer-effects.ts';
import type { Place } from './transfer-grants.ts';

/** A transfer as it is put on record. */
export const orderOf = (caller: Caller, person: PersonRow, to: Place, { reason }: TransferInput) => ({
  person: person.id,
  from: { unit: person.unit, post: person.post },
  to,
  reason,
  orderedBy: caller.kind === 'person' ? caller.person : null,
  client: caller.client,
});

/** Carries out a transfer that is on record as done. */
export async function move(
  transaction: Transaction,
  policy: CentrePolicy,
  person: PersonRow,
  to: Place,
  {
    id,
    reason,
    facts,
    cover = null,
    source = {},
  }: { id: string; reason: string; facts: EntryFacts; cover?: StoredCover | null; source?: Source | undefined },
): Promise<TransferEffects> {
  const { centre } = policy;
  const effects = await carryOutTransfer(transaction, policy, person, to, facts);
  await keepTransferEffects(transaction, centre, id, effects);
  await append(transaction, centre, {
    ...facts,
    action: 'person.transferred',
    outcome: 'done',
    targetType: 'person',
    target: person.username ?? person.id,
    about: person.id,
    unit: to.unit,
    reason,
    before: { unit: person.unit, post: person.post },
    after: { ...to, transfer: id },
    details: {
      ...source,
      grantsEnded: effects.grantsEnded.length,
      grantsKept: effects.grantsKept.length,
      requestsWithdrawn: effects.requestsWithdrawn.length,
      decisionsReassigned: effects.decisionsReassigned.length,
      openCases: effects.openCases.length,
      ...coverDetails(cover),
    },
  });
  await raiseEpoch(transaction, centre, { person: person.id });
  return effects;
}

export const coverDetails = (cover: StoredCover | null) =>
  cover ? { thinlyCovered: cover.duties.length, coverPlan: { by: cover.by, until: cover.until } } : {};

/**
 * Moves somebody `lockActivePerson` has locked at once, because it is so already: an employer's word that they are elsewhere is not
 * weighed against who could cover what they leave. Throws `retired`.
 */
export async function moveNow(
  transaction: Transaction,
  policy: CentrePolicy,
  caller: Caller,
  person: PersonRow,
  to: Place,
  { reason, trace, source }: { reason: string; trace: Trace; source?: Source },
): Promise<void> {
  requireUnitInUse(policy, to.unit);
  const order = { ...orderOf(caller, person, to, { unit: to.unit, reason }), at: null };
  const id = await insertTransfer(transaction, policy.centre, order);
  await move(transaction, policy, person, to, { id, reason, facts: trace, source });
}

/** Does the planned transfers whose instant has come, each in a transaction of its own; gives how many it looked at. */
export async function movePlanned(desk: Desk, centre: string): Promise<number> {
  const due = await inCentre(desk.database, centre, (transaction) => dueTransfers(transaction, centre));
  for (const { id, person } of due) {
    await inCentre(desk.database, centre, async (transaction) => {
      await lockPolicy(transaction, centre, 'exclusive');
      await lockPeople(transaction, centre, [[person, 'update']]);
      const planned = await readTransfer(transaction, centre, id);
      if (planned?.state !== 'planned') return;
      const one = (await findPerson(transaction, centre, person)) as PersonRow;
      const to = { unit: planned.unit, post: planned.post };
      const policy = await policyOf(desk, transaction, centre);
      const retired = policy.compiled.unitOf.get(to.unit)?.retired === true;
      // Who has left, or is there already by another way, does not move; nor does anybody to a unit that has retired.
      if (retired || one.state !== 'active' || (one.unit === to.unit && one.post === to.post)) {
        await cancelTransfers(transaction, centre, { id });
        const entry = {
          client,
          action: 'transfer.cancelled',
          outcome: 'done',
          targetType: 'transfer',
          target: id,
        } as const;
        await append(transaction, centre, {
          ...entry,
          about: person,
          unit: one.unit,
          reason: retired ? 'retired' : 'pointless',
        });
        return;
      }
      await markTransferDone(transaction, centre, id, one);
      await move(transaction, policy, one, to, { id, reason: planned.reason, facts: { client } });
    });
  }
  return due.length;
}

const client = 'access';
