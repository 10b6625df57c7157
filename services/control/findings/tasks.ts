import type { TaskKind } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { mostTasks, type TaskRow } from '../desk/task.ts';
import { standingOf } from '../store/finding-store.ts';
import { findingsWaiting, rectificationsWaiting } from '../store/finding-task-store.ts';
import { rectificationStanding } from '../store/rectification-store.ts';
import type { FindingAct } from './finding-machine.ts';
import { refusalOf } from './finding-rules.ts';
import { type Eye, eyeOf, sees } from './powers.ts';
import type { RectificationAct } from './rectification-machine.ts';
import { numberOf } from './rectification-number.ts';
import { rectificationRefusal } from './rectification-rules.ts';

/** The act by which a finding goes on, and what having to do it is called; the first that somebody may do is theirs. */
const ofFindings = [
  ['transfer', 'finding-transfer'],
  ['feed-back', 'finding-feed-back'],
  ['accept', 'finding-respond'],
  ['uphold', 'finding-judge'],
  ['confirm', 'finding-confirm'],
  ['order', 'finding-order'],
] as const satisfies readonly (readonly [FindingAct, TaskKind])[];
const ofRectifications = [
  ['receive', 'rectification-receive'],
  ['answer', 'rectification-answer'],
  ['verify', 'rectification-check'],
  ['close', 'rectification-close'],
] as const satisfies readonly (readonly [RectificationAct, TaskKind])[];

/** What of findings and orders to rectify the caller may do next. */
export async function findingTasks(transaction: Transaction, caller: PersonCaller): Promise<TaskRow[]> {
  const eye = await eyeOf(transaction, caller).catch((error: unknown) => {
    if (error instanceof Problem) return undefined;
    throw error;
  });
  if (!eye) return [];
  return [...(await findings(transaction, caller, eye)), ...(await rectifications(transaction, caller, eye))];
}

async function findings(transaction: Transaction, { centre, person }: PersonCaller, eye: Eye): Promise<TaskRow[]> {
  const waiting = await findingsWaiting(transaction, centre, eye.sight.units, mostTasks);
  const dueOf = new Map(waiting.map(({ id, dueAt, transferBy }) => [id, { dueAt, transferBy }]));
  const standings = await standingOf(transaction, centre, [...dueOf.keys()], person);
  return standings.flatMap((finding) => {
    if (!sees(eye, finding)) return [];
    const powers = eye.powersOn(finding.unit);
    const next = ofFindings.find(
      ([act]) =>
        (act !== 'transfer' || finding.nature === 'suspected-fraud') && refusalOf(act, finding, powers) === undefined,
    );
    if (!next) return [];
    const due = dueOf.get(finding.id);
    const dueAt = (next[0] === 'transfer' ? due?.transferBy : due?.dueAt) ?? null;
    return [{ kind: next[1], about: finding.id, unit: finding.unit, facts: {}, dueAt }];
  });
}

async function rectifications(
  transaction: Transaction,
  { centre, person }: PersonCaller,
  eye: Eye,
): Promise<TaskRow[]> {
  const tasks: TaskRow[] = [];
  for (const id of await rectificationsWaiting(transaction, centre, eye.sight.units, mostTasks)) {
    const order = await rectificationStanding(transaction, centre, id, person);
    if (!order) continue;
    const powers = eye.powersOn(order.unit);
    const next = ofRectifications.find(([act]) => rectificationRefusal(act, order, powers) === undefined);
    const awaited = order.state === 'answered' || order.state === 'verified' ? null : order.dueAt;
    if (next)
      tasks.push({ kind: next[1], about: id, unit: order.unit, facts: { code: numberOf(order) }, dueAt: awaited });
  }
  return tasks;
}
