import { type ProblemCode, type Said, said } from '@zhiheng/contracts';
import { type Database, inCentre, newId, type Transaction, violates } from '@zhiheng/database';
import { Batcher, Problem, type Trace } from '@zhiheng/http';
import { advance, nextDuty } from './case-progress.ts';
import type { CentrePolicies, CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { casesByHuman, factsByHuman, humanOf } from './humans.ts';
import { observedIn } from './observed.ts';
import type { Retry } from './retry.ts';
import { StepGrounds, subjectReach } from './step-grounds.ts';
import { judgeOrder, type StepOrder } from './step-judge.ts';
import { StepTries } from './step-tries.ts';
import type { Actor } from './store/actor-store.ts';
import type { CaseRow, StepRow } from './store/case-store.ts';
import { append, type LogEntry } from './store/log-store.ts';
import { type CaseWrite, keptPlansSuit, lockForSteps, type StepWrite, writeSteps } from './store/step-store.ts';
import type { ToldCase } from './told-case.ts';

export interface StepRequest extends StepOrder {
  client: string;
  trace: Trace;
  /** The account the actor's own token names; a step in the name of another account of theirs is refused. */
  account?: string;
  /** Why it may not be asked for at all, whatever the case. */
  forbidden?: Said;
  /** The key under which it is recorded once. */
  retry?: Retry;
}

/** The step, and its case after it. */
export interface RecordedStep extends ToldCase {
  step: StepRow;
}

type Verdict = { problem: Problem } | { write: StepWrite; step: StepRow } | { repeat: string };

/** Constraints that hold the invariants behind the code, and what a step that meets one is told. */
const refusals: Record<string, ProblemCode> = {
  case_one_duty_a_person: 'duty-conflict',
  step_by_its_person: 'duty-conflict',
  step_once_a_round: 'already-recorded',
  step_needs_active_person: 'not-active',
  nobody_acts_on_leave: 'on-leave',
  step_needs_its_exception: 'duty-conflict',
  case_person_is_bound: 'duty-conflict',
  // Used at the same moment for another case: on the same one the second has waited and knows it.
  idempotency_once: 'idempotency-mismatch',
};

/**
 * The authoritative act: judge, record and log a step. Steps that wait at the same moment share one transaction; each is
 * judged after those before it, and gets its own verdict. Locks in the order people, subjects, cases; constraints behind
 * them.
 */
export class Steps {
  readonly #desk: Desk;
  readonly #batchers = new Map<string, Batcher<StepRequest, RecordedStep>>();

  constructor(database: Database, policies: CentrePolicies) {
    this.#desk = { database, policies };
  }

  /** Records the step durably, or rejects with the Problem that refuses it (which is in the log by then). */
  record(centre: string, request: StepRequest): Promise<RecordedStep> {
    let batcher = this.#batchers.get(centre);
    if (!batcher) {
      batcher = new Batcher((requests) => this.#recordOrRefuse(centre, requests), { runs: 2 });
      this.#batchers.set(centre, batcher);
    }
    return batcher.add(request);
  }

  /** A step alone that a constraint refuses, though the rules let it pass, is a refusal like any other. */
  async #recordOrRefuse(centre: string, requests: StepRequest[]): Promise<PromiseSettledResult<RecordedStep>[]> {
    try {
      return await this.#recordAll(centre, requests);
    } catch (error) {
      const code = refusals[violates(error) ?? ''];
      const [request, ...others] = requests;
      if (!code || !request || others.length) throw error;
      const reason = new Problem(code, undefined, {}, { cause: error });
      await inCentre(this.#desk.database, centre, async (transaction) =>
        append(transaction, centre, refusalEntry(factsOf(request, undefined, undefined), request, reason)),
      );
      return [{ status: 'rejected', reason }];
    }
  }

  async #recordAll(centre: string, requests: StepRequest[]): Promise<PromiseSettledResult<RecordedStep>[]> {
    const record = async (transaction: Transaction) => {
      const usernames = unique(requests, ({ actor }) => actor);
      const ids = unique(requests, (request) => request.case);
      const keys = requests.flatMap(({ retry }) => retry ?? []);
      const lock = async (policy: CentrePolicy) => ({
        policy,
        locked: await lockForSteps(transaction, centre, {
          usernames,
          ids,
          keys,
          reach: subjectReach(policy),
          merged: policy.merged,
        }),
      });
      const present = () => policyOf(this.#desk, transaction, centre);
      let { policy, locked } = await lock(this.#desk.policies.last(centre) ?? (await present()));
      // What people hold is judged by the policy that it was given under, never by the one before.
      while (policy.policyEpoch !== locked.policyEpoch) ({ policy, locked } = await lock(await present()));
      const actors = new Map(locked.actors.map((actor) => [actor.username, actor]));
      const found = casesByHuman(policy, locked.cases);
      const cases = new Map(found.map((one) => [one.id, one]));
      const grounds = new StepGrounds(factsByHuman(policy, locked.facts), found);
      const names = new Map([
        ...[...locked.names].map(([record, username]) => [humanOf(policy, record), username] as const),
        ...locked.actors.map(({ person, username }) => [person, username] as const),
      ]);

      // Most steps leave their case as it is: only those that open a round or complete it are written.
      const standing = new Map(locked.cases.map(({ id, state, round }) => [id, { state, round }]));
      const tries = new StepTries(locked.kept);
      const judged = requests.map((request) =>
        judgeTry({ policy, cases, grounds }, request, actors.get(request.actor), tries),
      );
      const steps = judged.flatMap(({ verdict }) => ('write' in verdict ? [verdict.write] : []));
      const moved = [...cases.values()].filter(({ id, state, round }) => {
        const before = standing.get(id);
        return before?.state !== state || before.round !== round;
      });
      const entries = judged.flatMap((one) => one.entries);
      const written = { steps, cases: moved.map(asWrite), entries, made: tries.made };
      const now = await writeSteps(transaction, centre, written);
      for (const one of moved) if (one.state === 'complete') one.closedAt = now;
      for (const { verdict } of judged) if ('step' in verdict) verdict.step.at = now;
      return judged.map(({ verdict }, index) =>
        settle({ policy, names }, verdict, cases.get((requests[index] as StepRequest).case)),
      );
    };
    return inCentre(this.#desk.database, centre, record, keptPlansSuit);
  }
}

const asWrite = ({ id, state, round }: CaseRow): CaseWrite => ({ id, state, round });

const unique = <T>(list: T[], of: (one: T) => string): string[] => [...new Set(list.map(of))];

/** The case is shown as the batch left it: later steps of the same moment may have moved it on. */
function settle(
  { policy, names }: Omit<ToldCase, 'one'>,
  verdict: Verdict,
  one: CaseRow | undefined,
): PromiseSettledResult<RecordedStep> {
  if ('problem' in verdict) return { status: 'rejected', reason: verdict.problem };
  const step = 'step' in verdict ? verdict.step : one?.steps.find(({ id }) => id === verdict.repeat);
  if (!one || !step) throw new Error('The step has vanished.');
  return { status: 'fulfilled', value: { step, policy, one, names } };
}

interface Judged {
  verdict: Verdict;
  entries: LogEntry[];
}

/** A step that is tried again is the one that was recorded, whatever has become of its case. */
function judgeTry(
  given: Parameters<typeof judgeOne>[0],
  request: StepRequest,
  actor: Actor | undefined,
  tries: StepTries,
): Judged {
  try {
    const repeat = tries.before(request.retry);
    if (repeat !== undefined) return { verdict: { repeat }, entries: [] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const facts = factsOf(request, actor, given.cases.get(request.case));
    return { verdict: { problem: error }, entries: [refusalEntry(facts, request, error)] };
  }
  const judged = judgeOne(given, request, actor);
  if ('write' in judged.verdict) tries.add(request.retry, judged.verdict.write.id);
  return judged;
}

/** Judges one step against the cases as the steps before it in this batch left them, and moves its case on. */
function judgeOne(
  { policy, cases, grounds }: { policy: CentrePolicy; cases: Map<string, CaseRow>; grounds: StepGrounds },
  request: StepRequest,
  actor: Actor | undefined,
): Judged {
  const one = cases.get(request.case);
  const judged = wrongCaller(request, actor) ?? judgeOrder(policy, request, actor, one, grounds);
  const facts = factsOf(request, actor, one);
  if (judged instanceof Problem || !actor || !one) {
    const refusal = judged instanceof Problem ? judged : new Problem('not-found');
    return { verdict: { problem: refusal }, entries: [refusalEntry(facts, request, refusal)] };
  }
  const item = policy.itemOf.get(one.item);
  if (!item) throw new Error(`Item ${one.item} has vanished.`);
  const { duty, outcome } = request;
  const write: StepWrite = {
    id: newId(),
    case: one.id,
    round: one.round,
    duty,
    person: actor.person,
    account: actor.account,
    client: request.client,
    outcome,
    note: request.note ?? null,
    exception: judged.exception,
    boundTo: judged.boundTo,
    takesUp: !one.steps.some(
      (step) => step.person === actor.person && step.duty === duty && step.exception === judged.exception,
    ),
  };
  const after = advance(item, one, duty, outcome);
  const step: StepRow = {
    id: write.id,
    duty,
    round: write.round,
    person: actor.person,
    outcome,
    note: write.note,
    exception: write.exception,
    // Until the database says when: the steps after it in this batch are judged by it.
    at: new Date(grounds.at),
  };
  one.steps.push(step);
  Object.assign(one, after);
  const { exception } = write;
  const details = {
    ...{ duty, round: write.round, outcome, next: nextDuty(item, one) },
    ...(exception ? { exception } : {}),
    ...observedIn(judged.observed),
  };
  const recorded: LogEntry = { ...facts, action: 'step.recorded', outcome: 'done', details };
  const completed: LogEntry = { ...facts, action: 'case.completed', outcome: 'done' };
  return { verdict: { write, step }, entries: after.state === 'complete' ? [recorded, completed] : [recorded] };
}

function refusalEntry(facts: Omit<LogEntry, 'action' | 'outcome'>, { duty }: StepRequest, refusal: Problem): LogEntry {
  const rules = refusal.members.conflicts?.map(({ rule }) => rule);
  return {
    ...facts,
    action: 'step.refused',
    outcome: 'denied',
    reason: refusal.code,
    details: { duty, ...(rules ? { rules } : {}) },
  };
}

function wrongCaller(
  { account, actor: username, forbidden }: StepRequest,
  actor: Actor | undefined,
): Problem | undefined {
  if (forbidden !== undefined) return new Problem('not-permitted', forbidden);
  return account && actor && actor.account !== account
    ? new Problem('account-disabled', said('closed-account', { person: username }))
    : undefined;
}

function factsOf(
  { trace, actor: username, case: id }: StepRequest,
  actor: Actor | undefined,
  one: CaseRow | undefined,
): Omit<LogEntry, 'action' | 'outcome'> {
  return {
    ...trace,
    actor: username,
    ...(actor ? { person: actor.person, account: actor.account } : {}),
    targetType: 'case',
    target: one?.reference ?? id,
    ...(one ? { unit: one.unit, item: one.item, case: one.id } : {}),
  };
}
