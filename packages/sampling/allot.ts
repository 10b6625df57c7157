/** One that was drawn, and who may not look at it. */
export interface Allottable {
  ordinal: number;
  barred: ReadonlySet<string>;
}

export interface Allotment {
  ordinal: number;
  inspector: string;
  reviewer: string;
}

/**
 * Gives each an inspector and another who reviews, never one who is barred from it. Those for whom the fewest may do it come first; of
 * several the one with the least so far is taken, ties by id. What cannot be given to two is left.
 */
export function allot(
  drawn: readonly Allottable[],
  inspectors: readonly string[],
  reviewers: readonly string[],
  loads: ReadonlyMap<string, number> = new Map(),
): Allotment[] {
  const inspecting = new Map(inspectors.toSorted().map((person) => [person, loads.get(person) ?? 0]));
  const reviewing = new Map(reviewers.toSorted().map((person) => [person, 0]));
  const eligible = (people: ReadonlyMap<string, number>, { barred }: Allottable) =>
    [...people.keys()].filter((person) => !barred.has(person));
  const scarce = drawn
    .map((one) => ({ one, choice: eligible(inspecting, one).length }))
    .toSorted((a, b) => a.choice - b.choice || a.one.ordinal - b.one.ordinal);
  return scarce.flatMap(({ one }) => {
    const reviewersOf = eligible(reviewing, one);
    // Who alone may review is not taken to inspect.
    const first = least(
      inspecting,
      eligible(inspecting, one).filter((person) => reviewersOf.some((other) => other !== person)),
    );
    const second =
      first &&
      least(
        reviewing,
        reviewersOf.filter((person) => person !== first),
      );
    if (!first || !second) return [];
    inspecting.set(first, (inspecting.get(first) ?? 0) + 1);
    reviewing.set(second, (reviewing.get(second) ?? 0) + 1);
    return [{ ordinal: one.ordinal, inspector: first, reviewer: second }];
  });
}

function least(loads: ReadonlyMap<string, number>, people: readonly string[]): string | undefined {
  let found: string | undefined;
  for (const person of people)
    if (found === undefined || (loads.get(person) ?? 0) < (loads.get(found) ?? 0)) found = person;
  return found;
}
