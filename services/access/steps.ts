import { type Database, inCentre, newId } from '@zhiheng/database';
import { Problem, type Trace } from '@zhiheng/http';
import { Batcher } from './batcher.ts';
import { advance, nextDuty } from './case-progress.ts';
import type { CentrePolicies, CentrePolicy } from './centre-policy.ts';
import { refuseStep, type StepOrder } from './step-judge.ts';
import {
  type Actor,
  type CaseRow,
  type CaseWrite,
  lockActors,
  lockCases,
  type StepRow,
  type StepWrite,
  writeSteps,
} from './store/case-store.ts';
import { lockPolicy } from './store/locks.ts';
import type { LogEntry } from './store/log-store.ts';

export interface StepRequest extends StepOrder {
  client: string;
  trace: Trace;
  /** The account the actor's own token names; a step in the name of another account of theirs is refused. */
  account?: string;
}

export interface RecordedStep {
  step: StepRow;
  case: CaseRow;
}

type Verdict = { problem: Problem } | { write: StepWrite };

/**
 * The authoritative act: judge, record and log a step. Steps that wait at the same moment share one transaction; each is
 * judged after those before it, and gets its own verdict. Locks in the order people, then cases; constraints behind them.
 */
export class Steps {
  readonly #database: Database;
  readonly #policies: CentrePolicies;
  readonly #batchers = new Map<string, Batcher<StepRequest, RecordedStep>>();

  constructor(database: Database, policies: CentrePolicies) {
    this.#database = database;
    this.#policies = policies;
  }

  /** Records the step durably, or rejects with the Problem that refuses it (which is in the log by then). */
  record(centre: string, request: StepRequest): Promise<RecordedStep> {
    let batcher = this.#batchers.get(centre);
    if (!batcher) {
      batcher = new Batcher((requests) => this.#recordAll(centre, requests));
      this.#batchers.set(centre, batcher);
    }
    return batcher.add(request);
  }

  async #recordAll(centre: string, requests: StepRequest[]): Promise<PromiseSettledResult<RecordedStep>[]> {
    return inCentre(this.#database, centre, async (transaction) => {
      await lockPolicy(transaction, centre, 'shared');
      const policy = await this.#policies.current(transaction, centre);
      if (!policy) throw new Problem('not-found', `There is no centre ${centre}.`);
      const actors = new Map(
        (
          await lockActors(
            transaction,
            centre,
            unique(requests, ({ actor }) => actor),
          )
        ).map((actor) => [actor.username, actor]),
      );
      const cases = new Map(
        (
          await lockCases(
            transaction,
            centre,
            unique(requests, (request) => request.case),
          )
        ).map((one) => [one.id, one]),
      );
      const judged = requests.map((request) => judgeOne(policy, request, actors.get(request.actor), cases));
      const steps = judged.flatMap(({ verdict }) => ('write' in verdict ? [verdict.write] : []));
      const touched = unique(steps, (step) => step.case).map((id): CaseWrite => cases.get(id) as CaseRow);
      const moved = touched.map(({ id, state, round }) => ({ id, state, round }));
      const times = await writeSteps(
        transaction,
        centre,
        steps,
        moved,
        judged.flatMap(({ entries }) => entries),
      );
      for (const one of cases.values()) for (const step of one.steps) step.at = times.get(step.id) ?? step.at;
      return judged.map(({ verdict }, index) => settle(verdict, cases.get((requests[index] as StepRequest).case)));
    });
  }
}

const unique = <T>(list: T[], of: (one: T) => string): string[] => [...new Set(list.map(of))];

function settle(verdict: Verdict, one: CaseRow | undefined): PromiseSettledResult<RecordedStep> {
  if ('problem' in verdict) return { status: 'rejected', reason: verdict.problem };
  const step = one?.steps.find(({ id }) => id === verdict.write.id);
  return { status: 'fulfilled', value: { step: step as StepRow, case: one as CaseRow } };
}

/** Judges one step against the cases as the steps before it in this batch left them, and moves its case on. */
function judgeOne(
  policy: CentrePolicy,
  request: StepRequest,
  actor: Actor | undefined,
  cases: Map<string, CaseRow>,
): { verdict: Verdict; entries: LogEntry[] } {
  const one = cases.get(request.case);
  const problem = wrongAccount(request, actor) ?? refuseStep(policy, request, actor, one);
  const facts = factsOf(request, actor, one);
  if (problem || !actor || !one) {
    const refusal = problem ?? new Problem('not-found');
    const conflicts = refusal.members.conflicts?.map(({ rule }) => rule);
    return {
      verdict: { problem: refusal },
      entries: [
        {
          ...facts,
          action: 'step.refused',
          outcome: 'denied',
          reason: refusal.code,
          details: { duty: request.duty, ...(conflicts ? { rules: conflicts } : {}) },
        },
      ],
    };
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
  };
  const after = advance(item, one, duty, outcome);
  one.steps.push({
    id: write.id,
    duty,
    round: write.round,
    person: actor.person,
    outcome,
    note: write.note,
    at: new Date(0),
  });
  Object.assign(one, after);
  const details = { duty, round: write.round, outcome, next: nextDuty(item, one) };
  const recorded: LogEntry = { ...facts, action: 'step.recorded', outcome: 'done', details };
  const completed: LogEntry = { ...facts, action: 'case.completed', outcome: 'done' };
  return { verdict: { write }, entries: after.state === 'complete' ? [recorded, completed] : [recorded] };
}

function wrongAccount({ account, actor: username }: StepRequest, actor: Actor | undefined): Problem | undefined {
  return account && actor && actor.account !== account
    ? new Problem('account-disabled', `${username} acts from an account that is closed.`)
    : undefined;
}

/** Entries of a case belong together under the case's id unless the caller has given a correlation of their own. */
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
