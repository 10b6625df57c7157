import { Ability, type MatchConditions } from '@casl/ability';
import type { Permission } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { type Condition, conditionOf } from './condition.ts';
import { covers } from './covers.ts';
import type { Inquiry } from './inquiry.ts';

/** What bounds a permission that somebody holds by a grant: where, on which items, under which conditions. */
interface Bounds {
  grant: string;
  unit: string;
  items: ReadonlySet<string> | undefined;
  condition: Condition | undefined;
  deny: boolean;
  policy: CentrePolicy;
}

/** What one person may do at this moment, as a CASL ability over inquiries. */
export type PersonAbility = Ability<[string, string | Inquiry], Bounds>;

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

/**
 * Compiles grants through role inheritance. CASL lets the later rule win, so denials come last: they always win, those of
 * `inactive` grants too, lest somebody sheds a denial by not acting with the role that says it.
 */
export function compileAbility(
  policy: CentrePolicy,
  grants: readonly HeldGrant[],
  inactive: readonly HeldGrant[] = [],
): PersonAbility {
  const rulesOf = (grant: HeldGrant) =>
    (policy.compiled.roles.get(grant.role)?.permissions ?? []).map((permission) => ({
      action: permission.action,
      subject: permission.resource,
      inverted: permission.effect === 'deny',
      conditions: boundsOf(policy, grant, permission),
    }));
  const held = grants.flatMap(rulesOf);
  const denials = [...held, ...inactive.flatMap(rulesOf)].filter(({ inverted }) => inverted);
  const rules = [...held.filter(({ inverted }) => !inverted), ...denials];
  return new Ability(rules, { conditionsMatcher, detectSubjectType: ({ resource }: Inquiry) => resource.type });
}

function boundsOf(policy: CentrePolicy, { id, unit }: HeldGrant, permission: Permission): Bounds {
  const { items, conditions, effect } = permission;
  return {
    grant: id,
    unit,
    items: items && new Set(items),
    condition: conditionOf(conditions),
    deny: effect === 'deny',
    policy,
  };
}

const conditionsMatcher = (bounds: Bounds): MatchConditions =>
  ((inquiry: Inquiry) => shortfall(bounds, inquiry) === undefined) as MatchConditions;

/** What keeps a permission from applying. A resource that is at no unit is reached by a grant at any. */
function shortfall({ items, unit, condition, deny, policy }: Bounds, inquiry: Inquiry): Shortfall | undefined {
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
  const rule = ability.relevantRuleFor(inquiry.action.name, inquiry);
  if (!rule) return { allowed: false, code: nearest(ability, inquiry) };
  const { grant } = rule.conditions as Bounds;
  return rule.inverted ? { allowed: false, code: 'denied-by-role', grant } : { allowed: true, grant };
}

const nearness: readonly Shortfall[] = ['not-permitted', 'unit-not-covered', 'condition-not-met'];

/** Of all permissions that fell short, how near the nearest came. */
function nearest(ability: PersonAbility, inquiry: Inquiry): Shortfall {
  let best = 0;
  for (const rule of ability.rulesFor(inquiry.action.name, inquiry.resource.type)) {
    const short = rule.inverted ? undefined : shortfall(rule.conditions as Bounds, inquiry);
    if (short) best = Math.max(best, nearness.indexOf(short));
  }
  return nearness[best] as Shortfall;
}
