import type { StaffingRow } from '@zhiheng/duties';

/** A row whose holders are numbers of people. */
export type PackedRow = Omit<StaffingRow, 'duties'> & { duties: { duty: string; holders: Uint32Array }[] };

/**
 * Rows of a whole centre. The same people hold the same duties at one unit after another: named once, and numbered, they cross
 * from thread to thread, and are remembered, at a small part of the cost.
 */
export interface PackedStaffing {
  people: string[];
  rows: PackedRow[];
}

export function pack(rows: readonly StaffingRow[]): PackedStaffing {
  const numbers = new Map<string, number>();
  const numberOf = (person: string): number => {
    const known = numbers.get(person) ?? numbers.size;
    numbers.set(person, known);
    return known;
  };
  const packed = rows.map((row) => ({
    ...row,
    duties: row.duties.map(({ duty, holders }) => ({ duty, holders: Uint32Array.from(holders, numberOf) })),
  }));
  return { people: [...numbers.keys()], rows: packed };
}

export const unpack = (people: readonly string[], row: PackedRow): StaffingRow => ({
  ...row,
  duties: row.duties.map(({ duty, holders }) => ({
    duty,
    holders: Array.from(holders, (number) => people[number] as string),
  })),
});
