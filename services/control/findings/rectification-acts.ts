import type { AddWorkingDays } from '@zhiheng/calendar';
import { type Action, type Attachment, noSuch } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { readSettings } from '../settings/settings.ts';
import { databaseNow } from '../store/clock-store.ts';
import { standingOf } from '../store/finding-store.ts';
import { append } from '../store/log-store.ts';
import {
  findingsOf,
  holdRectification,
  insertRectificationAct,
  type RectificationStanding,
  rectificationStanding,
} from '../store/rectification-store.ts';
import { findingEntry } from './finding-acts.ts';
import { eyeOf } from './powers.ts';
import { type RectificationAct, rectificationAfter } from './rectification-machine.ts';
import { numberOf } from './rectification-number.ts';
import { rectificationRefusal } from './rectification-rules.ts';
import { tellOfRectification } from './told.ts';

/** What an act on an order is called in the log. */
export const rectificationActions = {
  receive: 'rectification.received',
  answer: 'rectification.answered',
  extend: 'rectification.extended',
  verify: 'rectification.verified',
  return: 'rectification.returned',
  refuse: 'rectification.returned',
  close: 'rectification.closed',
  void: 'rectification.voided',
} as const satisfies Record<RectificationAct, Action>;

export interface RectificationMove {
  id: string;
  act: Exclude<RectificationAct, 'extend'>;
  trace: Trace;
  note?: string;
  accountability?: string;
  evidence?: readonly Attachment[];
  /** What is sent back: working days from now, at most what the findings' natures allow, which is the default. */
  workingDays?: number;
  addWorkingDays: AddWorkingDays;
}

/**
 * Does something with an order; closing it closes its findings, taking it back lets them go. Throws Problem `not-found`, `not-permitted`, `moved-on`,
 * `another-person` for one who rectifies, `took-part` for one who took part in a case of it.
 */
export async function moveRectification(
  transaction: Transaction,
  caller: PersonCaller,
  move: RectificationMove,
): Promise<void> {
  const { id, act, trace, workingDays, addWorkingDays, ...said } = move;
  const { centre, person } = caller;
  const order = await heldRectification(transaction, caller, id, act);
  const to = rectificationAfter(act, order.state) as RectificationStanding['state'];
  const dueAt = to === 'returned' ? await nextDue(transaction, centre, order, workingDays, addWorkingDays) : undefined;
  const findings = act === 'close' || act === 'void' ? await findingsOf(transaction, centre, id) : [];
  const before = await standingOf(transaction, centre, findings, person);
  await insertRectificationAct(transaction, centre, {
    ...said,
    rectification: id,
    act,
    from: order.state,
    to,
    person,
    ...(dueAt ? { dueAt } : {}),
  });
  await append(transaction, centre, [
    rectificationEntry(order, act, trace, { state: to, ...(dueAt ? { dueAt: dueAt.toISOString() } : {}) }),
    ...before.map((finding) =>
      act === 'void'
        ? findingEntry(finding, 'take-back', 'upheld', trace)
        : findingEntry(finding, 'rectify', 'closed', trace),
    ),
  ]);
  if (to !== 'received' && to !== 'closed')
    await tellOfRectification(transaction, centre, { ...order, dueAt: dueAt ?? order.dueAt }, to);
}

/** An order that stays as it is until the transaction ends, with which the caller may do this. */
async function heldRectification(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  act: RectificationAct,
): Promise<RectificationStanding> {
  await holdRectification(transaction, id);
  return requireRectification(transaction, caller, id, act);
}

/** An order with which the caller may do this, as it stands now. */
export async function requireRectification(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  act: RectificationAct,
): Promise<RectificationStanding> {
  const { sight, powersOn } = await eyeOf(transaction, caller);
  const order = await rectificationStanding(transaction, caller.centre, id, caller.person);
  if (!order || !sight.units.includes(order.unit)) throw new Problem('not-found', noSuch('rectification', id));
  const refusal = rectificationRefusal(act, order, powersOn(order.unit));
  if (refusal) throw new Problem(refusal.code, refusal.detail);
  return order;
}

export const rectificationEntry = (
  order: RectificationStanding,
  act: RectificationAct,
  trace: Trace,
  after: Record<string, unknown>,
) =>
  ({
    action: rectificationActions[act],
    outcome: 'done',
    ...trace,
    targetType: 'rectification',
    target: order.id,
    unit: order.unit,
    before: { state: order.state },
    after: { number: numberOf(order), ...after },
  }) as const;

/** What is sent back is due anew, never sooner than it was. */
async function nextDue(
  transaction: Transaction,
  centre: string,
  order: RectificationStanding,
  asked: number | undefined,
  addWorkingDays: AddWorkingDays,
): Promise<Date> {
  const { workingDays } = (await readSettings(transaction, centre)).rectification;
  const days = Math.min(asked ?? Number.POSITIVE_INFINITY, ...order.natures.map((nature) => workingDays[nature]));
  const due = addWorkingDays(await databaseNow(transaction), days);
  return new Date(Math.max(due, order.dueAt.getTime()));
}
