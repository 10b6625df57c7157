import type { CompiledPolicy } from './compile.ts';
import { reachBack } from './days.ts';
import type { Deed, RecordedCase } from './deeds.ts';
import { type BoundSince, didApart } from './did-apart.ts';
import { compare, holesFor } from './evaluate.ts';
import { itemOf } from './judge-step.ts';
import { covers } from './periods.ts';
import type { Exception, Instant, Rule } from './types.ts';

/**
 * What people did that the case and recusal rules forbid: the steps that `judgeStep` would have found in conflict, had it been
 * asked by this policy when they were recorded. So a rule made today, or one that only observes, shows what was done against
 * it before. By rule in the policy's order, then by person's first step; at last what was bound together and done by different
 * people. About as long as sorting the steps takes.
 * @throws PolicyError `unknown-item`
 */
export function didDo(
  policy: CompiledPolicy,
  cases: Iterable<RecordedCase>,
  options: { exceptions?: readonly Exception[] | undefined; boundSince?: BoundSince | undefined } = {},
): Deed[] {
  const list = [...cases];
  const strands = new Map<Rule, Map<string, Done[]>>(policy.rules.map((rule) => [rule, new Map()]));
  for (const done of inOrder(policy, list))
    for (const [rule, picked] of policy.caseRules.picked(done.item, done.step.duty, done.of.channel))
      strand(strands.get(rule)!, rule, { ...done, picked });
  const againstRules = [...strands].flatMap(([rule, byKey]) =>
    [...byKey.values()].flatMap((done) => deedOf(rule, done, options.exceptions) ?? []),
  );
  return [...againstRules, ...didApart(policy, list, options.boundSince)];
}

type Item = ReturnType<typeof itemOf>;

/** A step with its case, and which of a rule's selectors it is. */
interface Done {
  readonly of: RecordedCase;
  readonly item: Item;
  readonly step: RecordedCase['steps'][number];
  readonly picked: readonly number[];
}

function inOrder(policy: CompiledPolicy, cases: Iterable<RecordedCase>): Omit<Done, 'picked'>[] {
  const all: Omit<Done, 'picked'>[] = [];
  for (const of of cases) {
    const item = itemOf(policy, of.item, `cases.${of.case}.item`);
    for (const step of of.steps) all.push({ of, item, step });
  }
  return all.sort((a, b) => a.step.at - b.step.at || compare(a.of.case, b.of.case));
}

/** Puts a step with the others of its person that the rule sees together. */
function strand(byKey: Map<string, Done[]>, rule: Rule, done: Done): void {
  const { of, step } = done;
  const together = rule.within === 'subject' && rule.kind !== 'recusal' ? of.subject : of.case;
  if (together === undefined || (rule.kind === 'recusal' && of.related?.has(step.person) !== true)) return;
  const key = JSON.stringify([step.person, together]);
  const known = byKey.get(key);
  if (known === undefined) byKey.set(key, [done]);
  else known.push(done);
}

function deedOf(rule: Rule, done: readonly Done[], exceptions?: readonly Exception[]): Deed | undefined {
  const { person } = done[0]!.step;
  const holes = holesFor(person, rule.code, exceptions);
  const excepted = (at: Instant) => holes.some((hole) => covers(hole, at));
  const involved =
    rule.kind === 'recusal' ? done.filter(({ step }) => !excepted(step.at)) : breaking(rule, done, excepted);
  if (involved.length === 0) return undefined;
  const { code, name, source, effect } = rule;
  const unique = <T>(values: T[]): T[] => [...new Set(values)];
  const related = rule.kind === 'recusal' ? involved[0]!.of.related?.get(person) : undefined;
  return {
    ...{ rule: code, name, source, effect, person },
    cases: unique(involved.map(({ of }) => of.case)),
    items: unique(involved.map(({ of }) => of.item)),
    units: unique(involved.map(({ of }) => of.unit)),
    steps: involved.map(({ of, step: { duty, round, at } }) => ({
      person,
      duty,
      round,
      case: of.case,
      item: of.item,
      at,
    })),
    ...(related === undefined ? {} : { related }),
    selectors: unique(involved.flatMap(({ picked }) => picked)).sort((a, b) => a - b),
    from: involved[0]!.step.at,
    until: involved.at(-1)!.step.at,
  };
}

/**
 * Walks along one person's steps with what lies within the rule's days behind each; what is older counts only on the same
 * case. Marks the steps that break the rule with all that counted for them.
 */
function breaking(rule: Rule, done: readonly Done[], excepted: (at: Instant) => boolean): Done[] {
  const held = new Map<number, number>();
  const tally = (index: number, by: 1 | -1) => {
    for (const selector of done[index]!.picked) held.set(selector, (held.get(selector) ?? 0) + by);
  };
  const ofCase = Map.groupBy(done.keys(), (index) => done[index]!.of.case);
  const marked = new Set<number>();
  let first = 0;
  let unmarked = 0;
  for (const [index, { of, step }] of done.entries()) {
    const since = rule.within === 'subject' ? reachBack(rule.withinDays, step.at) : -Infinity;
    for (; done[first]!.step.at < since; first++) tally(first, -1);
    tally(index, 1);
    const older = first === 0 ? [] : ofCase.get(of.case)!.filter((one) => one < first);
    const selectors = new Set(older.flatMap((one) => done[one]!.picked));
    for (const [selector, times] of held) if (times > 0) selectors.add(selector);
    if (selectors.size <= (rule.atMost ?? 0) || excepted(step.at)) continue;
    for (const one of older) marked.add(one);
    for (unmarked = Math.max(unmarked, first); unmarked <= index; unmarked++) marked.add(unmarked);
  }
  return [...marked].sort((a, b) => a - b).map((index) => done[index]!);
}
