import type { Item, Permission, Policy } from '@zhiheng/duties';
import { tenCounties } from './ten-counties.ts';

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
