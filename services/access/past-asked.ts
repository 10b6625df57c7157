import type { Breach, Severity } from '@zhiheng/duties';
import type { ConflictsWanted, Who } from './conflicts.ts';
import { recordsOf } from './humans.ts';
import { seesWholeCentre } from './sight.ts';
import { type PastFilter, peopleOfUnits } from './store/did-do-store.ts';
import type { View } from './viewer.ts';

/** What is asked for of what people did, in `[from, to)`. */
export interface PastAsked extends ConflictsWanted {
  /** Milliseconds since the epoch. */
  from?: number;
  to: number;
}

/** Something done against a rule, and whose it is. */
export interface PastFound<T extends Breach = Breach> {
  breach: T;
  severity: Severity;
  who: Who;
}

const recordsAsked = (policy: View['policy'], people: readonly string[] | null) => people && recordsOf(policy, people);

/** Whose steps are looked at, as far as the viewer sees, and when they were done. */
export async function pastFilterOf(view: View, { from, to, unit, person }: PastAsked): Promise<PastFilter> {
  const { transaction, centre, sight, policy } = view;
  const units = [...sight.overseen].filter((one) => unit === undefined || policy.compiled.units.contains(unit, one));
  const everybody = unit === undefined && seesWholeCentre(sight, policy);
  const people = everybody ? null : await peopleOfUnits(transaction, centre, units);
  return {
    from: from === undefined ? null : new Date(from),
    to: new Date(to),
    people: recordsAsked(
      policy,
      person === undefined ? people : [person].filter((one) => people?.includes(one) ?? true),
    ),
  };
}
