import type { Overrides } from '@zhiheng/calendar';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';
import { raiseDoubts } from '../doubts/raise.ts';
import type { FoundRow, Probe, Scope } from '../store/doubt-rules/probe.ts';
import { probes } from '../store/doubt-rules/probes.ts';
import { readFound } from '../store/doubt-rules/read-found.ts';
import {
  addResults,
  advanceRun,
  claimRun,
  countUnknown,
  findRun,
  type RunRow,
  releaseRun,
  renewLease,
} from '../store/doubt-run-store.ts';
import { append } from '../store/log-store.ts';
import { Parameters } from './parameters.ts';
import { severityOfDoubt } from './severity.ts';
import { closedDaysOf, slicesOf, startOf } from './slices.ts';

interface Working {
  database: Database;
  log: Pick<FastifyBaseLogger, 'error'>;
  holidays: Overrides | undefined;
  /** Ends the work after the portion in hand; another process goes on with it. */
  signal: AbortSignal;
}

/** Of how many failures in a row a run dies. */
const most = 5;

/** The run has ended or is worked on by somebody else. */
class Overtaken extends Error {}

/** Works on what waits in this centre until nothing does; gives how many runs it has brought to their end. */
export async function workOnRuns(working: Working, centre: string): Promise<number> {
  const { database, signal, log } = working;
  let count = 0;
  while (!signal.aborted) {
    const id = await inCentre(database, centre, (transaction) => claimRun(transaction, centre));
    const run = id && (await inCentre(database, centre, (transaction) => findRun(transaction, centre, id)));
    if (!run) break;
    try {
      if (await goThrough(working, centre, run)) count++;
    } catch (error) {
      if (error instanceof Overtaken) continue;
      log.error({ err: error, centre, run: run.id }, 'a run of doubt rules stopped');
      await release(working, centre, run.id, { most });
    }
  }
  return count;
}

/** True when it came to the end, false when it was stopped before. */
async function goThrough(working: Working, centre: string, run: RunRow): Promise<boolean> {
  const slices = slicesOf(run);
  for (let position = run.position; position < slices.length; position++) {
    const slice = slices[position] as { from: string; until: string };
    const scope: Scope = {
      centre,
      from: startOf(slice.from),
      until: startOf(slice.until),
      closedDays: closedDaysOf(slice, working.holidays),
    };
    const counted = await lookThrough(working, run, scope, position);
    if (!counted) {
      await release(working, centre, run.id, undefined);
      return false;
    }
    await inCentre(working.database, centre, async (transaction) => {
      const state = await advanceRun(transaction, centre, run.id, position);
      if (!state) throw new Overtaken();
      const { found, fresh } = counted;
      const results = run.rules.map((rule) => ({ rule, found: found.get(rule) ?? 0, fresh: fresh.get(rule) ?? 0 }));
      await addResults(transaction, centre, run.id, results.toSorted(byRule));
      if (state === 'done') await tellDone(transaction, centre, run);
    });
  }
  return true;
}

/** Of one slice, by rule: how many were found, and for a preview how many of them are no doubts yet. */
interface Counted {
  found: Map<string, number>;
  fresh: Map<string, number>;
}

/** None when the work is to stop. */
async function lookThrough(
  working: Working,
  run: RunRow,
  scope: Scope,
  position: number,
): Promise<Counted | undefined> {
  const { database, signal } = working;
  const wanted = new Set(run.rules);
  // Counted anew where a slice is gone through again, and written at its end only.
  const found = new Map<string, number>();
  const fresh = new Map<string, number>();
  for (const probe of probes.filter(({ rules }) => rules.some((rule) => wanted.has(rule)))) {
    if (signal.aborted) return undefined;
    const alive = await inCentre(database, scope.centre, (transaction) =>
      renewLease(transaction, scope.centre, run.id, position),
    );
    if (!alive) throw new Overtaken();
    await readFound(database, scope, probe, parametersIn(run, probe), async (rows) => {
      const ours = Map.groupBy(
        rows.filter(({ rule }) => wanted.has(rule)),
        ({ rule }) => rule,
      );
      for (const [rule, { length }] of ours) found.set(rule, (found.get(rule) ?? 0) + length);
      await inCentre(database, scope.centre, (transaction) => take(transaction, run, scope.centre, ours, fresh));
    });
  }
  return { found, fresh };
}

/** A probe asks for the parameters of all its rules, also of those that are not wanted. */
const parametersIn = (run: RunRow, { rules }: Probe) => {
  const known = new Map(rules.map((rule) => [rule, new Parameters(run.parameters[rule] ?? {})]));
  return (rule: string) => known.get(rule) as Parameters;
};

/** What was raised is counted in the transaction that raised it, so that a kill half way neither doubles nor loses any. */
async function take(
  transaction: Transaction,
  run: RunRow,
  centre: string,
  ours: Map<string, FoundRow[]>,
  fresh: Map<string, number>,
): Promise<void> {
  const raised: { rule: string; found: number; fresh: number }[] = [];
  for (const [rule, rows] of [...ours].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    if (run.mode === 'preview') {
      const keys = rows.map(({ key }) => key);
      fresh.set(rule, (fresh.get(rule) ?? 0) + (await countUnknown(transaction, centre, rule, keys)));
    } else {
      const count = await raiseDoubts(transaction, centre, rows.map(toFound));
      if (count) raised.push({ rule, found: 0, fresh: count });
    }
  }
  await addResults(transaction, centre, run.id, raised);
}

const toFound = ({ item, case: about, subject, facts, ...row }: FoundRow) => ({
  ...row,
  facts,
  severity: severityOfDoubt(row.rule, facts),
  ...(item === null ? {} : { item }),
  ...(about === null ? {} : { case: about }),
  ...(subject === null ? {} : { subject }),
});

const byRule = (one: { rule: string }, other: { rule: string }) => (one.rule < other.rule ? -1 : 1);

async function release(
  { database }: Working,
  centre: string,
  id: string,
  failed: { most: number } | undefined,
): Promise<void> {
  await inCentre(database, centre, async (transaction) => {
    const state = await releaseRun(transaction, centre, id, failed);
    if (state === 'failed')
      await append(transaction, centre, [
        {
          action: 'doubt-rules.failed',
          outcome: 'failed',
          client: 'control',
          targetType: 'doubt-rule-run',
          target: id,
        },
      ]);
  });
}

const tellDone = (transaction: Transaction, centre: string, { id, kind, mode, from, until }: RunRow) =>
  append(transaction, centre, [
    {
      action: 'doubt-rules.finished',
      outcome: 'done',
      client: 'control',
      targetType: 'doubt-rule-run',
      target: id,
      details: { kind, mode, from, until },
    },
  ]);
