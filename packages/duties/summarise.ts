import type { CompiledPolicy } from './compile.ts';
import { compare } from './evaluate.ts';
import type { Effect, Side } from './types.ts';

/** What a scan or a look back found: a `Conflict` (what somebody can do) or a `Deed` (what somebody did). */
export interface Breach {
  readonly rule: string;
  readonly effect: Effect;
  readonly person: string;
  readonly items: readonly string[];
  readonly units?: readonly string[] | undefined;
  readonly sides?: readonly Pick<Side, 'role' | 'unit'>[] | undefined;
}

/** As the risk level of items and roles: 3 is the gravest. */
export type Severity = 1 | 2 | 3;

/** Breaches that have something in common. */
export interface Summary {
  /** A rule, a unit, a person or a severity. */
  key: string;
  breaches: number;
  people: number;
  blocking: number;
  observed: number;
  /** That of the gravest. */
  severity: Severity;
}

/** The gravest first, then the most, then by key. A breach at several units counts at each. */
export interface Summaries {
  rules: Summary[];
  units: Summary[];
  people: Summary[];
  severities: Summary[];
}

/** The highest risk of the items and of the roles that take part. */
export function severityOf(policy: CompiledPolicy, { items, sides }: Breach): Severity {
  const risks = [
    ...items.map((code) => policy.items[policy.itemIndex.get(code) ?? -1]?.risk ?? 1),
    ...(sides ?? []).map(({ role }) => policy.roles.get(role)?.role.risk ?? 1),
  ];
  return gravest(risks);
}

/**
 * Breaches by rule, unit, person and severity. Units are where people belong if `unitOf` tells, else those of the grants that
 * take part, or of the cases.
 */
export function summarise(
  policy: CompiledPolicy,
  breaches: readonly Breach[],
  unitOf: (person: string) => string | undefined = () => undefined,
): Summaries {
  const graded = breaches.map((breach) => ({ breach, severity: severityOf(policy, breach) }));
  return {
    rules: group(graded, ({ breach }) => [breach.rule]),
    units: group(graded, ({ breach }) => {
      const home = unitOf(breach.person);
      return home === undefined ? (breach.sides?.map(({ unit }) => unit) ?? breach.units ?? []) : [home];
    }),
    people: group(graded, ({ breach }) => [breach.person]),
    severities: group(graded, ({ severity }) => [String(severity)]),
  };
}

interface Graded {
  readonly breach: Breach;
  readonly severity: Severity;
}

function group(graded: readonly Graded[], keysOf: (one: Graded) => readonly string[]): Summary[] {
  const groups = new Map<string, Graded[]>();
  for (const one of graded)
    for (const key of new Set(keysOf(one))) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [one]);
      else known.push(one);
    }
  return [...groups]
    .map(([key, own]) => sum(key, own))
    .sort((a, b) => b.severity - a.severity || b.breaches - a.breaches || compare(a.key, b.key));
}

function sum(key: string, own: readonly Graded[]): Summary {
  const blocking = own.filter(({ breach }) => breach.effect === 'block').length;
  return {
    key,
    breaches: own.length,
    people: new Set(own.map(({ breach }) => breach.person)).size,
    blocking,
    observed: own.length - blocking,
    severity: gravest(own.map(({ severity }) => severity)),
  };
}

const gravest = (levels: readonly Severity[]): Severity => (levels.includes(3) ? 3 : levels.includes(2) ? 2 : 1);
