import { shanghaiDate } from '@zhiheng/calendar';
import {
  type DoubtRuleRunInput,
  type DoubtRuleShown,
  doubtRuleWords,
  internalDoubtRules,
  said,
} from '@zhiheng/contracts';
import type { Database, Transaction } from '@zhiheng/database';
import { inCentre } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { authorityOf, oversees, requireAuthority } from '../authority.ts';
import { readSettings } from '../settings/settings.ts';
import { databaseNow } from '../store/clock-store.ts';
import { probedRules } from '../store/doubt-rules/probes.ts';
import {
  cancelRun,
  doubtsOfRules,
  findRun,
  findSameRun,
  insertRun,
  lastRuns,
  lastScheduledDay,
  type NewRun,
  pageRuns,
  type RunResult,
  type RunRow,
  resultsOf,
} from '../store/doubt-run-store.ts';
import { append } from '../store/log-store.ts';
import { lackingData } from './lacking.ts';
import { dayAfter, slicesOf } from './slices.ts';

export interface RunWithResults extends RunRow {
  results: RunResult[];
}

const longestDays = 3_660;
/** What was done just before midnight may be committed after it. */
const latenessMs = 60 * 60 * 1000;

/** The rules as they apply in the centre, what each last found and how many of its doubts wait. */
export async function listDoubtRules(transaction: Transaction, caller: PersonCaller): Promise<DoubtRuleShown[]> {
  await requireSight(transaction, caller);
  const { centre } = caller;
  const settings = (await readSettings(transaction, centre)).rules;
  const last = new Map((await lastRuns(transaction, centre)).map((one) => [one.rule, one]));
  const doubts = new Map((await doubtsOfRules(transaction, centre)).map((one) => [one.rule, one]));
  const lacking = await lackingData(transaction, centre);
  return internalDoubtRules.map(({ code, name, severity, parameters }) => {
    const ran = last.get(code);
    return {
      code,
      name,
      looksFor: (doubtRuleWords[code] as { looks: { zh: string; en: string } }).looks,
      severity,
      parameters: { ...(settings[code]?.parameters ?? parameters) } as DoubtRuleShown['parameters'],
      on: settings[code]?.on ?? true,
      lacks: lacking[code] ?? null,
      lastRun: ran
        ? {
            run: ran.run,
            mode: ran.mode,
            state: ran.state,
            finishedAt: ran.finishedAt?.toISOString() ?? null,
            found: ran.found,
            fresh: ran.fresh,
          }
        : null,
      doubts: doubts.get(code)?.all ?? 0,
      open: doubts.get(code)?.open ?? 0,
    };
  });
}

export async function listRuns(
  transaction: Transaction,
  caller: PersonCaller,
  page: { before?: string; limit: number },
): Promise<RunWithResults[]> {
  await requireSight(transaction, caller);
  return withResults(transaction, caller.centre, await pageRuns(transaction, caller.centre, page));
}

/** Throws Problem `not-permitted`, `not-found`. */
export async function readRun(transaction: Transaction, caller: PersonCaller, id: string): Promise<RunWithResults> {
  await requireSight(transaction, caller);
  return found(transaction, caller.centre, id);
}

/**
 * Asks for rules to be run over a span of days; the same asked for while it is under way is that one. Throws Problem
 * `not-permitted`, `invalid-request`.
 */
export async function startRun(
  transaction: Transaction,
  caller: PersonCaller,
  { from, until, mode, rules }: DoubtRuleRunInput,
  trace: Trace,
): Promise<RunWithResults> {
  const { centre, person } = caller;
  requireAuthority(await authorityOf(transaction, caller), 'plan', 'inspection');
  const today = shanghaiDate(await databaseNow(transaction));
  if (!(from < until) || until > dayAfter(today) || dayAfter(from, longestDays) < until)
    throw fieldProblem('invalid-request', '/until', said('run-span'));
  const unknown = rules?.findIndex((rule) => !probedRules.has(rule)) ?? -1;
  if (unknown >= 0)
    throw fieldProblem(
      'invalid-request',
      `/rules/${unknown}`,
      said('rule-not-run', { rule: rules?.[unknown] as string }),
    );
  const run: NewRun = {
    ...{ kind: 'asked', mode, from, until, askedBy: person },
    ...(await asTheyApply(transaction, centre, rules)),
    slices: slicesOf({ from, until }).length,
  };
  const id = await insertRun(transaction, centre, run);
  if (id)
    await append(transaction, centre, [
      {
        action: 'doubt-rules.run',
        outcome: 'done',
        ...trace,
        targetType: 'doubt-rule-run',
        target: id,
        details: { mode, from, until, rules: run.rules },
      },
    ]);
  return found(transaction, centre, id ?? ((await findSameRun(transaction, centre, run)) as string));
}

/** Stops a run; what it has raised stays. Throws Problem `not-permitted`, `not-found`, `already-recorded`. */
export async function stopRun(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  trace: Trace,
): Promise<RunWithResults> {
  const { centre } = caller;
  requireAuthority(await authorityOf(transaction, caller), 'plan', 'inspection');
  await found(transaction, centre, id);
  if (!(await cancelRun(transaction, centre, id))) throw new Problem('already-recorded', said('run-ended'));
  await append(transaction, centre, [
    { action: 'doubt-rules.cancelled', outcome: 'done', ...trace, targetType: 'doubt-rule-run', target: id },
  ]);
  return found(transaction, centre, id);
}

/**
 * Has the rules that are on look through the days since they last did, up to yesterday; gives how many runs were added, of
 * any number who do so at once one. A day is over an hour after midnight.
 */
export async function scheduleRun(database: Database, centre: string): Promise<number> {
  return inCentre(database, centre, async (transaction) => {
    const until = shanghaiDate((await databaseNow(transaction)) - latenessMs);
    const from = (await lastScheduledDay(transaction, centre)) ?? dayAfter(until, -1);
    if (from >= until) return 0;
    const what = await asTheyApply(transaction, centre);
    if (what.rules.length === 0) return 0;
    const slices = slicesOf({ from, until }).length;
    const id = await insertRun(transaction, centre, {
      ...{ kind: 'scheduled', mode: 'raise', from, until, askedBy: null, slices },
      ...what,
    });
    return id ? 1 : 0;
  });
}

/** The rules that are meant, all those that are on unless named, and the parameters of every rule as they apply now. */
async function asTheyApply(
  transaction: Transaction,
  centre: string,
  named?: readonly string[],
): Promise<Pick<NewRun, 'rules' | 'parameters'>> {
  const settings = (await readSettings(transaction, centre)).rules;
  const rules = (named ?? [...probedRules].filter((rule) => settings[rule]?.on)).toSorted();
  const parameters = Object.fromEntries([...probedRules].map((rule) => [rule, settings[rule]?.parameters ?? {}]));
  return { rules, parameters };
}

async function requireSight(transaction: Transaction, caller: PersonCaller): Promise<void> {
  const authority = await authorityOf(transaction, caller);
  if (!oversees(authority)) requireAuthority(authority, 'verify', 'doubt');
}

async function found(transaction: Transaction, centre: string, id: string): Promise<RunWithResults> {
  const run = await findRun(transaction, centre, id);
  if (!run) throw new Problem('not-found');
  return (await withResults(transaction, centre, [run]))[0] as RunWithResults;
}

async function withResults(transaction: Transaction, centre: string, runs: RunRow[]): Promise<RunWithResults[]> {
  const results = Map.groupBy(
    await resultsOf(
      transaction,
      centre,
      runs.map(({ id }) => id),
    ),
    ({ run }) => run,
  );
  return runs.map((run) => ({
    ...run,
    results: (results.get(run.id) ?? []).map(({ rule, found, fresh }) => ({ rule, found, fresh })),
  }));
}
