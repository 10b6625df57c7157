import type { AddWorkingDays } from '@zhiheng/calendar';
import { type Action, type Attachment, noSuch } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { readSettings } from '../settings/settings.ts';
import { databaseNow } from '../store/clock-store.ts';
import { type FindingStanding, holdFindings, insertFindingAct, standingOf } from '../store/finding-store.ts';
import { append, type LogEntry } from '../store/log-store.ts';
import { type FindingAct, findingAfter } from './finding-machine.ts';
import { refusalOf } from './finding-rules.ts';
import { eyeOf, sees } from './powers.ts';
import { tellOfFinding } from './told.ts';

/** What an act on a finding is called in the log. */
export const findingActions = {
  'feed-back': 'finding.fed-back',
  drop: 'finding.withdrawn',
  accept: 'finding.accepted',
  dispute: 'finding.disputed',
  uphold: 'finding.judged',
  withdraw: 'finding.judged',
  confirm: 'finding.confirmed',
  object: 'finding.objected',
  order: 'finding.ordered',
  correct: 'finding.closed',
  rectify: 'finding.closed',
  'take-back': 'finding.order-void',
  settle: 'finding.closed',
  transfer: 'finding.transferred',
} as const satisfies Record<FindingAct, Action>;

export interface FindingMove {
  id: string;
  act: FindingAct;
  trace: Trace;
  note?: string;
  evidence?: readonly Attachment[];
  addWorkingDays: AddWorkingDays;
}

/**
 * Does something with a finding: the order of the checks is permission, state, persons. Throws Problem `not-found`,
 * `not-permitted`, `moved-on`, `took-part`, `another-person`, `already-recorded`.
 */
export async function moveFinding(transaction: Transaction, caller: PersonCaller, move: FindingMove): Promise<void> {
  const { id, act, note, evidence = [], trace, addWorkingDays } = move;
  const { centre, person } = caller;
  const [finding] = await heldFindings(transaction, caller, [id], act);
  const { state: from } = finding as FindingStanding;
  const to = findingAfter(act, from) as FindingStanding['state'];
  const respondBy = act === 'feed-back' ? await responseDue(transaction, centre, addWorkingDays) : undefined;
  await insertFindingAct(transaction, centre, {
    finding: id,
    act,
    from,
    to,
    person,
    evidence,
    ...(note === undefined ? {} : { note }),
    ...(respondBy ? { respondBy } : {}),
  });
  await append(transaction, centre, [findingEntry(finding as FindingStanding, act, to, trace)]);
  await tellOfFinding(transaction, centre, finding as FindingStanding, to, respondBy);
}

/**
 * Findings that stay as they are until the transaction ends, each of which the caller may do this with. Throws Problem
 * `not-found` for one that is not there or is not shown to the caller, else why it may not be done.
 */
export async function heldFindings(
  transaction: Transaction,
  caller: PersonCaller,
  ids: readonly string[],
  act: FindingAct,
): Promise<FindingStanding[]> {
  const eye = await eyeOf(transaction, caller);
  await holdFindings(transaction, ids);
  const all = await standingOf(transaction, caller.centre, ids, caller.person);
  for (const id of ids) {
    const finding = all.find((one) => one.id === id);
    if (!finding || !sees(eye, finding)) throw new Problem('not-found', noSuch('finding', id));
    const refusal = refusalOf(act, finding, eye.powersOn(finding.unit));
    if (refusal) throw new Problem(refusal.code, refusal.detail);
  }
  return all;
}

export const findingEntry = (
  { id, unit, item, case: ofCase, state }: Pick<FindingStanding, 'id' | 'unit' | 'item' | 'case' | 'state'>,
  act: FindingAct,
  to: string,
  trace: Trace | { client: string },
): LogEntry => ({
  action: findingActions[act],
  outcome: 'done',
  ...trace,
  targetType: 'finding',
  target: id,
  unit,
  ...(item === null ? {} : { item }),
  ...(ofCase === null ? {} : { case: ofCase }),
  before: { state },
  after: { state: to },
});

async function responseDue(transaction: Transaction, centre: string, addWorkingDays: AddWorkingDays): Promise<Date> {
  const { rectification } = await readSettings(transaction, centre);
  return new Date(addWorkingDays(await databaseNow(transaction), rectification.answerWorkingDays));
}
