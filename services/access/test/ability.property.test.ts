import type { Permission, Policy, Role } from '@zhiheng/duties';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileAbility, weigh } from '../ability.ts';
import { compileCentre } from '../centre-policy.ts';
import type { Facts, Inquiry } from '../inquiry.ts';

/**
 * Small worlds, and a second evaluator that shares nothing with the first: it walks the roles for every question and
 * reads each condition as the plain sentence that stands beside it.
 */
const text = { zh: '-', en: '-' };
const parents = { root: null, a: 'root', a1: 'a', b: 'root' } as const;
const units = Object.entries(parents).map(([code, parent]) => ({ code, parent, kind: 'section', name: text }));
const items = [
  ['one', 'a'],
  ['two', 'b'],
  ['three', 'root'],
].map(([code, unit]) => ({
  code: code as string,
  unit: unit as string,
  name: text,
  insurance: 'x',
  risk: 1 as const,
  movesFund: false,
  duties: ['handle', 'review'],
  channels: ['hall'],
}));

const at = (inquiry: Inquiry, ...path: string[]): unknown =>
  path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], inquiry);
const amount = (inquiry: Inquiry) => at(inquiry, 'resource', 'properties', 'amount');
const sentences: [conditions: Permission['conditions'], meaning: (inquiry: Inquiry) => boolean][] = [
  [undefined, () => true],
  [{}, () => true],
  [{ 'resource.properties.amount': { $lte: 10 } }, (i) => typeof amount(i) === 'number' && (amount(i) as number) <= 10],
  [{ 'resource.properties.amount': { $gt: 10 } }, (i) => typeof amount(i) === 'number' && (amount(i) as number) > 10],
  [{ 'resource.properties.amount': { $ne: 5 } }, (i) => amount(i) !== 5],
  [{ 'subject.properties.rank': 'chief' }, (i) => at(i, 'subject', 'properties', 'rank') === 'chief'],
  [
    { 'action.properties.way': { $in: ['slow', 'fast'] } },
    (i) => ['slow', 'fast'].includes(at(i, 'action', 'properties', 'way') as string),
  ],
  [{ 'context.place': { $exists: true } }, (i) => at(i, 'context', 'place') !== undefined],
  [
    { $or: [{ 'context.place': 'hall' }, { 'subject.properties.rank': 'chief' }] },
    (i) => at(i, 'context', 'place') === 'hall' || at(i, 'subject', 'properties', 'rank') === 'chief',
  ],
];
sentences.push([
  { $and: [{ 'context.place': { $regex: '^ha' } }], $nor: [{ 'subject.properties.rank': 'clerk' }] },
  (i) => at(i, 'context', 'place') === 'hall' && at(i, 'subject', 'properties', 'rank') !== 'clerk',
]);
const meanings = new Map(sentences.map(([conditions, meaning]) => [JSON.stringify(conditions), meaning]));

const pick = fc.constantFrom;
const permission: fc.Arbitrary<Permission> = fc.record(
  {
    action: pick('handle', 'review', 'read', 'manage'),
    resource: pick('case', 'record', 'all'),
    items: fc.subarray(['one', 'two', 'three']),
    conditions: pick(...sentences.map(([conditions]) => conditions)),
    effect: fc.oneof(
      { weight: 3, arbitrary: fc.constant('allow' as const) },
      { weight: 1, arbitrary: fc.constant('deny' as const) },
    ),
  },
  { requiredKeys: ['action', 'resource'] },
);
const names = ['r0', 'r1', 'r2', 'r3'];
const roles: fc.Arbitrary<Role[]> = fc.tuple(
  ...names.map((code, index) =>
    fc.record({
      code: fc.constant(code),
      name: fc.constant(text),
      risk: fc.constant(1 as const),
      permissions: fc.array(permission, { maxLength: 3 }),
      inherits: fc.subarray(names.slice(0, index)),
    }),
  ),
);
const grants = fc.array(fc.record({ role: pick(...names), unit: pick(...Object.keys(parents)) }), { maxLength: 4 });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const without = (facts: Record<string, unknown>): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
const inquiries: fc.Arbitrary<Inquiry> = fc.record({
  subject: fc.record({
    type: fc.constant('person'),
    id: fc.constant('p'),
    properties: fc.record({ rank: optional(pick('chief', 'clerk')) }).map(without),
  }),
  action: fc.record({
    name: pick('handle', 'review', 'read', 'manage', 'dance'),
    properties: fc.record({ way: optional(pick('slow', 'other')) }).map(without),
  }),
  resource: fc.record({
    type: pick('case', 'record', 'all', 'thing'),
    id: fc.constant('x'),
    properties: fc
      .record({
        item: optional(pick('one', 'two', 'three')),
        unit: optional(pick(...Object.keys(parents))),
        amount: optional(fc.oneof(pick(5, 10, 11), fc.constant('9'))),
      })
      .map(without),
  }),
  context: fc.record({ place: optional(pick('hall', 'home')) }).map(without),
});

const isWithin = (outer: string, inner: string | null): boolean =>
  inner !== null && (inner === outer || isWithin(outer, parents[inner as keyof typeof parents]));

function naive(all: Role[], held: { role: string; unit: string }[], inquiry: Inquiry): string {
  const permissionsOf = (code: string): Permission[] => {
    const role = all.find((one) => one.code === code) as Role;
    return [...role.permissions, ...(role.inherits ?? []).flatMap(permissionsOf)];
  };
  const { item, unit } = (inquiry.resource.properties ?? {}) as { item?: string; unit?: string };
  const owner = items.find(({ code }) => code === item)?.unit ?? null;
  let reason = 'not-permitted';
  let forbidden = false;
  for (const grant of held)
    for (const one of permissionsOf(grant.role)) {
      if (one.action !== 'manage' && one.action !== inquiry.action.name) continue;
      if (one.resource !== 'all' && one.resource !== inquiry.resource.type) continue;
      if (one.items && (item === undefined || !one.items.includes(item))) continue;
      const reached = unit === undefined || isWithin(grant.unit, unit) || isWithin(grant.unit, owner);
      const met = (meanings.get(JSON.stringify(one.conditions)) as (inquiry: Inquiry) => boolean)(inquiry);
      if (one.effect === 'deny') forbidden ||= reached && met;
      else if (reached && met) reason = 'permitted';
      else if (reason !== 'permitted' && reached) reason = 'condition-not-met';
      else if (reason === 'not-permitted') reason = 'unit-not-covered';
    }
  return forbidden ? 'denied-by-role' : reason;
}

test('every decision is the one that a plain reading of the roles gives', () => {
  let permitted = 0;
  let forbidden = 0;
  fc.assert(
    fc.property(roles, grants, fc.array(inquiries, { minLength: 5, maxLength: 15 }), (all, held, asked) => {
      const policy: Policy = { units, items, roles: all, rules: [] };
      const reading = { centre: 'c', name: text, epoch: 1, policyEpoch: 1, policy, chains: [], ids: new Map() };
      const ability = compileAbility(
        compileCentre(reading),
        held.map((grant, index) => ({ id: String(index), ...grant })),
      );
      for (const inquiry of asked) {
        const weighed = weigh(ability, inquiry);
        const reason = weighed.allowed ? 'permitted' : weighed.code;
        expect(reason).toBe(naive(all, held, inquiry));
        if (weighed.allowed) permitted++;
        if (reason === 'denied-by-role') forbidden++;
      }
    }),
    { numRuns: 2_000 },
  );
  expect(Math.min(permitted, forbidden)).toBeGreaterThan(200);
});

test('conditions that nobody can judge never permit, and always forbid', () => {
  for (const conditions of [
    { 'context.x': { $unheardOf: 1 } },
    { $where: 'true' },
    'text',
    { 'context.x': { $in: 7 } },
  ]) {
    const judged = (effect: 'allow' | 'deny') => {
      const all: Role[] = [
        {
          code: 'r',
          name: text,
          risk: 1,
          permissions: [
            { action: 'read', resource: 'record', conditions, effect },
            ...(effect === 'deny' ? [{ action: 'read', resource: 'record' }] : []),
          ],
        },
      ];
      const policy: Policy = { units, items, roles: all, rules: [] };
      const reading = { centre: 'c', name: text, epoch: 1, policyEpoch: 1, policy, chains: [], ids: new Map() };
      const ability = compileAbility(compileCentre(reading), [{ id: 'g', role: 'r', unit: 'root' }]);
      return weigh(ability, {
        subject: { type: 'person', id: 'p' },
        action: { name: 'read' },
        resource: { type: 'record', id: 'x' },
      }).allowed;
    };
    expect(judged('allow'), JSON.stringify(conditions)).toBe(false);
    expect(judged('deny'), JSON.stringify(conditions)).toBe(false);
  }
});

test('who holds the same is told by their own grants, in whatever order they come', () => {
  const role = (code: string, action: string): Role => ({
    ...{ code, name: text, risk: 1 },
    permissions: [{ action, resource: 'record' }],
  });
  const policy = compileCentre({
    ...{ centre: 'c', name: text, epoch: 1, policyEpoch: 1, chains: [], ids: new Map() },
    policy: { units, items, roles: [role('r', 'read'), role('s', 'write')], rules: [] },
  });
  const inquiry = (name: string): Inquiry => ({
    subject: { type: 'person', id: 'p' },
    action: { name },
    resource: { type: 'record', id: 'x' },
  });
  const told = (ids: [string, string][]) => {
    const ability = compileAbility(
      policy,
      ids.map(([id, code]) => ({ id, role: code, unit: 'root' })),
    );
    return ['read', 'write', 'other'].map((action) => weigh(ability, inquiry(action)));
  };
  const permitted = (grant: string) => ({ allowed: true, grant });
  const denied = { allowed: false, code: 'not-permitted' };
  expect(
    told([
      ['1', 'r'],
      ['2', 's'],
    ]),
  ).toEqual([permitted('1'), permitted('2'), denied]);
  expect(
    told([
      ['3', 's'],
      ['4', 'r'],
    ]),
  ).toEqual([permitted('4'), permitted('3'), denied]);
});
