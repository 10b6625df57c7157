import type { Of, Organisation } from './types.ts';

/** The people who hold a role where a stage looks for it, each once. */
export function holdersOf(role: string, of: Of, unit: string, { units, holders }: Organisation): string[] {
  const holding = holders.filter((holder) => holder.role === role);
  const at = (codes: ReadonlySet<string>) => [
    ...new Set(holding.filter((holder) => codes.has(holder.unit)).map(({ person }) => person)),
  ];
  if (of === 'grant-unit') return at(new Set(nearest(unit, units, new Set(holding.map((holder) => holder.unit)))));
  if (of === 'centre') return at(new Set(holding.map((holder) => holder.unit)));
  return at(
    new Set(units.filter(({ kind, parent }) => kind === 'parent-liaison' || parent === null).map(({ code }) => code)),
  );
}

/** The unit, or its nearest ancestor, among `wanted`. */
function nearest(unit: string, units: Organisation['units'], wanted: ReadonlySet<string>): string[] {
  const parentOf = new Map(units.map(({ code, parent }) => [code, parent]));
  const seen = new Set<string>();
  for (let code: string | null | undefined = unit; code != null && parentOf.has(code); code = parentOf.get(code)) {
    if (wanted.has(code)) return [code];
    if (seen.has(code)) return [];
    seen.add(code);
  }
  return [];
}
