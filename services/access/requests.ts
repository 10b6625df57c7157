import { createHash } from 'node:crypto';
import { ApprovalError, decide, type Organisation, open, preview, selectChain, withdraw } from '@zhiheng/approvals';
import { addWorkingDays } from '@zhiheng/calendar';
import { type Database, inCentre, newId, type Transaction, violates } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicies, CentrePolicy } from './centre-policy.ts';
import { dutyConflict } from './duty-check.ts';
import { readOrganisation } from './organisation.ts';
import { applyRequest, failRequest, whyNot } from './request-apply.ts';
import { type RequestInput, type ResolvedInput, resolveInput } from './request-input.ts';
import { type Judgement, judgeInput } from './request-judge.ts';
import { databaseNow } from './store/clock-store.ts';
import { lockPeople, lockPolicy } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { activeAccount } from './store/people-store.ts';
import {
  findByIdempotencyKey,
  insertDecision,
  insertRequest,
  lockRequests,
  readRequest,
  type StoredRequest,
  updateApproval,
} from './store/request-store.ts';

export interface RequestPreview {
  input: ResolvedInput;
  judgement: Judgement;
  /** The stages it would take; empty with `unapprovable` when nobody could approve it. */
  plan: ReturnType<typeof preview>['stages'];
  unapprovable?: Problem;
}

/** A request on its way through tiered approval: previewed, submitted, decided, withdrawn. */
export class Requests {
  readonly #database: Database;
  readonly #policies: CentrePolicies;

  constructor(database: Database, policies: CentrePolicies) {
    this.#database = database;
    this.#policies = policies;
  }

  /** What would become of it at this moment. Changes nothing. */
  async preview(caller: PersonCaller, input: RequestInput): Promise<RequestPreview> {
    return inCentre(this.#database, caller.centre, async (transaction) => {
      const { policy, resolved, judgement, organisation, at } = await this.#examine(transaction, caller, input);
      try {
        const { stages } = preview(
          chainFor(policy, resolved),
          asApproval(newId(), caller, resolved, at),
          organisation,
          addWorkingDays,
        );
        return { input: resolved, judgement, plan: stages };
      } catch (error) {
        return { input: resolved, judgement, plan: [], unapprovable: asProblem(error) };
      }
    });
  }

  /** Submits a request; the same `idempotencyKey` again gives the request it made. */
  async submit(
    caller: PersonCaller,
    input: RequestInput,
    trace: Trace,
    idempotencyKey?: string,
  ): Promise<StoredRequest> {
    const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex');
    const facts = {
      ...trace,
      targetType: 'role',
      target: input.role,
      unit: input.unit,
      details: { change: input.change, beneficiary: input.beneficiary },
    };
    const entry = { ...facts, action: 'request.refused', outcome: 'denied' } as const;
    return act(this.#database, caller.centre, entry, async (transaction) => {
      const { policy, resolved, judgement, organisation, at } = await this.#examine(transaction, caller, input, 'lock');
      // Asked under the beneficiary's lock, so that a retry in flight waits for the first try.
      const before =
        idempotencyKey && (await findByIdempotencyKey(transaction, caller.centre, caller.person, idempotencyKey));
      if (before) return sameRequest(before, digest);
      if (judgement.problem) throw judgement.problem;
      if (judgement.blocking.length) throw dutyConflict(judgement.blocking);
      const id = newId();
      const request: StoredRequest = {
        ...resolved,
        id,
        submittedAt: new Date(at),
        closedAt: null,
        failure: null,
        idempotencyKey: idempotencyKey ?? null,
        digest,
        approval: openApproval(policy, resolved, asApproval(id, caller, resolved, at), organisation),
      };
      await insertOnce(transaction, caller.centre, request);
      await append(transaction, caller.centre, {
        ...trace,
        action: 'request.submitted',
        outcome: 'done',
        targetType: 'request',
        target: id,
        unit: resolved.unit,
        about: resolved.beneficiary.id,
        reason: resolved.reason,
        after: {
          change: resolved.change,
          role: resolved.role,
          risk: resolved.risk,
          stages: request.approval.stages.map(({ by }) => by),
        },
      });
      return request;
    });
  }

  /** Approves or rejects the open stage. The last approval puts the change into effect in the same transaction. */
  async decide(
    caller: PersonCaller,
    id: string,
    decision: { decision: 'approve' | 'reject'; comment?: string },
    trace: Trace,
  ): Promise<StoredRequest> {
    const entry = {
      ...trace,
      action: 'request.decided',
      outcome: 'denied',
      targetType: 'request',
      target: id,
      details: { decision: decision.decision },
    } as const;
    return act(this.#database, caller.centre, entry, async (transaction) => {
      const { policy, request } = await this.#lockForDecision(transaction, caller, id);
      const organisation = await readOrganisation(transaction, policy);
      const at = await databaseNow(transaction);
      const given = { person: caller.person, ...decision, at };
      const { request: approval } = orProblem(() => decide(request.approval, given, organisation, addWorkingDays));
      const stage = request.approval.stages.findIndex(({ state }) => state === 'open');
      await insertDecision(transaction, caller.centre, request.approval, stage, given).catch(refuseVoice);
      await append(transaction, caller.centre, {
        ...trace,
        action: 'request.decided',
        outcome: 'done',
        targetType: 'request',
        target: id,
        unit: request.unit,
        about: approval.beneficiary,
        ...(decision.comment ? { reason: decision.comment } : {}),
        details: { decision: decision.decision, stage: stage + 1, state: approval.state },
      });
      return this.#conclude(transaction, policy, { ...request, approval }, trace, at);
    });
  }

  /** Takes a pending request back; only its requester may. */
  async withdraw(caller: PersonCaller, id: string, trace: Trace): Promise<StoredRequest> {
    const entry = {
      ...trace,
      action: 'request.withdrawn',
      outcome: 'denied',
      targetType: 'request',
      target: id,
    } as const;
    return act(this.#database, caller.centre, entry, async (transaction) => {
      const { request } = await this.#lockForDecision(transaction, caller, id);
      const at = await databaseNow(transaction);
      const { request: approval } = orProblem(() => withdraw(request.approval, caller.person, at));
      await updateApproval(transaction, caller.centre, approval);
      await append(transaction, caller.centre, {
        ...trace,
        action: 'request.withdrawn',
        outcome: 'done',
        targetType: 'request',
        target: id,
        unit: request.unit,
        about: approval.beneficiary,
      });
      return { ...request, approval, closedAt: new Date(at) };
    });
  }

  async #conclude(
    transaction: Transaction,
    policy: CentrePolicy,
    request: StoredRequest,
    trace: Trace,
    at: number,
  ): Promise<StoredRequest> {
    const { state } = request.approval;
    if (state === 'approved') return applyRequest(transaction, policy, request, trace, at);
    // Judged at each approval, not only at the end: nobody approves what can no longer take effect.
    const failure =
      state === 'pending' && request.change === 'grant' ? await whyNot(transaction, policy, request, at) : null;
    if (failure) return failRequest(transaction, policy, request, failure, trace);
    await updateApproval(transaction, policy.centre, request.approval);
    return request;
  }

  /** Resolves, locks (when it will be written) and judges what is asked for. */
  async #examine(transaction: Transaction, caller: PersonCaller, input: RequestInput, lock?: 'lock') {
    if (lock) await lockPolicy(transaction, caller.centre, 'shared');
    const policy = await this.#policy(transaction, caller.centre);
    const first = await resolveInput(transaction, policy, input);
    if (lock) {
      await lockPeople(transaction, caller.centre, [
        [first.beneficiary.id, 'update'],
        [caller.person, 'key share'],
      ]);
      await requireActive(transaction, caller);
    }
    const resolved = lock ? await resolveInput(transaction, policy, input) : first;
    const at = await databaseNow(transaction);
    const judgement = await judgeInput(transaction, policy, resolved, at);
    return { policy, resolved, judgement, organisation: await readOrganisation(transaction, policy), at };
  }

  async #lockForDecision(
    transaction: Transaction,
    caller: PersonCaller,
    id: string,
  ): Promise<{ policy: CentrePolicy; request: StoredRequest }> {
    await lockPolicy(transaction, caller.centre, 'shared');
    const policy = await this.#policy(transaction, caller.centre);
    const seen = await readRequest(transaction, caller.centre, id);
    if (!seen) throw new Problem('not-found', `There is no request ${id}.`);
    await lockPeople(transaction, caller.centre, [
      [seen.approval.beneficiary, 'update'],
      [caller.person, 'key share'],
    ]);
    await requireActive(transaction, caller);
    await lockRequests(transaction, caller.centre, [id]);
    return { policy, request: (await readRequest(transaction, caller.centre, id)) as StoredRequest };
  }

  async #policy(transaction: Transaction, centre: string): Promise<CentrePolicy> {
    const policy = await this.#policies.current(transaction, centre);
    if (!policy) throw new Problem('not-found', `There is no centre ${centre}.`);
    return policy;
  }
}

/** The caller may have left since their token was checked: under the lock, the database says. */
async function requireActive(transaction: Transaction, caller: PersonCaller): Promise<void> {
  const account = await activeAccount(transaction, caller.centre, caller.person);
  if (account?.id !== caller.account) throw new Problem('account-disabled');
}

function asApproval(id: string, caller: PersonCaller, input: ResolvedInput, at: number) {
  return {
    id,
    change: input.change,
    requester: caller.person,
    beneficiary: input.beneficiary.id,
    unit: input.unit,
    at,
  };
}

function chainFor(policy: CentrePolicy, { change, risk, unit }: ResolvedInput) {
  return selectChain(policy.chains, change, risk, policy.compiled.unitOf.get(unit)?.kind);
}

function openApproval(
  policy: CentrePolicy,
  input: ResolvedInput,
  wanted: ReturnType<typeof asApproval>,
  organisation: Organisation,
) {
  return orProblem(() => open(chainFor(policy, input), wanted, organisation, addWorkingDays).request);
}

async function insertOnce(transaction: Transaction, centre: string, request: StoredRequest): Promise<void> {
  await insertRequest(transaction, centre, request).catch((error) => {
    const constraint = violates(error);
    if (constraint === 'request_one_pending')
      throw new Problem('already-exists', 'The same request is pending already.');
    if (constraint === 'request_idempotency') throw new Problem('idempotency-mismatch');
    throw error;
  });
}

function sameRequest(before: StoredRequest, digest: string): StoredRequest {
  if (before.digest !== digest) throw new Problem('idempotency-mismatch');
  return before;
}

/** The database's own refusal of a voice heard before, should two decisions ever pass each other. */
function refuseVoice(error: unknown): never {
  const constraint = violates(error);
  if (constraint === 'voice_is_distinct') throw new Problem('own-request');
  if (constraint?.startsWith('decision')) throw new Problem('already-decided');
  throw error;
}

export function asProblem(error: unknown): Problem {
  if (error instanceof ApprovalError) return new Problem(error.code, error.message);
  throw error;
}

function orProblem<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asProblem(error);
  }
}
