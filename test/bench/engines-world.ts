import { readFileSync } from 'node:fs';
import type { Item, Permission, Policy, Unit } from '@zhiheng/duties';

/** What every engine is asked: may this person do the duty on a case of the item at the unit that owns it. */
export interface Question {
  person: number;
  action: string;
  item: Item;
}

/** Roles of the reference county that do duties on cases, each with the section that owns their items. */
export interface Duty {
  role: string;
  unit: string;
  permissions: Permission[];
}

export interface EnginesWorld {
  policy: Policy;
  duties: Duty[];
  /** Of each person, indices into `duties`. */
  held: number[][];
  questions: Question[];
}

/** A body of ten counties, three roles a person, and questions of which about half are permitted. */
export function buildEnginesWorld(people: number, count: number): EnginesWorld {
  const { units, items, roles, rules } = tenCounties();
  const ownerOf = new Map(items.map((item) => [item.code, item.unit]));
  const duties = roles.flatMap(({ code, permissions }): Duty[] => {
    const onCases = permissions.filter(({ resource, items: on }) => resource === 'case' && on?.length);
    const owners = new Set(onCases.flatMap(({ items: on = [] }) => on.map((item) => ownerOf.get(item) as string)));
    const [unit] = owners;
    return unit !== undefined && owners.size === 1 ? [{ role: code, unit, permissions: onCases }] : [];
  });
  const random = generator(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const held = Array.from({ length: people }, () => [
    ...new Set(Array.from({ length: 3 }, () => Math.floor(random() * duties.length))),
  ]);
  const questions = Array.from({ length: count }, (_, index): Question => {
    const person = Math.floor(random() * people);
    // Every other question is about what the person holds.
    const from = index % 2 ? duties[pick(held[person] as number[])] : pick(duties);
    const { action, items: on = [] } = pick((from as Duty).permissions);
    const code = pick(on);
    return { person, action, item: items.find((item) => item.code === code) as Item };
  });
  return { policy: { units, items, roles, rules }, duties, held, questions };
}

/** Ten times the reference county under one root: units, items and roles of each its own; rules that name none of them once. */
function tenCounties(): Policy {
  const file = new URL('../../services/standalone/county.json', import.meta.url);
  const county = JSON.parse(readFileSync(file, 'utf8')) as Policy;
  const root: Unit = { code: 'root', parent: null, kind: 'root', name: { zh: '', en: '' } };
  const all: Policy = { units: [root], items: [], roles: [], rules: [] };
  for (let number = 0; number < 10; number++) {
    const own = (code: string) => `${code}-${number}`;
    const owned = (codes: readonly string[] | undefined) => codes?.map(own);
    for (const unit of county.units)
      all.units.push({ ...unit, code: own(unit.code), parent: unit.parent === null ? root.code : own(unit.parent) });
    for (const item of county.items) all.items.push({ ...item, code: own(item.code), unit: own(item.unit) });
    for (const role of county.roles) {
      const permissions = role.permissions.map((one) => (one.items ? { ...one, items: one.items.map(own) } : one));
      all.roles.push({ ...role, ...defined({ inherits: owned(role.inherits) }), code: own(role.code), permissions });
    }
    for (const rule of county.rules) {
      const names = rule.of?.some(
        ({ items, exceptItems, itemUnits, roles }) => items ?? exceptItems ?? itemUnits ?? roles,
      );
      if (!names && number > 0) continue;
      const of = rule.of?.map((selector) => ({
        ...selector,
        ...defined({
          items: owned(selector.items),
          exceptItems: owned(selector.exceptItems),
          itemUnits: owned(selector.itemUnits),
          roles: owned(selector.roles),
        }),
      }));
      all.rules.push({ ...rule, ...(of ? { of } : {}), code: names ? own(rule.code) : rule.code });
    }
  }
  return all;
}

const defined = (lists: Record<string, string[] | undefined>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(lists).flatMap(([name, list]) => (list ? [[name, list]] : [])));

/** Mulberry32: the same world in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
