/** A node of the centre's tree, as access publishes it. */
export interface Unit {
  unit: string;
  parent: string | null;
  kind: string;
}

/** Whether `inner` lies in the subtree of `outer`; a unit lies in its own. */
export type Contains = (outer: string, inner: string) => boolean;

/** The centre's tree as the question that is asked of it. The tree is small and acyclic: access sees to it. */
export function subtreesOf(units: readonly Unit[]): Contains {
  const parentOf = new Map(units.map(({ unit, parent }) => [unit, parent]));
  return (outer, inner) => {
    for (let at: string | null | undefined = inner; typeof at === 'string'; at = parentOf.get(at))
      if (at === outer) return parentOf.has(outer);
    return false;
  };
}

/** The codes of a unit and of all below it. */
export function subtreeOf(units: readonly Unit[], root: string): string[] {
  const contains = subtreesOf(units);
  return units.map(({ unit }) => unit).filter((unit) => contains(root, unit));
}

/** Sections (股室) that own business: an item belongs to them or to a unit below them. */
export function businessSections(units: readonly Unit[], itemOwners: readonly string[]): string[] {
  const contains = subtreesOf(units);
  return units
    .filter(({ kind, unit }) => kind === 'section' && itemOwners.some((owner) => contains(unit, owner)))
    .map(({ unit }) => unit);
}
