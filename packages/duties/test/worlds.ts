import * as fc from 'fast-check';
import { compilePolicy } from '../compile.ts';
import type { Exception, Holding, Instant, Item, Permission, Policy, Role, Rule, Selector, Unit } from '../types.ts';

/** Small policies and small sets of holdings: little enough to try everything, odd enough to meet every case. */

const text = { zh: '名', en: 'name' };
const ACTIONS = ['handle', 'review', 'approve', 'read'];
const RESOURCES = ['case', 'request', 'batch'];
const CHANNELS = ['hall', 'outlet'];
const UNITS = ['u0', 'u1', 'u2', 'u3', 'u4'];
const ITEMS = ['i0', 'i1', 'i2'];
const ROLES = ['r0', 'r1', 'r2', 'r3'];
/** Instants are whole numbers in 0..LAST, or endless. */
export const LAST = 5;

const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values], { minLength: 1 });
const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const oneOrSome = <T>(values: readonly T[]): fc.Arbitrary<T | T[]> => fc.oneof(oneOf(values), some(values));

const units: fc.Arbitrary<Unit[]> = fc
  .tuple(...UNITS.map((_, index) => fc.nat({ max: Math.max(0, index - 1) })))
  .map((parents) =>
    UNITS.map((code, index) => ({
      code,
      parent: index === 0 ? null : UNITS[parents[index]!]!,
      kind: index % 2 === 0 ? 'section' : 'bank-outlet',
      name: text,
    })),
  );

const item = (code: string): fc.Arbitrary<Item> =>
  fc.record({
    code: fc.constant(code),
    name: fc.constant(text),
    insurance: oneOf(['all', 'pension']),
    unit: oneOf(UNITS),
    risk: oneOf([1, 2, 3] as const),
    movesFund: fc.boolean(),
    duties: some(ACTIONS.slice(0, 3)),
    channels: some(CHANNELS),
  });

const permission: fc.Arbitrary<Permission> = fc.record(
  {
    action: fc.oneof({ weight: 12, arbitrary: oneOf(ACTIONS) }, { weight: 1, arbitrary: fc.constant('manage') }),
    resource: fc.oneof(
      { weight: 8, arbitrary: fc.constant('case') },
      { weight: 2, arbitrary: oneOf(RESOURCES) },
      { weight: 1, arbitrary: fc.constant('all') },
    ),
    items: fc.subarray(ITEMS),
    conditions: fc.constant({ 'resource.properties.amount': { $lt: 1 } }),
    effect: fc.oneof({ weight: 6, arbitrary: fc.constant('allow' as const) }, fc.constant('deny' as const)),
  },
  { requiredKeys: ['action', 'resource'] },
);

const role = (code: string, index: number): fc.Arbitrary<Role> =>
  fc.record({
    code: fc.constant(code),
    name: fc.constant(text),
    risk: oneOf([1, 2, 3] as const),
    permissions: fc.array(permission, { maxLength: 3 }),
    inherits: fc.subarray(ROLES.slice(0, index), { maxLength: Math.min(index, 2) }),
  });

type Field = Exclude<keyof Selector, 'name'>;

const fields: { [field in Field]-?: fc.Arbitrary<NonNullable<Selector[field]>> } = {
  action: oneOrSome(ACTIONS),
  exceptAction: oneOrSome(ACTIONS),
  resource: oneOrSome(RESOURCES),
  exceptResource: oneOrSome(RESOURCES),
  items: some(ITEMS),
  exceptItems: some(ITEMS),
  itemUnits: some(UNITS),
  exceptItemUnits: some(UNITS),
  insurance: oneOrSome(['all', 'pension']),
  exceptInsurance: oneOrSome(['all', 'pension']),
  risk: oneOrSome([1, 2, 3]),
  exceptRisk: oneOrSome([1, 2, 3]),
  movesFund: fc.boolean(),
  channels: some(CHANNELS),
  exceptChannels: some(CHANNELS),
  roles: some(ROLES),
  exceptRoles: some(ROLES),
};

/** A selector of every field at once picks next to nothing: one to three, and no value is made up for the others. */
const selector: fc.Arbitrary<Selector> = fc
  .subarray(Object.keys(fields) as Field[], { maxLength: 3 })
  .chain((chosen) => fc.record(Object.fromEntries(chosen.map((field) => [field, fields[field]]))))
  .map((made): Selector => (Object.keys(made).length === 0 ? { action: 'handle' } : made));

const rule = (code: string): fc.Arbitrary<Rule> =>
  fc.array(selector, { minLength: 1, maxLength: 4 }).chain((of) =>
    fc.record({
      code: fc.constant(code),
      kind: fc.constant('static' as const),
      name: fc.constant(text),
      atMost: fc.integer({ min: of.length > 1 ? 1 : 0, max: of.length > 1 ? of.length - 1 : 0 }),
      within: oneOf(['item', 'unit', 'centre'] as const),
      of: fc.constant(of),
      effect: oneOf(['block', 'observe'] as const),
      source: fc.constant('source'),
    }),
  );

const from: fc.Arbitrary<Instant> = fc.oneof(fc.constant(-Infinity), fc.nat({ max: LAST }));
const until: fc.Arbitrary<Instant> = fc.oneof(fc.constant(Infinity), fc.nat({ max: LAST }));

const circumstances = fc.record({ units, items: fc.tuple(...ITEMS.map(item)), roles: fc.tuple(...ROLES.map(role)) });

/** Selectors that leave out all they would pick among them. */
export const anyPolicies: fc.Arbitrary<Policy> = fc
  .tuple(circumstances, fc.tuple(rule('s0'), rule('s1'), rule('s2')))
  .map(([around, rules]) => ({ ...around, rules }));

/** Rule by rule: of three at once hardly one in five would have nothing to refuse. */
export const policies: fc.Arbitrary<Policy> = circumstances.chain((around) => {
  const sound = (code: string) => rule(code).filter((one) => compiles({ ...around, rules: [one] }));
  return fc.tuple(sound('s0'), sound('s1'), sound('s2')).map((rules) => ({ ...around, rules }));
});

function compiles(policy: Policy): boolean {
  try {
    compilePolicy(policy);
    return true;
  } catch {
    return false;
  }
}

const holding = (person: fc.Arbitrary<string>) =>
  fc.record({ person, role: oneOf(ROLES), unit: oneOf(UNITS), from, until });

const numbered = (list: Omit<Holding, 'id'>[]): Holding[] => list.map((one, index) => ({ id: `h${index}`, ...one }));

/** Up to six holdings of one person. */
export const holdingsOfOne: fc.Arbitrary<Holding[]> = fc
  .array(holding(fc.constant('p0')), { minLength: 1, maxLength: 6 })
  .map(numbered);

/** Holdings of several people, in no order. */
export const holdingsOfMany: fc.Arbitrary<Holding[]> = fc
  .array(holding(oneOf(['p0', 'p1', 'p2', 'p3', 'p4'])), { maxLength: 14 })
  .map(numbered);

export const exceptions: fc.Arbitrary<Exception[]> = fc
  .array(fc.record({ person: oneOf(['p0', 'p0', 'p1']), rule: oneOf(['s0', 's1', 's2']), from, until }), {
    maxLength: 3,
  })
  .map((list) => list.map((one, index) => ({ id: `e${index}`, ...one })));
