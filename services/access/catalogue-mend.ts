import type { TObject } from 'typebox';
import { Check } from 'typebox/value';
import {
  type Catalogue,
  ChainSchema,
  ItemSchema,
  PersonSchema,
  RoleSchema,
  RuleSchema,
  UnitSchema,
} from './catalogue.ts';

/** A catalogue in which every field has its shape, and where its rules and chains stood in the file. */
export interface Mended {
  catalogue: Catalogue;
  ruleAt: number[];
  chainAt: number[];
}

/**
 * A file of any shape made whole enough for the checks between its parts, so that all of its faults are told at once. A
 * field that is not of its shape gives way to one that offends nobody; a rule or chain that is not, goes.
 */
export function mend(value: unknown): Mended {
  const file = isRecord(value) ? value : {};
  const root = rowsOf(file.units).find(
    (unit) => isRecord(unit) && unit.parent === null && typeof unit.code === 'string',
  );
  const top = isRecord(root) ? String(root.code) : 'centre';
  const name = { zh: '-', en: '-' };
  const list = <T>(rows: unknown, schema: TObject, harmless: (index: number) => T): T[] =>
    rowsOf(rows).map((row, index) => keepSound(schema, row, harmless(index)));
  const placeholder = (kind: string, index: number) => `unreadable-${kind}-${index}`;
  const rules = sound<Catalogue['rules'][number]>(file.rules, RuleSchema);
  const chains = sound<Catalogue['chains'][number]>(file.chains, ChainSchema);
  const catalogue: Catalogue = {
    centre: typeof file.centre === 'string' ? file.centre : 'centre',
    units: list(file.units, UnitSchema, (index) => ({
      code: placeholder('unit', index),
      parent: top,
      kind: '-',
      name,
    })),
    items: list(file.items, ItemSchema, (index) => ({
      code: placeholder('item', index),
      name,
      insurance: '-',
      unit: top,
      risk: 1 as const,
      movesFund: false,
      duties: ['handle'],
      channels: ['-'],
    })),
    roles: list(file.roles, RoleSchema, (index) => ({
      code: placeholder('role', index),
      name,
      risk: 1 as const,
      permissions: [],
    })),
    rules: rules.rows,
    chains: chains.rows,
    people: list(file.people, PersonSchema, (index) => ({
      staffNumber: placeholder('staff', index),
      username: placeholder('person', index),
      name: '-',
      unit: top,
      post: '-',
      roles: [],
    })),
  };
  return { catalogue, ruleAt: rules.at, chainAt: chains.at };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const rowsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function keepSound<T>(schema: TObject, row: unknown, harmless: T): T {
  if (!isRecord(row)) return harmless;
  const kept = Object.entries(schema.properties).filter(([field, inner]) => field in row && Check(inner, row[field]));
  return { ...harmless, ...Object.fromEntries(kept.map(([field]) => [field, row[field]])) };
}

function sound<T>(rows: unknown, schema: TObject): { rows: T[]; at: number[] } {
  const kept = rowsOf(rows).flatMap((row, index) => (Check(schema, row) ? [{ row: row as T, index }] : []));
  return { rows: kept.map(({ row }) => row), at: kept.map(({ index }) => index) };
}
