import { actSaid, type ConflictDocument, listed, noSuch, said } from '@zhiheng/contracts';
import {
  bindingStep,
  boundWith,
  type Effect,
  explainStep,
  type Item,
  judgeStep,
  type StepConflict,
} from '@zhiheng/duties';
import { Problem } from '@zhiheng/http';
import { compileAbility, type HeldGrant, weigh } from './ability.ts';
import { type OrderRefusal, whyOutOfOrder } from './case-progress.ts';
import { barredBy, boundedGrants, explainCeiling } from './ceiling.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { dutyInquiry, type Inquiry } from './inquiry.ts';
import { apartByRole } from './session.ts';
import { factsOf } from './standing.ts';
import type { JudgedCase, StepGrounds } from './step-grounds.ts';
import type { Actor } from './store/actor-store.ts';
import type { CaseRow, StepRow } from './store/case-store.ts';

export interface StepOrder {
  case: string;
  duty: string;
  /** Username of who did it. */
  actor: string;
  outcome: 'done' | 'returned';
  note?: string;
}

/** Why a duty may not be done on a case now by somebody who is permitted to: its turn, or what they did before. */
export type DutyRefusal =
  | { code: OrderRefusal }
  | { code: 'bound-duty'; to: StepRow }
  | { code: 'duty-conflict'; conflicts: ConflictDocument[] };

/** That it may be done; where it is a second duty of the person on the case, by which exception or bound to which duty. */
export interface DutyPermit {
  code: 'permitted';
  /** What it breaks of rules that only observe, exceptions honoured. */
  observed: { rule: string }[];
  exception: string | null;
  boundTo: string | null;
}

/** Who would do it, by which grants. */
export interface Doer {
  person: string;
  grants: readonly HeldGrant[];
}

/**
 * Judges an action on a recorded case by the order of its duties, by what binds them together, by the ceilings and by the
 * case and recusal rules. `inquiry`: what the doer's grants permit. An exception lifts its own rule and no other.
 */
export function judgeDuty(
  policy: CentrePolicy,
  one: CaseRow,
  inquiry: Inquiry,
  { person, grants }: Doer,
  grounds: StepGrounds,
  outcome: StepOrder['outcome'] = 'done',
): DutyRefusal | DutyPermit {
  const item = policy.itemOf.get(one.item);
  if (!item) throw new Error(`Item ${one.item} has vanished.`);
  const action = inquiry.action.name;
  const isDuty = item.duties.includes(action);
  const order = isDuty ? whyOutOfOrder(item, one, action) : null;
  if (order) return { code: order };
  const to = isDuty ? bindingStep(item, action, one.round, one.steps) : undefined;
  // Who returns a case has not done the duty: so one whose handler has left goes on.
  if (to && to.person !== person && outcome === 'done') return { code: 'bound-duty', to };
  const exceptions = grounds.exceptionsOf(person, item.code);
  const all = brokenRules(policy, one, action, person, grounds);
  const broken = all.filter(({ effect }) => effect === 'block');
  const ceilings = aboveCeiling(policy, grants, inquiry, item, one.channel);
  const conflicts = blocking(policy, ceilings, broken, exceptions);
  if (conflicts.length) return { code: 'duty-conflict', conflicts };
  const observed = [
    ...aboveCeiling(policy, grants, inquiry, item, one.channel, 'observe'),
    ...all.filter(({ effect }) => effect === 'observe'),
  ].filter(({ rule }) => !exceptions.has(rule));
  const others = isDuty ? otherDuties(one, action, person) : [];
  if (others.length === 0) return { code: 'permitted', observed, exception: null, boundTo: null };
  if (others.some((step) => boundWith(item, action).includes(step.duty)))
    return { ...boundPart(item, one, action, person), observed };
  const excused = broken.find(({ rule, steps }) => steps.length > 0 && exceptions.has(rule));
  const exception = partFor(one, action, person, excused && exceptions.get(excused.rule));
  return exception === undefined
    ? { code: 'duty-conflict', conflicts: [secondDuty(one, others)] }
    : { code: 'permitted', observed, exception, boundTo: null };
}

/**
 * What a duty on a case that is not recorded would break, done as its first: as a step is judged, but for the order of duties, of which
 * such an inquiry says nothing. Whoever names no channel asks of no ceiling.
 */
export function judgeUnrecorded(
  policy: CentrePolicy,
  one: JudgedCase,
  inquiry: Inquiry,
  { person, grants }: Doer,
  grounds: StepGrounds,
): ConflictDocument[] {
  const item = policy.itemOf.get(one.item) as Item;
  const broken = brokenRules(policy, one, inquiry.action.name, person, grounds);
  return blocking(
    policy,
    one.channel === null ? [] : aboveCeiling(policy, grants, inquiry, item, one.channel),
    broken.filter(({ effect }) => effect === 'block'),
    grounds.exceptionsOf(person, item.code),
  );
}

/** What keeps somebody from an act on a case that ends it, as from the duty by which they may: that it is about them or theirs. */
export function recusalsFrom(
  policy: CentrePolicy,
  one: CaseRow,
  duty: string,
  person: string,
  grounds: StepGrounds,
): ConflictDocument[] {
  const { ruleOf } = policy.compiled;
  const recused = brokenRules(policy, one, duty, person, grounds).filter(
    ({ rule, effect }) => effect === 'block' && ruleOf.get(rule)?.kind === 'recusal',
  );
  return blocking(policy, [], recused, grounds.exceptionsOf(person, one.item));
}

/** All that refuses, ceilings first: an exception lifts its own rule. */
const blocking = (
  { compiled }: CentrePolicy,
  ceilings: readonly ConflictDocument[],
  broken: readonly StepConflict[],
  exceptions: ReadonlyMap<string, string>,
): ConflictDocument[] =>
  [...ceilings, ...broken.map((conflict) => explainStep(conflict, compiled))].filter(
    ({ rule }) => !exceptions.has(rule),
  );

/** A permitted inquiry on a case founders on a ceiling when no grant permits it that the ceiling lets through. */
function aboveCeiling(
  policy: CentrePolicy,
  grants: readonly HeldGrant[],
  inquiry: Inquiry,
  item: Item,
  channel: string | null,
  effect: Effect = 'block',
): ConflictDocument[] {
  const { name: duty } = inquiry.action;
  const barred = barredBy(boundedGrants(policy, grants, effect), duty, item, channel);
  if (barred.length === 0) return [];
  const without = grants.filter(({ id }) => !barred.some(({ grant }) => grant.id === id));
  if (weigh(compileAbility(policy, without), inquiry).allowed) return [];
  const permitting = barred.filter(({ grant }) => weigh(compileAbility(policy, [grant]), inquiry).allowed);
  return explainCeiling(policy, permitting, duty, item);
}

function brokenRules(
  policy: CentrePolicy,
  one: JudgedCase,
  duty: string,
  person: string,
  grounds: StepGrounds,
): StepConflict[] {
  const { channel, steps } = one;
  const attempt = {
    case: { item: one.item, unit: one.unit, ...(channel ? { channel } : {}) },
    duty,
    person,
    steps,
    subject: grounds.historyOf(person, one),
  };
  return judgeStep(policy.compiled, attempt, { at: grounds.at });
}

const otherDuties = ({ steps }: CaseRow, duty: string, person: string): StepRow[] =>
  steps.filter((step) => step.person === person && step.duty !== duty);

/**
 * The place of a duty that is bound to one the person has on the case: the last they took up before it of those it goes with.
 * Within a round duties are taken up in the item's order. One done before keeps its place.
 */
function boundPart(item: Item, { steps }: CaseRow, duty: string, person: string): Omit<DutyPermit, 'observed'> {
  const group = boundWith(item, duty);
  const own = steps
    .filter((step) => step.person === person)
    .sort((a, b) => a.round - b.round || item.duties.indexOf(a.duty) - item.duties.indexOf(b.duty));
  const same = own.findIndex((step) => step.duty === duty);
  // In the order in which they were taken up, whatever was done again.
  const before = [...new Set((same < 0 ? own : own.slice(0, same)).map((step) => step.duty))];
  const boundTo = before.findLast((other) => group.includes(other)) ?? null;
  return { code: 'permitted', exception: own[same]?.exception ?? null, boundTo };
}

/**
 * Under which exception the database has a place for one more duty of the person; null: it is the one they have without.
 * Each exception makes room for one. Undefined when there is none.
 */
function partFor(
  { steps }: CaseRow,
  duty: string,
  person: string,
  exception: string | undefined,
): string | null | undefined {
  if (exception === undefined) return undefined;
  const own = steps.filter((step) => step.person === person);
  if (own.some((step) => step.duty === duty && step.exception === null)) return null;
  return own.some((step) => step.duty !== duty && step.exception === exception) ? undefined : exception;
}

/** What the database refuses whatever the centre's rules say: a second duty of one person on one case. */
const secondDuty = ({ item }: CaseRow, others: readonly StepRow[]): ConflictDocument => ({
  rule: 'case-one-duty-a-person',
  name: { zh: '同一办件一人只任一职', en: 'One duty a person on one case' },
  source: '杜绝一人通办',
  effect: 'block',
  items: [item],
  with: others.map(({ person, duty, round }) => ({ person, duty, round })),
  resolution: { zh: '须由未参与本办件的其他人员办理。', en: 'Somebody who had no part in this case must do it.' },
  resolutions: [],
});

/** Whether what somebody acts with permits them a duty on a case, its rules and order apart; else how near it comes. */
export function weighActor(policy: CentrePolicy, actor: Actor, duty: string, one: CaseRow) {
  const inquiry = dutyInquiry({ id: actor.username, properties: factsOf(actor) }, duty, one.id, one);
  const { active, inactive } = apartByRole(policy, actor.grants, actor.chosen);
  const weighed = weigh(compileAbility(policy, active, inactive), inquiry);
  if (weighed.allowed) return { inquiry, active, code: 'permitted' as const };
  const held = inactive.length > 0 && weigh(compileAbility(policy, actor.grants), inquiry).allowed;
  return { inquiry, active, code: held ? ('role-inactive' as const) : weighed.code };
}

/** Why a step is refused, in the order a person would want to know; else by which exception it is recorded, if by any. */
export function judgeOrder(
  policy: CentrePolicy,
  order: StepOrder,
  actor: Actor | undefined,
  one: CaseRow | undefined,
  grounds: StepGrounds,
): Problem | DutyPermit {
  if (!one) return new Problem('not-found', noSuch('case', order.case));
  const item = policy.itemOf.get(one.item);
  if (!item) return new Problem('not-found', noSuch('item', one.item));
  if (!item.duties.includes(order.duty))
    return new Problem('unknown-code', said('no-duty-of-item', { item: one.item, duty: order.duty }), {
      errors: [{ path: '/duty', message: said('one-of', { these: listed(item.duties) }) }],
    });
  if (order.outcome === 'returned' && item.duties[0] === order.duty)
    return new Problem('invalid-request', said('nobody-to-return-to'), {
      errors: [{ path: '/outcome', message: said('must-be-done-here') }],
    });
  if (!actor) return new Problem('not-active', said('no-active-account', { person: order.actor }));
  if (actor.away) return new Problem('on-leave', said('is-on-leave', { person: order.actor }));
  const { inquiry, active, code } = weighActor(policy, actor, order.duty, one);
  if (code !== 'permitted') {
    const facts = { person: order.actor, duty: actSaid(order.duty) };
    return new Problem(
      'not-permitted',
      code === 'role-inactive'
        ? said('may-not-inactive', facts)
        : said('may-not-on', { ...facts, item: one.item, unit: one.unit }),
    );
  }
  const doer = { person: actor.person, grants: active };
  const judged = judgeDuty(policy, one, inquiry, doer, grounds, order.outcome);
  if (judged.code === 'permitted') return judged;
  if (judged.code === 'bound-duty')
    return new Problem(
      'bound-duty',
      said('same-person-does-both', {
        to: actSaid(judged.to.duty),
        round: one.round,
        duty: actSaid(order.duty),
      }),
    );
  if (judged.code !== 'duty-conflict')
    return new Problem(judged.code, said('case-does-not-wait', { round: one.round, duty: actSaid(order.duty) }));
  const { conflicts } = judged;
  const rules = listed(conflicts.map(({ rule }) => rule));
  return new Problem('duty-conflict', said('breaks', { rules }), { conflicts });
}
