import { Ability, type MatchConditions } from '@casl/ability';
import type { CompiledPolicy, Permission } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { type Condition, conditionOf } from './condition.ts';
import { covers } from './covers.ts';
import type { Inquiry } from './inquiry.ts';

/** What bounds a permission whoever holds it: made ready once, for of a large centre everybody's are in memory. */
interface Limits {
  items: ReadonlySet<string> | undefined;
  condition: Condition | undefined;
  deny: boolean;
}

/** What bounds a permission that is held by a grant, which is known by its place among those compiled. */
interface Bounds {
  place: number;
  unit: string;
  limits: Limits;
  policy: CentrePolicy;
}

/** Of all who hold the same roles at the same units, as a CASL ability over inquiries. */
interface SharedAbility {
  casl: Ability<[string, string | Inquiry], Bounds>;
  /** What its permissions name, `manage` and `all` always. */
  actions: ReadonlySet<string>;
  resources: ReadonlySet<string>;
  /** Whether no permission has conditions, so that an answer hangs on the action, the type, the item and the unit alone. */
  plain: boolean;
}

/** What one person may do at this moment. */
export interface PersonAbility {
  readonly shared: SharedAbility;
  /** In the order in which they were compiled. */
  readonly grants: readonly HeldGrant[];
  /** What was weighed last: somebody mostly does one kind of work all day, and to look rules up takes longer than all else. */
  last: Settled | undefined;
}

/** How it was weighed, and what that hung on. */
interface Settled {
  readonly action: string;
  readonly type: string;
  readonly item: unknown;
  readonly unit: unknown;
  readonly weighed: Weighed;
}

export interface HeldGrant {
  id: string;
  role: string;
  unit: string;
}

type Shortfall = 'not-permitted' | 'unit-not-covered' | 'condition-not-met';
/** By which grant it is permitted or forbidden, or how near to a permission it came. */
export type Weighed =
  | { allowed: true; grant: string }
  | { allowed: false; code: Shortfall | 'denied-by-role'; grant?: string };

/** By what is held; so many at most, then it begins anew. */
const compiled = new WeakMap<CompiledPolicy, Map<string, SharedAbility>>();
const most = 10_000;

/**
 * What grants permit through role inheritance. Colleagues mostly hold the same: it is compiled once for all of them, so that
 * everybody of a large centre can be held in memory.
 */
export function compileAbility(
  policy: CentrePolicy,
  grants: readonly HeldGrant[],
  inactive: readonly HeldGrant[] = [],
): PersonAbility {
  const [held, idle] = [inOrder(grants), inOrder(inactive)];
  const known = compiled.get(policy.compiled) ?? new Map<string, SharedAbility>();
  compiled.set(policy.compiled, known);
  const key = `${held.map(nameOf).join('\n')}\n\n${idle.map(nameOf).join('\n')}`;
  let shared = known.get(key);
  if (!shared) {
    if (known.size >= most) known.clear();
    shared = compile(policy, held, idle);
    known.set(key, shared);
  }
  return { shared, grants: idle.length ? [...held, ...idle] : held, last: undefined };
}

const nameOf = ({ role, unit }: HeldGrant): string => `${role}@${unit}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const inOrder = (grants: readonly HeldGrant[]): readonly HeldGrant[] =>
  grants.toSorted((a, b) => compare(a.role, b.role) || compare(a.unit, b.unit) || compare(a.id, b.id));

/**
 * CASL lets the later rule win, so denials come last: they always win, those of `inactive` grants too, lest somebody sheds a
 * denial by not acting with the role that says it.
 */
function compile(policy: CentrePolicy, grants: readonly HeldGrant[], inactive: readonly HeldGrant[]): SharedAbility {
  const rulesOf = ({ role, unit }: HeldGrant, place: number) =>
    (policy.compiled.roles.get(role)?.permissions ?? []).map((permission) => ({
      action: permission.action,
      subject: permission.resource,
      inverted: permission.effect === 'deny',
      conditions: { place, unit, limits: limitsOf(permission), policy } satisfies Bounds,
    }));
  const held = grants.flatMap(rulesOf);
  const idle = inactive.flatMap((grant, index) => rulesOf(grant, grants.length + index));
  const denials = [...held, ...idle].filter(({ inverted }) => inverted);
  const rules = [...held.filter(({ inverted }) => !inverted), ...denials];
  const resources = new Set(['all', ...rules.map(({ subject }) => subject)]);
  // CASL remembers each name it was ever asked for; whoever asks must not make it grow.
  const detectSubjectType = ({ resource: { type } }: Inquiry) => (resources.has(type) ? type : 'all');
  return {
    casl: new Ability(rules, { conditionsMatcher, detectSubjectType }),
    actions: new Set(['manage', ...rules.map(({ action }) => action)]),
    resources,
    plain: rules.every(({ conditions }) => !conditions.limits.condition),
  };
}

const known = new WeakMap<Permission, Limits>();

function limitsOf(permission: Permission): Limits {
  let limits = known.get(permission);
  if (!limits) {
    const { items, conditions, effect } = permission;
    limits = { items: items && new Set(items), condition: conditionOf(conditions), deny: effect === 'deny' };
    known.set(permission, limits);
  }
  return limits;
}

const conditionsMatcher = (bounds: Bounds): MatchConditions =>
  ((inquiry: Inquiry) => shortfall(bounds, inquiry) === undefined) as MatchConditions;

/** What keeps a permission from applying. A resource that is at no unit is reached by a grant at any. */
function shortfall({ limits, unit, policy }: Bounds, inquiry: Inquiry): Shortfall | undefined {
  const { items, condition, deny } = limits;
  const { item, unit: at } = inquiry.resource.properties ?? {};
  if (items && !(typeof item === 'string' && items.has(item))) return 'not-permitted';
  const on = typeof item === 'string' ? item : undefined;
  if (at !== undefined && !(typeof at === 'string' && covers(policy, unit, at, on))) return 'unit-not-covered';
  // A denial whose conditions cannot be judged stands.
  if (condition && !(condition(inquiry) ?? deny)) return 'condition-not-met';
  return undefined;
}

/** Whether the ability permits it, and by what; denied unless some grant allows and none forbids. */
export function weigh(ability: PersonAbility, inquiry: Inquiry): Weighed {
  if (!ability.shared.plain) return weighAnew(ability, inquiry);
  const [{ name: action }, { type, properties }] = [inquiry.action, inquiry.resource];
  const { item, unit } = properties ?? {};
  const { last } = ability;
  if (last && last.item === item && last.unit === unit && last.action === action && last.type === type)
    return last.weighed;
  const weighed = weighAnew(ability, inquiry);
  ability.last = { action, type, item, unit, weighed };
  return weighed;
}

function weighAnew({ shared, grants }: PersonAbility, inquiry: Inquiry): Weighed {
  const { name } = inquiry.action;
  const action = shared.actions.has(name) ? name : 'manage';
  const rule = shared.casl.relevantRuleFor(action, inquiry);
  if (!rule) return { allowed: false, code: nearest(shared, action, inquiry) };
  const grant = (grants[(rule.conditions as Bounds).place] as HeldGrant).id;
  return rule.inverted ? { allowed: false, code: 'denied-by-role', grant } : { allowed: true, grant };
}

const nearness: readonly Shortfall[] = ['not-permitted', 'unit-not-covered', 'condition-not-met'];

/** Of all permissions that fell short, how near the nearest came. */
function nearest({ casl, resources }: SharedAbility, action: string, inquiry: Inquiry): Shortfall {
  const { type } = inquiry.resource;
  let best = 0;
  for (const rule of casl.rulesFor(action, resources.has(type) ? type : 'all')) {
    const short = rule.inverted ? undefined : shortfall(rule.conditions as Bounds, inquiry);
    if (short) best = Math.max(best, nearness.indexOf(short));
  }
  return nearness[best] as Shortfall;
}
