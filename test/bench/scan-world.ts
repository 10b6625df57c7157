import type { Exception, Holding, Item, Policy, Role, Rule } from '@zhiheng/duties';

/** A large organisation: how many of each, at once. */
export interface Size {
  people: number;
  permissions: number;
  assignments: number;
  rules: number;
}

export interface World {
  policy: Policy;
  holdings: Holding[];
  exceptions: Exception[];
}

const sections = 60;
const duties = ['handle', 'review', 'approve', 'pay'];
const name = { zh: '规', en: 'rule' };

/** Mulberry32: the same numbers on every machine. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((((mixed ^ (mixed >>> 14)) >>> 0) * below) / 2 ** 32) | 0;
  };
}

/**
 * Each permission is a role of its own, each assignment a grant, as in the data sets that access control is measured with. People
 * follow each other by section, and nine in ten of their permissions are on its items. They do one duty; one in fifty holds
 * a stray permission of another. Four rules are about every item, the others each
 * about a few permissions.
 */
export function buildWorld({ people, permissions, assignments, rules }: Size, seed = 1): World {
  const random = randomOf(seed);
  const items = Array.from({ length: permissions / duties.length }, (_, index) => itemOf(index));
  const roles = items.flatMap((item) => duties.map((duty) => roleOf(item, duty)));
  return {
    policy: {
      units: [{ code: 'centre', parent: null, kind: 'centre', name }],
      items,
      roles,
      rules: [...generalRules(), ...Array.from({ length: rules - 4 }, (_, index) => ruleOf(index, items, random))],
    },
    holdings: assign(people, assignments, items, random),
    exceptions: [],
  };
}

const itemOf = (index: number): Item => ({
  code: `item-${index}`,
  name,
  insurance: 'all',
  unit: 'centre',
  risk: 1,
  movesFund: false,
  duties,
  channels: ['hall'],
});

const roleOf = (item: Item, duty: string): Role => ({
  code: `${item.code}/${duty}`,
  name,
  risk: 1,
  permissions: [{ action: duty, resource: 'case', items: [item.code] }],
});

const base = { kind: 'static', name, effect: 'block', source: 's', atMost: 1 } as const;

const generalRules = (): Rule[] =>
  [
    ['handle', 'review'],
    ['review', 'approve'],
    ['handle', 'approve'],
    ['pay', 'handle'],
  ].map(([one, other]) => ({
    ...base,
    code: `${one}-${other}`,
    within: 'item',
    of: [{ action: one as string }, { action: other as string }],
  }));

function ruleOf(index: number, items: readonly Item[], random: (below: number) => number): Rule {
  const selector = (position: number) => ({
    action: duties[(index + position) % duties.length] as string,
    items: Array.from({ length: 1 + random(3) }, () => items[random(items.length)]?.code as string),
  });
  const count = index % 10 === 0 ? 4 : 2;
  return {
    ...base,
    code: `rule-${index}`,
    within: 'centre',
    atMost: count / 2,
    of: Array.from({ length: count }, (_, position) => selector(position)),
  };
}

function assign(
  people: number,
  assignments: number,
  items: readonly Item[],
  random: (below: number) => number,
): Holding[] {
  const perPerson = assignments / people;
  let last = 0;
  return Array.from({ length: assignments }, (_, index) => {
    const person = Math.floor(index / perPerson);
    const strays = person % 50 === 0 && index % Math.floor(perPerson) === 1;
    const section = Math.floor((person * sections) / people);
    const own = Math.floor((section * items.length) / sections) + random(Math.floor(items.length / sections));
    const item: number = strays ? last : random(10) === 0 ? random(items.length) : own;
    last = item;
    return {
      id: `g${index}`,
      person: fresh(`p${person}`),
      role: fresh(`item-${item}/${duties[(person + (strays ? 1 : 0)) % duties.length]}`),
      unit: 'centre',
      from: -Infinity,
      until: Infinity,
    };
  });
}

/** A string of its own, as a database's driver hands it over for every row. */
const fresh = (text: string): string => Buffer.from(text).toString();
