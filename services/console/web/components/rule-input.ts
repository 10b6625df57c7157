import type { RequestInput, Rule, RuleChange } from '@zhiheng/contracts';
import type { RuleTerms, Selector } from './rule-words.ts';
import { manyOf } from './speaker.ts';

export const ruleKinds = ['static', 'session', 'case', 'recusal', 'ceiling'] as const satisfies Rule['kind'][];
export type Within = NonNullable<Rule['within']>;

/** Where the selectors of a kind may meet; the first is the usual one. */
export const withinOf: Record<Rule['kind'], readonly Within[]> = {
  static: ['item', 'unit', 'centre'],
  session: ['centre', 'session', 'item', 'unit'],
  case: ['case', 'subject'],
  recusal: ['subject'],
  ceiling: [],
};

/** Which kinds count: so many of their selectors and no more. */
export const counts = (kind: Rule['kind'] | undefined): boolean =>
  kind === 'static' || kind === 'session' || kind === 'case';

/** A selector as the form holds it: every field a list. */
export interface SelectorValues {
  nameZh?: string;
  nameEn?: string;
  action?: string[];
  exceptAction?: string[];
  resource?: string[];
  exceptResource?: string[];
  items?: string[];
  exceptItems?: string[];
  itemUnits?: string[];
  exceptItemUnits?: string[];
  insurance?: string[];
  exceptInsurance?: string[];
  risk?: (1 | 2 | 3)[];
  exceptRisk?: (1 | 2 | 3)[];
  movesFund?: boolean | null;
  channels?: string[];
  exceptChannels?: string[];
  roles?: string[];
  exceptRoles?: string[];
}

export interface RuleValues {
  code?: string;
  kind: Rule['kind'];
  nameZh?: string;
  nameEn?: string;
  effect: Rule['effect'];
  within?: Within;
  withinDays?: number | null;
  atMost?: number | null;
  of?: SelectorValues[];
  unitKinds?: string[];
  allowed?: string[];
  channels?: Record<string, string | undefined>;
  source?: string;
  reason?: string;
}

export const newRule: RuleValues = { kind: 'static', effect: 'block', within: 'item', atMost: 1, of: [{}, {}] };

/** What the form begins with to change a rule. */
export function valuesOf({ code, kind, name, effect, source, of = [], allow, ...terms }: RuleTerms): RuleValues {
  const { within, withinDays, atMost, unitKinds } = terms;
  return {
    code,
    kind,
    nameZh: name.zh,
    nameEn: name.en,
    effect,
    source,
    of: of.map(selectorValues),
    ...defined({ within, withinDays, atMost, unitKinds, allowed: allow?.action, channels: allow?.channel }),
  };
}

/** What a catalogue writes as one or many. */
const eitherWay = [
  'action',
  'exceptAction',
  'resource',
  'exceptResource',
  'insurance',
  'exceptInsurance',
  'risk',
  'exceptRisk',
] as const;

function selectorValues({ name, movesFund, ...conditions }: Selector): SelectorValues {
  const lists = eitherWay.map((field) => [field, manyOf<string | number>(conditions[field])]);
  return {
    ...filled({ ...conditions, ...Object.fromEntries(lists) }),
    ...defined({ nameZh: name?.zh, nameEn: name?.en, movesFund }),
  };
}

/** What the rule would say; undefined while something is missing that it cannot be judged without. */
export function ruleOf(values: RuleValues): RuleTerms | undefined {
  const { code, kind, effect } = values;
  const [zh, en, source] = [values.nameZh, values.nameEn, values.source].map((text) => text?.trim());
  const terms = termsOf(values);
  if (!code || !zh || !en || !source || !terms) return undefined;
  return { code, kind, name: { zh, en }, ...terms, effect, source };
}

type Terms = Omit<RuleTerms, 'code' | 'kind' | 'name' | 'effect' | 'source'>;

function termsOf({
  kind,
  within,
  withinDays,
  atMost,
  of = [],
  unitKinds = [],
  ...values
}: RuleValues): Terms | undefined {
  if (kind === 'ceiling') {
    const { allowed = [], channels = {} } = values;
    if (unitKinds.length === 0 || allowed.length === 0) return undefined;
    const chosen = Object.entries(channels).filter((one): one is [string, string] => Boolean(one[1]));
    const channel = Object.fromEntries(chosen.filter(([unitKind]) => unitKinds.includes(unitKind)));
    return { unitKinds, allow: { action: allowed, ...(Object.keys(channel).length > 0 ? { channel } : {}) } };
  }
  const selectors = of.map(selectorOf);
  if (selectors.some((selector) => saysNothing(selector))) return undefined;
  if (kind === 'recusal') return { within: 'subject', ...(selectors.length > 0 ? { of: selectors } : {}) };
  const place = within && withinOf[kind].includes(within) ? within : undefined;
  if (!place || typeof atMost !== 'number' || atMost >= selectors.length) return undefined;
  return { atMost, within: place, ...(place === 'subject' && withinDays ? { withinDays } : {}), of: selectors };
}

function selectorOf({ nameZh, nameEn, movesFund, ...values }: SelectorValues): Selector {
  const [zh, en] = [nameZh?.trim(), nameEn?.trim()];
  const lists = filled(values) as Record<string, (string | number)[]>;
  const shortened = eitherWay.flatMap((field) => (lists[field] ? [[field, oneOrMany(lists[field])]] : []));
  return {
    ...(zh && en ? { name: { zh, en } } : {}),
    ...lists,
    ...Object.fromEntries(shortened),
    ...(typeof movesFund === 'boolean' ? { movesFund } : {}),
  };
}

const saysNothing = ({ name: _, ...conditions }: Selector): boolean => Object.keys(conditions).length === 0;

/** A list as catalogues write it: one by itself, none not at all. */
const oneOrMany = <T>([first, ...others]: readonly T[]): T | T[] | undefined =>
  others.length > 0 ? [first as T, ...others] : first;

/**
 * The request for a new rule, or for what of `before` is to be another; undefined while it is not whole, or says nothing new.
 * What stays is left out, so that nothing is judged as changed that is not.
 */
export function ruleRequest(values: RuleValues | undefined, before?: RuleTerms): RequestInput | undefined {
  const after = values && ruleOf(values);
  if (!after) return undefined;
  const rule = before ? differenceOf(before, after) : after;
  if (before && Object.keys(rule).length === 1) return undefined;
  return { change: 'rule', rule, reason: values.reason?.trim() ?? '' };
}

function differenceOf(before: RuleTerms, after: RuleTerms): RuleChange {
  const fields = Object.entries(after).filter(
    ([field, value]) => !same(value, (before as Record<string, unknown>)[field]),
  );
  // Left out it would stay.
  const removed = before.withinDays !== undefined && after.withinDays === undefined ? { withinDays: null } : {};
  return { code: after.code, ...Object.fromEntries(fields), ...removed };
}

/** Whether two values say the same, whatever the order of their fields. */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => same(left[key], right[key]));
}

const defined = <T extends object>(fields: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

const filled = <T extends Record<string, readonly unknown[] | undefined>>(lists: T): T =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list && list.length > 0)) as T;
