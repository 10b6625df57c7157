/** Distinct people on seats: for each seat who may sit on it, and for each person seated which seat is theirs. */
export interface Seating {
  readonly seats: readonly (readonly string[])[];
  readonly seatOf: ReadonlyMap<string, number>;
}

export const nobodySeated: Seating = { seats: [], seatOf: new Map() };

/**
 * The same with `count` more seats for these people, others moved where needed; undefined when distinct people cannot fill
 * all seats. A bipartite matching by augmenting paths (Kuhn): what one path cannot reach, no arrangement can.
 */
export function seat(seating: Seating, people: readonly string[], count: number): Seating | undefined {
  const seats = [...seating.seats];
  const seatOf = new Map(seating.seatOf);
  const place = (which: number, tried: Set<string>): boolean => {
    for (const person of seats[which] as readonly string[]) {
      if (tried.has(person)) continue;
      tried.add(person);
      const other = seatOf.get(person);
      if (other === undefined || place(other, tried)) {
        seatOf.set(person, which);
        return true;
      }
    }
    return false;
  };
  for (let added = 0; added < count; added++) if (!place(seats.push(people) - 1, new Set())) return undefined;
  return { seats, seatOf };
}
