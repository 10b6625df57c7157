import type { CompiledPolicy } from './compile.ts';
import { compare } from './evaluate.ts';
import { itemOf } from './judge-step.ts';
import { picksAction, picksItem, picksResource } from './selector.ts';
import type { Effect, Instant, Rule, Selector, Text } from './types.ts';
import { day, dutyName, list, sentences } from './wording.ts';

/** What one person did of one kind: a duty on an item at a unit, how often, and the first and the last time. */
export interface Exercise {
  person: string;
  duty: string;
  item: string;
  unit: string;
  channel?: string | undefined;
  times: number;
  first: Instant;
  last: Instant;
}

/** Both sides of a static rule, done by one person where the rule sees them together: on an item, at a unit, in the centre. */
export interface Practice {
  rule: string;
  name: Text;
  source: string;
  effect: Effect;
  person: string;
  items: string[];
  units: string[];
  /** What was done that the rule keeps apart, in order of the first time; `selectors`: indices into the rule's `of`. */
  uses: (Exercise & { selectors: number[] })[];
  selectors: number[];
  /** Whether they were done within the same stretch of time, or one after the other, as by who changed their post. */
  order: 'mixed' | 'in-turn';
  from: Instant;
  until: Instant;
}

/**
 * What people did of duties that a static rule of today keeps apart, whenever and by whichever grants: so a rule that is new, or
 * only observes, shows who has made use of holding both. By which role somebody acted is not known of what they did: selectors
 * that name roles pick nothing. In order of rule, person and what it lies within.
 * @throws PolicyError `unknown-item`
 */
export function didHold(
  policy: CompiledPolicy,
  exercises: Iterable<Exercise>,
  excepted: (rule: string, exercise: Exercise) => boolean = () => false,
): Practice[] {
  const all = [...exercises];
  const rules = policy.rules.filter(({ kind }) => kind === 'static');
  return rules.flatMap((rule) => {
    const uses = all.flatMap((exercise) => {
      const selectors = picked(policy, rule, exercise);
      return selectors.length > 0 && !excepted(rule.code, exercise) ? [{ ...exercise, selectors }] : [];
    });
    const together = Map.groupBy(uses, (use) => JSON.stringify([use.person, keyOf(rule, use)]));
    return [...together].sort(([a], [b]) => compare(a, b)).flatMap(([, own]) => practiceOf(rule, own) ?? []);
  });
}

function picked(policy: CompiledPolicy, rule: Rule, { item: code, duty, channel }: Exercise): number[] {
  const item = itemOf(policy, code, 'exercises.item');
  const channels = channel === undefined ? item.channels : [channel];
  const picks = (selector: Selector): boolean =>
    selector.roles === undefined &&
    selector.exceptRoles === undefined &&
    picksAction(selector, duty) &&
    picksResource(selector, 'case') &&
    picksItem(selector, item, policy.units, channels);
  return (rule.of ?? []).flatMap((selector, index) => (picks(selector) ? [index] : []));
}

const keyOf = ({ within }: Rule, { item, unit }: Exercise): string =>
  within === 'item' ? item : within === 'unit' ? unit : '';

function practiceOf(rule: Rule, own: Practice['uses']): Practice | undefined {
  const most = rule.atMost ?? 0;
  const selectors = unique(own.flatMap((use) => use.selectors)).sort((a, b) => a - b);
  if (selectors.length <= most) return undefined;
  const { code, name, source, effect } = rule;
  const uses = own.toSorted((a, b) => a.first - b.first || compare(a.item, b.item) || compare(a.duty, b.duty));
  return {
    ...{ rule: code, name, source, effect, person: uses[0]!.person },
    items: unique(uses.map(({ item }) => item)),
    units: unique(uses.map(({ unit }) => unit)),
    ...{ uses, selectors },
    order: isMixed(uses, most) ? 'mixed' : 'in-turn',
    from: uses[0]!.first,
    until: Math.max(...uses.map(({ last }) => last)),
  };
}

/** Whether more than `most` of the sides had been begun, and not been done for the last time, at one instant. */
function isMixed(uses: Practice['uses'], most: number): boolean {
  const span = new Map<number, { first: Instant; last: Instant }>();
  for (const { selectors, first, last } of uses)
    for (const one of selectors) {
      const known = span.get(one) ?? { first, last };
      span.set(one, { first: Math.min(known.first, first), last: Math.max(known.last, last) });
    }
  const sides = [...span.values()];
  return sides.some(({ first: at }) => sides.filter(({ first, last }) => first <= at && at <= last).length > most);
}

const unique = <T>(values: T[]): T[] => [...new Set(values)];

/** What somebody practised, said in both languages. */
export function sayPractice({ uses, order }: Practice, policy: CompiledPolicy): Text {
  const done = list(
    uses.map(({ duty, item, times, first, last }) => {
      const [act, about] = [dutyName(duty), itemOf(policy, item, 'practice.items').name];
      const [from, until] = [day(first), day(last)];
      return {
        zh: `“${about.zh}”${act.zh}${times}次（${from}至${until}）`,
        en: `${act.en} of “${about.en}” ${times} times (${from} to ${until})`,
      };
    }),
  );
  return sentences([
    { zh: `同一人办理过：${done.zh}。`, en: `The same person did: ${done.en}.` },
    order === 'mixed'
      ? { zh: '时间相互交错。', en: 'At the same time.' }
      : { zh: '先后办理，时间不交错。', en: 'One after the other.' },
  ]);
}
