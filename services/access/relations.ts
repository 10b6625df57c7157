import { noSuch, type RelationInput, said } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import { subjectLookup } from '@zhiheng/duties';
import { type PersonCaller, Problem, type Secret, subjectHash, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf, requireActive } from './desk.ts';
import { recordsOf } from './humans.ts';
import { keepMade, madeBefore, retryOf } from './retry.ts';
import { lockPeople } from './store/locks.ts';
import { append, type LogEntry } from './store/log-store.ts';
import {
  type EarlierStep,
  insertRelation,
  listRelations,
  type RelationRow,
  readRelation,
  stepsOnSubject,
  withdrawRelation,
} from './store/relation-store.ts';

/**
 * Whom people declare to be related to, so that they are kept from their cases. Each sees only their own, and nobody to
 * whom they are; entries tell that one was declared. The person's lock keeps steps in flight and declarations apart.
 */
export class Relations {
  readonly #desk: Desk;
  readonly #secret: Secret;

  constructor(desk: Desk, secret: Secret) {
    this.#desk = desk;
    this.#secret = secret;
  }

  /**
   * Declares a relation. What the person did for that subject before stands, and is entered as in doubt.
   * The same `key` again gives what it declared. Throws `already-exists` when this subject is declared already,
   * `idempotency-mismatch`.
   */
  declare(
    caller: PersonCaller,
    { relation, identity }: RelationInput,
    trace: Trace,
    key?: string,
  ): Promise<RelationRow & { earlierSteps: number }> {
    const { centre, person } = caller;
    const subject = subjectHash(this.#secret, centre, identity);
    const retry = retryOf(caller, 'relation', key, [relation, subject.toString('hex')]);
    const entry = { ...trace, action: 'relation.declared', targetType: 'person', target: caller.username } as const;
    return act(this.#desk.database, centre, { ...entry, outcome: 'denied' }, async (transaction) => {
      const before = await madeBefore(transaction, centre, retry);
      await lockSelf(transaction, caller);
      const row =
        before === undefined
          ? await insertRelation(transaction, centre, { person, relation, subject })
          : await readRelation(transaction, centre, person, before);
      if (!row) throw new Problem('already-exists', said('relation-declared'));
      const policy = await policyOf(this.#desk, transaction, centre);
      const late = (await stepsOnSubject(transaction, centre, recordsOf(policy, [person]), subject)).filter((one) =>
        isBarred(policy, one),
      );
      if (before !== undefined) return { ...row, earlierSteps: late.length };
      await keepMade(transaction, centre, retry, row.id);
      await append(transaction, centre, [
        { ...entry, outcome: 'done', details: { earlierSteps: late.length } },
        ...late.map((one) => doubt(trace, person, one)),
      ]);
      return { ...row, earlierSteps: late.length };
    });
  }

  /** From now on the person may act for this subject again; what was refused meanwhile stays refused. Throws `not-found`. */
  withdraw(caller: PersonCaller, id: string, trace: Trace): Promise<void> {
    const { centre, person } = caller;
    const entry = { ...trace, action: 'relation.withdrawn', targetType: 'person', target: caller.username } as const;
    return act(this.#desk.database, centre, { ...entry, outcome: 'denied' }, async (transaction) => {
      await lockSelf(transaction, caller);
      if (!(await withdrawRelation(transaction, centre, person, id)))
        throw new Problem('not-found', noSuch('relation', id));
      await append(transaction, centre, { ...entry, outcome: 'done' });
    });
  }

  /** The caller's own, newest first, and how many they are. */
  list(
    { centre, person }: PersonCaller,
    page: { before?: string; limit: number },
  ): Promise<{ rows: RelationRow[]; count: number }> {
    return inCentre(this.#desk.database, centre, (transaction) => listRelations(transaction, centre, person, page));
  }
}

async function lockSelf(transaction: Transaction, caller: PersonCaller): Promise<void> {
  await lockPeople(transaction, caller.centre, [[caller.person, 'update']]);
  await requireActive(transaction, caller);
}

/** Whether a recusal rule would have kept the person from it. */
function isBarred({ compiled }: CentrePolicy, { item, unit, channel, duty }: EarlierStep): boolean {
  const of = { item, unit, ...(channel === null ? {} : { channel }) };
  return subjectLookup(compiled, { case: of, duty }, 0).relation;
}

function doubt(trace: Trace, about: string, { reference, duty, round, item, unit, case: id }: EarlierStep): LogEntry {
  return {
    ...trace,
    action: 'step.doubted',
    outcome: 'done',
    targetType: 'case',
    target: reference,
    ...{ item, unit, case: id, about },
    reason: 'recusal',
    details: { duty, round },
  };
}
