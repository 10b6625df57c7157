import type { CompiledPolicy } from './compile.ts';
import { compare } from './evaluate.ts';
import { itemOf } from './judge-step.ts';
import type { AbleRole } from './roles-able.ts';
import { picksAction, picksItem, picksResource, picksRole } from './selector.ts';
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
  /** By which roles it could have been done; absent: not looked up, then no selector that is about roles picks it. */
  by?: readonly AbleRole[] | undefined;
}

/** What somebody did of what a rule keeps apart. */
export interface Use extends Omit<Exercise, 'by'> {
  /** Indices into the rule's `of`. */
  selectors: number[];
  /** Codes of the roles by which it could have been done; only where the rule is about roles. */
  roles?: string[];
  /** The exercises that it is made of, each from its first time to its last. */
  spans: Pick<Exercise, 'first' | 'last'>[];
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
  /** What was done that the rule keeps apart, in order of the first time. */
  uses: Use[];
  selectors: number[];
  /** Whether they were done within the same stretch of time, or one after the other, as by who changed their post. */
  order: 'mixed' | 'in-turn';
  from: Instant;
  until: Instant;
}

/**
 * What people did of duties that a static rule of today keeps apart, whenever: so a rule that is new, or only observes, shows who
 * has made use of holding both. By which grant somebody acted is not known of what they did, only by which roles they could have
 * (`by`): a selector that is about roles picks what could have been done by one that it picks, if by others as well. So it may say
 * too much, never too little; `roles` tells by which. What no role is known to have allowed it does not pick. In order of rule,
 * person and what it lies within.
 * @throws PolicyError `unknown-item`
 */
export function didHold(
  policy: CompiledPolicy,
  exercises: Iterable<Exercise>,
  excepted: (rule: string, exercise: Use) => boolean = () => false,
): Practice[] {
  const all = [...exercises];
  const rules = policy.rules.filter(({ kind }) => kind === 'static');
  return rules.flatMap((rule) => {
    const uses = usesOf(policy, rule, all).filter((use) => !excepted(rule.code, use));
    const together = Map.groupBy(uses, (use) => JSON.stringify([use.person, keyOf(rule, use)]));
    return [...together].sort(([a], [b]) => compare(a, b)).flatMap(([, own]) => practiceOf(rule, own) ?? []);
  });
}

/** Whether some static rule, of these, is about roles: then it has to be known by which of them something could have been done. */
export const asksForRoles = ({ rules }: CompiledPolicy, isAsked: (rule: string) => boolean = () => true): boolean =>
  rules.some((rule) => rule.kind === 'static' && isAsked(rule.code) && isByRole(rule));

const isByRole = ({ of = [] }: Rule): boolean => of.some(saysRole);
const saysRole = ({ roles, exceptRoles }: Selector): boolean => roles !== undefined || exceptRoles !== undefined;

/** What the rule picks, of one kind together; where it is about roles, of one kind that could have been done by the same ones. */
function usesOf(policy: CompiledPolicy, rule: Rule, all: readonly Exercise[]): Use[] {
  const byRole = isByRole(rule);
  const uses = new Map<string, Use>();
  for (const exercise of all) {
    const selectors = picked(policy, rule, exercise);
    if (selectors.length === 0) continue;
    const { by = [], ...one } = exercise;
    const { person, duty, item, unit, channel, times, first, last } = one;
    const roles = byRole ? by.map(({ role }) => role).sort() : undefined;
    const key = JSON.stringify([person, duty, item, unit, channel, roles]);
    const known = uses.get(key);
    if (known === undefined)
      uses.set(key, { ...one, selectors, ...(roles ? { roles } : {}), spans: [{ first, last }] });
    else {
      known.times += times;
      known.first = Math.min(known.first, first);
      known.last = Math.max(known.last, last);
      known.selectors = unique([...known.selectors, ...selectors]).sort((a, b) => a - b);
      known.spans.push({ first, last });
    }
  }
  return [...uses.values()];
}

function picked(policy: CompiledPolicy, rule: Rule, { item: code, duty, channel, by = [] }: Exercise): number[] {
  const item = itemOf(policy, code, 'exercises.item');
  const channels = channel === undefined ? item.channels : [channel];
  const picks = (selector: Selector): boolean =>
    picksAction(selector, duty) &&
    picksResource(selector, 'case') &&
    picksItem(selector, item, policy.units, channels) &&
    (!saysRole(selector) || by.some(({ closure }) => picksRole(selector, closure)));
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
    uses.map(({ duty, item, times, first, last, roles = [] }) => {
      const [act, about] = [dutyName(duty), itemOf(policy, item, 'practice.items').name];
      const [from, until] = [day(first), day(last)];
      const by = roles.map((role) => policy.roles.get(role)?.role.name ?? { zh: role, en: role });
      const [zh, en] = [by.map((one) => `“${one.zh}”`).join('或'), by.map((one) => `“${one.en}”`).join(' or ')];
      return {
        zh: `“${about.zh}”${act.zh}${times}次（${from}至${until}${by.length ? `，所凭角色：${zh}` : ''}）`,
        en: `${act.en} of “${about.en}” ${times} times (${from} to ${until}${by.length ? `, by ${en}` : ''})`,
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
