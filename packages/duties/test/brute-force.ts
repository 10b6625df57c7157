import type { Conflict, Exception, Holding, Item, Permission, Policy, Role, Rule, Selector } from '../types.ts';
import { LAST } from './worlds.ts';

/**
 * The static rules once more, by trying everything: every instant, every key, every permission there could be, every
 * subset of holdings. Shares no code with what it checks.
 */

interface Could {
  action: string;
  resource: string;
  item: Item | undefined;
}

interface Judging {
  exceptions?: Exception[];
  from?: number;
  proposed?: string[];
}

/** A conflict in the plainest form: when, on what and by whom. */
interface Plain {
  rule: string;
  instants: number[];
  items: string[];
  sides: Record<string, { selectors: number[]; permissions: string[] }>;
  resolutions: string[][];
}

/** One instant stands for `[t, t + 1)`; -1 for all before 0, LAST for all after. */
const INSTANTS = Array.from({ length: LAST + 2 }, (_, index) => index - 1);

const active = (period: { from: number; until: number }, at: number): boolean => period.from <= at && at < period.until;

function everything(policy: Policy): Could[] {
  const actions = ['handle', 'review', 'approve', 'read'];
  const resources = ['case', 'request', 'batch', 'elsewhere'];
  const items = [undefined, ...policy.items];
  return actions.flatMap((action) =>
    resources.flatMap((resource) => items.map((item) => ({ action, resource, item }))),
  );
}

function permits(permission: Permission, could: Could, policy: Policy): boolean {
  if (permission.effect === 'deny') return false;
  if (permission.action === 'manage') {
    if (!spokenOf(policy).has(could.action)) return false;
  } else if (permission.action !== could.action) return false;
  if (permission.resource !== 'all' && permission.resource !== could.resource) return false;
  if (could.item === undefined) {
    if (permission.resource === 'all') return true;
    return permission.resource !== 'case' && permission.items === undefined;
  }
  if (permission.items !== undefined) return permission.items.includes(could.item.code);
  return permission.resource === 'case' || permission.resource === 'all';
}

function spokenOf(policy: Policy): Set<string> {
  const spoken = new Set<string>();
  for (const item of policy.items) for (const duty of item.duties) spoken.add(duty);
  for (const role of policy.roles) for (const permission of role.permissions) spoken.add(permission.action);
  for (const rule of policy.rules)
    for (const selector of rule.of ?? []) for (const action of [selector.action ?? []].flat()) spoken.add(action);
  return spoken;
}

function roleAndInherited(policy: Policy, code: string): Role[] {
  const role = policy.roles.find((one) => one.code === code)!;
  return [role, ...(role.inherits ?? []).flatMap((inherited) => roleAndInherited(policy, inherited))];
}

export function isUnder(policy: Policy, unit: string | null, top: string): boolean {
  if (unit === null) return false;
  return unit === top || isUnder(policy, policy.units.find((one) => one.code === unit)!.parent, top);
}

const listOf = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : ([value].flat() as T[]));

/** In the words of a sentence: what each field asks of what could be done. */
function picks(policy: Policy, selector: Selector, could: Could): boolean {
  const { item } = could;
  const tests: boolean[] = [];
  const ask = <T>(wanted: T | T[] | undefined, out: T | T[] | undefined, is: (value: T) => boolean) => {
    if (wanted !== undefined) tests.push(listOf(wanted).some(is));
    if (out !== undefined) tests.push(!listOf(out).some(is));
  };
  const askItem = <T>(wanted: T | T[] | undefined, out: T | T[] | undefined, is: (one: Item, value: T) => boolean) => {
    if (wanted === undefined && out === undefined) return;
    tests.push(item !== undefined);
    if (item !== undefined) ask(wanted, out, (value) => is(item, value));
  };
  ask(selector.action, selector.exceptAction, (value) => value === could.action);
  ask(selector.resource, selector.exceptResource, (value) => value === could.resource);
  askItem(selector.items, selector.exceptItems, (one, value) => one.code === value);
  askItem(selector.itemUnits, selector.exceptItemUnits, (one, value) => isUnder(policy, one.unit, value));
  askItem(selector.insurance, selector.exceptInsurance, (one, value) => one.insurance === value);
  askItem<number>(selector.risk, selector.exceptRisk, (one, value) => one.risk === value);
  askItem(selector.movesFund, undefined, (one, value) => one.movesFund === value);
  if (selector.channels || selector.exceptChannels) {
    const out = listOf(selector.exceptChannels);
    const open = item?.channels.filter((channel) => !out.includes(channel)) ?? [];
    tests.push(open.some((channel) => selector.channels?.includes(channel) ?? true));
  }
  return tests.every((test) => test);
}

const picksRoles = ({ roles, exceptRoles }: Selector, held: readonly Role[]): boolean =>
  (!roles || held.some(({ code }) => roles.includes(code))) && !held.some(({ code }) => exceptRoles?.includes(code));

/** Whether the selector says which things it is about, and leaves out every one of them. */
export function leavesNothing(policy: Policy, selector: Selector): { some: boolean; left: boolean } {
  const whole = Object.fromEntries(Object.entries(selector).filter(([field]) => !field.startsWith('except')));
  const other = policy.items.map((item) => ({ action: 'unheard-of', resource: 'elsewhere', item }));
  const coulds = [
    ...everything(policy),
    ...everything(policy).map((one) => ({ ...one, action: 'unheard-of' })),
    ...other,
  ];
  const of = (one: Selector) =>
    policy.roles.some(({ code }) => picksRoles(one, roleAndInherited(policy, code))) &&
    coulds.some((could) => picks(policy, one, could));
  return { some: of(whole), left: of(selector) };
}

/** What of the holding the selector picks; undefined if nothing, though a grant may be picked that permits nothing. */
function pickedOf(policy: Policy, selector: Selector, holding: Holding): Could[] | undefined {
  const roles = roleAndInherited(policy, holding.role);
  if (!picksRoles(selector, roles)) return undefined;
  const permissions = roles.flatMap((role) => role.permissions);
  const picked = everything(policy).filter(
    (could) => permissions.some((one) => permits(one, could, policy)) && picks(policy, selector, could),
  );
  const bare = Object.keys(selector).every((field) => field === 'roles' || field === 'exceptRoles');
  return bare || picked.length > 0 ? picked : undefined;
}

/** Whether the holding lets its holder do the duty on cases of the item. */
export const couldDo = (policy: Policy, holding: Holding, action: string, item: Item): boolean =>
  roleAndInherited(policy, holding.role)
    .flatMap((role) => role.permissions)
    .some((permission) => permits(permission, { action, resource: 'case', item }, policy));

const keysOf = (policy: Policy, rule: Rule): string[] => {
  if (rule.within === 'item') return policy.items.map((item) => item.code);
  return rule.within === 'unit' ? policy.units.map((unit) => unit.code) : ['centre'];
};

function onKey(policy: Policy, rule: Rule, key: string, holding: Holding, picked: Could[] | undefined): boolean {
  if (picked === undefined) return false;
  if (rule.within === 'item') return picked.some((could) => could.item?.code === key);
  return rule.within === 'unit' ? isUnder(policy, key, holding.unit) : true;
}

type Table = Map<string, (Could[] | undefined)[]>;

const tabulate = (policy: Policy, rule: Rule, holdings: Holding[]): Table =>
  new Map(holdings.map((holding) => [holding.id, rule.of!.map((selector) => pickedOf(policy, selector, holding))]));

/** Calls back for every instant and key at which the rule is broken, with who holds which selector there. */
function eachBreach(
  policy: Policy,
  rule: Rule,
  holdings: Holding[],
  judging: Judging,
  table: Table,
  found: (at: number, key: string, holders: Map<number, Holding[]>) => void,
): void {
  for (const at of INSTANTS) {
    if (at < (judging.from ?? -Infinity)) continue;
    if (judging.exceptions?.some((one) => one.person === 'p0' && one.rule === rule.code && active(clamp(one), at)))
      continue;
    for (const key of keysOf(policy, rule)) {
      const holders = new Map<number, Holding[]>();
      rule.of!.forEach((_, selector) => {
        const who = holdings.filter(
          (one) => active(clamp(one), at) && onKey(policy, rule, key, one, table.get(one.id)![selector]),
        );
        if (who.length > 0) holders.set(selector, who);
      });
      const involved = [...holders.values()].flat();
      if (holders.size <= rule.atMost!) continue;
      if (judging.proposed && !involved.some((one) => judging.proposed!.includes(one.id))) continue;
      found(at, key, holders);
    }
  }
}

const clamp = ({ from, until }: { from: number; until: number }) => ({
  from: from === -Infinity ? -1 : from,
  until: until === Infinity ? LAST + 1 : until,
});

function isBroken(policy: Policy, rule: Rule, holdings: Holding[], judging: Judging, table: Table): boolean {
  let broken = false;
  eachBreach(policy, rule, holdings, judging, table, () => {
    broken = true;
  });
  return broken;
}

export function judgeByForce(policy: Policy, holdings: Holding[], judging: Judging): Plain[] {
  return policy.rules.flatMap((rule) => {
    const table = tabulate(policy, rule, holdings);
    const plain: Plain = { rule: rule.code, instants: [], items: [], sides: {}, resolutions: [] };
    eachBreach(policy, rule, holdings, judging, table, (at, key, holders) => {
      plain.instants.push(at);
      for (const [selector, who] of holders) for (const one of who) note(plain, rule, key, selector, one, table);
    });
    if (plain.instants.length === 0) return [];
    plain.resolutions = smallestCures(policy, rule, holdings, judging, table);
    return [tidy(plain)];
  });
}

function note(plain: Plain, rule: Rule, key: string, selector: number, holding: Holding, table: Table): void {
  const side = plain.sides[holding.id] ?? { selectors: [], permissions: [] };
  plain.sides[holding.id] = side;
  side.selectors.push(selector);
  for (const { action, item } of table.get(holding.id)![selector]!) {
    if (rule.within === 'item' && item?.code !== key) continue;
    side.permissions.push(item === undefined ? action : `${action} ${item.code}`);
    if (item !== undefined) plain.items.push(item.code);
  }
}

function smallestCures(policy: Policy, rule: Rule, holdings: Holding[], judging: Judging, table: Table): string[][] {
  const subsets = Array.from({ length: 2 ** holdings.length }, (_, bits) =>
    holdings.filter((_one, index) => (bits >> index) & 1).map((one) => one.id),
  );
  const cures = subsets.filter((gone) => {
    const left = holdings.filter((one) => !gone.includes(one.id));
    return !isBroken(policy, rule, left, judging, table);
  });
  const minimal = cures.filter(
    (set) => !cures.some((other) => other.length < set.length && other.every((one) => set.includes(one))),
  );
  return minimal.sort((a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1)).slice(0, 8);
}

const unique = <T>(values: T[]): T[] => [...new Set(values)].sort();

function tidy(plain: Plain): Plain {
  const sides = Object.entries(plain.sides).map(([id, side]) => [
    id,
    { selectors: unique(side.selectors), permissions: unique(side.permissions) },
  ]);
  return {
    ...plain,
    instants: unique(plain.instants),

    items: unique(plain.items),
    sides: Object.fromEntries(sides),
  };
}

/** What the real judge says, in the same form. */
export function toPlain(conflict: Conflict): Plain {
  const covered = INSTANTS.filter((at) => conflict.periods.some((period) => active(clamp(period), at)));
  return {
    rule: conflict.rule,
    instants: unique(covered),

    items: unique(conflict.items),
    sides: Object.fromEntries(
      conflict.sides.map((side) => [
        side.holding,
        {
          selectors: unique(side.selectors),
          permissions: unique(side.permissions.map(({ action, item }) => (item ? `${action} ${item}` : action))),
        },
      ]),
    ),
    resolutions: conflict.resolutions,
  };
}
