import type { ReportFilters } from '@zhiheng/contracts';
import type { Unit } from '../unit-tree.ts';

export interface ItemOwned {
  item: string;
  /** The unit that owns it. */
  unit: string;
  risk: number;
}

/** Which items and units a question is about; null for all. What has no unit of its own belongs to the owner of its item. */
export interface Places {
  items: readonly string[] | null;
  units: readonly string[] | null;
  /** The items that these units own. */
  owned: readonly string[];
}

/**
 * The places of a question by somebody who may see these units (null: the whole centre). Items belong to whom they belong at this
 * moment.
 */
export function placesOf(
  { section, item, risk }: Pick<ReportFilters, 'section' | 'item' | 'risk'>,
  sees: ReadonlySet<string> | null,
  units: readonly Unit[],
  items: readonly ItemOwned[],
): Places {
  const sections = sectionsOf(units);
  const within =
    section === undefined && !sees
      ? null
      : units
          .map(({ unit }) => unit)
          .filter((unit) => (!sees || sees.has(unit)) && (section === undefined || sections.get(unit) === section));
  const chosen =
    item === undefined && risk === undefined
      ? null
      : items
          .filter(
            (one) => (item === undefined || one.item === item) && (risk === undefined || one.risk === Number(risk)),
          )
          .map((one) => one.item);
  const owners = new Set(within ?? []);
  return {
    items: chosen,
    units: within,
    owned: within ? items.filter(({ unit }) => owners.has(unit)).map((one) => one.item) : [],
  };
}

/** The section that each unit lies in: itself, or the nearest above that is one; else the unit itself. */
export function sectionsOf(units: readonly Unit[]): ReadonlyMap<string, string> {
  const unitOf = new Map(units.map((unit) => [unit.unit, unit]));
  const sectionAt = (unit: Unit): string | undefined => {
    if (unit.kind === 'section') return unit.unit;
    const above = unit.parent === null ? undefined : unitOf.get(unit.parent);
    return above && sectionAt(above);
  };
  return new Map(units.map((unit) => [unit.unit, sectionAt(unit) ?? unit.unit]));
}
