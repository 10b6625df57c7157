import { type CaseCandidate, listed, noSuch, said } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction, violates } from '@zhiheng/database';
import {
  type Caller,
  fieldProblem,
  Problem,
  payeeAccountHash,
  type Secret,
  subjectHash,
  type Trace,
} from '@zhiheng/http';
import { compileAbility, weigh } from './ability.ts';
import { act } from './act.ts';
import { type Cancellation, cancelOne } from './case-cancel.ts';
import { type CandidatePage, candidatesOn } from './case-candidates.ts';
import { caseSightOf } from './case-sight.ts';
import type { CentrePolicies, CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { dutyInquiry } from './inquiry.ts';
import { codeOf } from './request-fields.ts';
import { requireUnitInUse, retiredProblem } from './retirement.ts';
import { keepMade, madeBefore, retryOf } from './retry.ts';
import { apartByRole } from './session.ts';
import { factsOf } from './standing.ts';
import { lockActors } from './store/actor-store.ts';
import { type CaseFilter, type CaseRow, insertCase, listCases } from './store/case-store.ts';
import { heldNow } from './store/holder-store.ts';
import { append } from './store/log-store.ts';
import { usernamesOf } from './store/people-store.ts';
import { type ToldCase, takingPart, told } from './told-case.ts';
import { look } from './viewer.ts';

export interface CaseOrder {
  item: string;
  unit: string;
  reference: string;
  subject?: string;
  amountFen?: number;
  channel?: string;
  payeeAccount?: string;
}

/** Pieces of business that other systems record here. */
export class Cases {
  readonly #desk: Desk;
  readonly #secret: Secret;

  constructor(database: Database, policies: CentrePolicies, secret: Secret) {
    this.#desk = { database, policies };
    this.#secret = secret;
  }

  /**
   * Opens a case. A machine client with `cases:write` may for any item; a person only where they have a duty on it.
   * The same `key` again gives the case it opened. Throws `unknown-code`, `not-permitted`, `on-leave`, `retired`, `already-exists`
   * (item and reference), `idempotency-mismatch`.
   */
  open(caller: Caller, order: CaseOrder, trace: Trace, ownCorrelation: boolean, key?: string): Promise<ToldCase> {
    const { centre } = caller;
    const refused = {
      ...trace,
      action: 'case.opened',
      outcome: 'denied',
      targetType: 'case',
      target: order.reference,
    } as const;
    const { subject: named, payeeAccount: account, ...rest } = order;
    const subject = named === undefined ? null : subjectHash(this.#secret, centre, named);
    const payeeAccount = account === undefined ? null : payeeAccountHash(this.#secret, centre, account);
    const digests = [subject, payeeAccount].map((digest) => digest?.toString('hex'));
    const retry = retryOf(caller, 'case', key, [Object.entries(rest).sort(), ...digests]);
    return act(this.#desk.database, centre, refused, async (transaction) => {
      const before = await madeBefore(transaction, centre, retry);
      const policy = await policyOf(this.#desk, transaction, centre);
      if (before !== undefined) return told(transaction, policy, before);
      const place = placeOf(policy, order);
      if (caller.kind === 'person') await requireDuty(transaction, policy, caller, { ...order, ...place });
      requireUnitInUse(policy, place.unit);
      if (policy.itemOf.get(place.item)?.retired) throw retiredProblem('item', place.item);
      const id = await insertCase(transaction, centre, {
        ...place,
        reference: order.reference,
        subject,
        amountFen: order.amountFen ?? null,
        channel: order.channel ?? null,
        payeeAccount,
        openedBy: caller.kind === 'person' ? caller.person : null,
        client: caller.client,
      }).catch(refuseRetired);
      if (!id)
        throw new Problem('already-exists', said('case-exists', { item: place.item, reference: order.reference }));
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
      await keepMade(transaction, centre, retry, id);
      return told(transaction, policy, id);
    });
  }

  /** Cancels an open case; see `cancelOne`. */
  cancel(centre: string, order: Cancellation): Promise<ToldCase> {
    return cancelOne(this.#desk, centre, order);
  }

  /** One case that the caller may read. Throws `not-found`. */
  async read(caller: Caller, id: string): Promise<ToldCase> {
    const [told] = await this.list(caller, { id, limit: 1 });
    if (!told) throw new Problem('not-found', noSuch('case', id));
    return told;
  }

  /** Cases that the caller may read, newest first. Items and units may be named by code or id. */
  list(caller: Caller, filter: Omit<CaseFilter, 'sight'>): Promise<ToldCase[]> {
    return inCentre(this.#desk.database, caller.centre, async (transaction) => {
      const policy = await policyOf(this.#desk, transaction, caller.centre);
      const rows = await readableCases(transaction, policy, caller, filter);
      const names = await usernamesOf(transaction, caller.centre, rows.flatMap(takingPart));
      return rows.map((one) => ({ policy, one, names }));
    });
  }

  /** Who holds the duty that a case waits for; see `candidatesOn`. Throws `not-found` as `read` does. */
  candidates(caller: Caller, id: string, page: CandidatePage, trace: Trace): Promise<CaseCandidate[]> {
    return look(this.#desk, caller, async (view) => {
      const [one] = await readableCases(view.transaction, view.policy, caller, { id, limit: 1 });
      if (!one) throw new Problem('not-found', noSuch('case', id));
      return candidatesOn(view, one, page, trace);
    });
  }
}

/** Newest first, as far as the caller may read them. */
async function readableCases(
  transaction: Transaction,
  policy: CentrePolicy,
  caller: Caller,
  { item, unit, ...rest }: Omit<CaseFilter, 'sight'>,
): Promise<CaseRow[]> {
  requireReader(caller);
  const { centre } = caller;
  return listCases(transaction, centre, {
    ...rest,
    ...(item === undefined ? {} : { item: codeOf(policy, 'item', item) }),
    ...(unit === undefined ? {} : { unit: codeOf(policy, 'unit', unit) }),
    ...(caller.kind === 'client'
      ? {}
      : { sight: caseSightOf(policy, caller.person, await heldNow(transaction, centre, caller.person)) }),
  });
}

function requireReader(caller: Caller): void {
  if (caller.kind === 'person' || caller.scopes.has('cases:write') || caller.scopes.has('decide')) return;
  throw new Problem('not-permitted', said('cases-scope'));
}

/** What retired while the case was on its way. */
function refuseRetired(error: unknown): never {
  throw violates(error) === 'nothing_new_retired' ? new Problem('retired') : error;
}

/** Throws unless the caller, still active and not away, has some duty on such a case. */
async function requireDuty(
  transaction: Transaction,
  policy: CentrePolicy,
  caller: Extract<Caller, { kind: 'person' }>,
  order: CaseOrder,
): Promise<void> {
  const [actor] = await lockActors(transaction, policy.centre, [caller.username]);
  if (actor?.account !== caller.account) throw new Problem('account-disabled');
  if (actor.away) throw new Problem('on-leave', said('is-on-leave', { person: caller.username }));
  const { active, inactive } = apartByRole(policy, actor.grants, actor.chosen);
  const ability = compileAbility(policy, active, inactive);
  const subject = { id: actor.username, properties: factsOf(actor) };
  const duties = policy.itemOf.get(order.item)?.duties ?? [];
  if (!duties.some((duty) => weigh(ability, dutyInquiry(subject, duty, 'new', order)).allowed))
    throw new Problem(
      'not-permitted',
      said('no-duty-there', { person: caller.username, item: order.item, unit: order.unit }),
    );
}

function placeOf(policy: CentrePolicy, order: CaseOrder): { item: string; unit: string } {
  const item = policy.itemOf.get(codeOf(policy, 'item', order.item));
  if (!item) throw fieldProblem('unknown-code', '/item', noSuch('item', order.item));
  const unit = policy.compiled.unitOf.get(codeOf(policy, 'unit', order.unit));
  if (!unit) throw fieldProblem('unknown-code', '/unit', noSuch('unit', order.unit));
  if (order.channel !== undefined && !item.channels.includes(order.channel)) {
    throw fieldProblem(
      'unknown-code',
      '/channel',
      said('open-to-channels', { item: item.code, channels: listed(item.channels) }),
    );
  }
  return { item: item.code, unit: unit.code };
}
