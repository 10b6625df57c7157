import { readFileSync } from 'node:fs';
import type { Policy, Unit } from '@zhiheng/duties';

/** Ten times the reference county under one root: units, items and roles of each its own; rules that name none of them once. */
export function tenCounties(): Policy {
  const file = new URL('../../services/standalone/county.json', import.meta.url);
  const county = JSON.parse(readFileSync(file, 'utf8')) as Policy;
  const root: Unit = { code: 'root', parent: null, kind: 'root', name: { zh: '省', en: 'Province' } };
  const all: Policy = { units: [root], items: [], roles: [], rules: [] };
  for (let number = 0; number < 10; number++) {
    const own = (code: string) => `${code}-${number}`;
    const owned = (codes: readonly string[] | undefined) => codes?.map(own);
    for (const unit of county.units)
      all.units.push({ ...unit, code: own(unit.code), parent: unit.parent === null ? root.code : own(unit.parent) });
    for (const item of county.items) all.items.push({ ...item, code: own(item.code), unit: own(item.unit) });
    for (const role of county.roles) {
      const permissions = role.permissions.map((one) => (one.items ? { ...one, items: one.items.map(own) } : one));
      all.roles.push({ ...role, ...defined({ inherits: owned(role.inherits) }), code: own(role.code), permissions });
    }
    for (const rule of county.rules) {
      const names = rule.of?.some((selector) => naming.some((field) => selector[field]));
      if (!names && number > 0) continue;
      const of = rule.of?.map((selector) => ({
        ...selector,
        ...defined(Object.fromEntries(naming.map((field) => [field, owned(selector[field])]))),
      }));
      all.rules.push({ ...rule, ...(of ? { of } : {}), code: names ? own(rule.code) : rule.code });
    }
  }
  return all;
}

/** What of a selector names codes. */
const naming = ['items', 'exceptItems', 'itemUnits', 'exceptItemUnits', 'roles', 'exceptRoles'] as const;

const defined = (lists: Record<string, string[] | undefined>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(lists).flatMap(([name, list]) => (list ? [[name, list]] : [])));
