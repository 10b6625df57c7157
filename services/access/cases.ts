import { createHmac } from 'node:crypto';
import { type Database, inCentre } from '@zhiheng/database';
import { type Caller, fieldProblem, Problem, type Secret, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicies, CentrePolicy } from './centre-policy.ts';
import { codeOf } from './request-input.ts';
import { mayDo } from './step-judge.ts';
import { type CaseRow, insertCase, readCases } from './store/case-store.ts';
import { heldNow } from './store/holder-store.ts';
import { append } from './store/log-store.ts';

export interface CaseOrder {
  item: string;
  unit: string;
  reference: string;
  subject?: string;
  amountFen?: number;
  channel?: string;
}

/** Pieces of business that other systems record here. */
export class Cases {
  readonly #database: Database;
  readonly #policies: CentrePolicies;
  readonly #secret: Secret;

  constructor(database: Database, policies: CentrePolicies, secret: Secret) {
    this.#database = database;
    this.#policies = policies;
    this.#secret = secret;
  }

  /**
   * Opens a case. A machine client with `cases:write` may for any item; a person only for an item they have a duty on.
   * Throws `unknown-code`, `not-permitted`, `already-exists` (item and reference).
   */
  async open(caller: Caller, order: CaseOrder, trace: Trace, ownCorrelation: boolean): Promise<CaseRow> {
    const { centre } = caller;
    const refused = {
      ...trace,
      action: 'case.opened',
      outcome: 'denied',
      targetType: 'case',
      target: order.reference,
    } as const;
    return act(this.#database, centre, refused, async (transaction) => {
      const policy = await this.#policies.current(transaction, centre);
      if (!policy) throw new Problem('not-found');
      const place = placeOf(policy, order);
      if (caller.kind === 'person') {
        const grants = await heldNow(transaction, centre, caller.person);
        const duties = policy.itemOf.get(place.item)?.duties ?? [];
        if (!duties.some((duty) => mayDo(policy, grants, duty, place.item, place.unit))) {
          throw new Problem('not-permitted', `${caller.username} has no duty on ${place.item} at ${place.unit}.`);
        }
      }
      const id = await insertCase(transaction, centre, {
        ...place,
        reference: order.reference,
        subject: order.subject === undefined ? null : this.#subjectHash(centre, order.subject),
        amountFen: order.amountFen ?? null,
        channel: order.channel ?? null,
        openedBy: caller.kind === 'person' ? caller.person : null,
        client: caller.client,
      });
      if (!id) throw new Problem('already-exists', `${place.item} has a case ${order.reference} already.`);
      await append(transaction, centre, {
        ...trace,
        ...(ownCorrelation ? {} : { correlationId: id }),
        action: 'case.opened',
        outcome: 'done',
        targetType: 'case',
        target: order.reference,
        case: id,
        ...place,
        after: { channel: order.channel ?? null, amountFen: order.amountFen ?? null },
      });
      const [one] = await readCases(transaction, centre, [id]);
      return one as CaseRow;
    });
  }

  async read(centre: string, id: string): Promise<CaseRow> {
    const [one] = await inCentre(this.#database, centre, (transaction) => readCases(transaction, centre, [id]));
    if (!one) throw new Problem('not-found', `There is no case ${id}.`);
    return one;
  }

  /** Subjects are known here by a keyed hash only (PIPL art. 51): equal for equal subjects of one centre. */
  #subjectHash(centre: string, subject: string): Buffer {
    return createHmac('sha256', this.#secret.derive(`subjects of ${centre}`))
      .update(subject.normalize('NFKC').trim())
      .digest();
  }
}

function placeOf(policy: CentrePolicy, order: CaseOrder): { item: string; unit: string } {
  const item = policy.itemOf.get(codeOf(policy, 'item', order.item));
  if (!item) throw fieldProblem('unknown-code', '/item', `there is no item "${order.item}"`);
  const unit = policy.compiled.unitOf.get(codeOf(policy, 'unit', order.unit));
  if (!unit) throw fieldProblem('unknown-code', '/unit', `there is no unit "${order.unit}"`);
  if (order.channel !== undefined && !item.channels.includes(order.channel)) {
    throw fieldProblem('unknown-code', '/channel', `${item.code} is open to ${item.channels.join(', ')}`);
  }
  return { item: item.code, unit: unit.code };
}
