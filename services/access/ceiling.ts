import type { ConflictDocument } from '@zhiheng/contracts';
import type { CompiledPolicy, Effect, Item, Rule, Text } from '@zhiheng/duties';
import type { HeldGrant } from './ability.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { isTolerated } from './settling.ts';

/** A grant that a ceiling bounds: which rule, by which kind of unit. */
interface Bounded {
  grant: HeldGrant;
  rule: Rule;
  kind: string;
}

/** A centre's ceilings, and which of them bind at a unit, each by the nearest kind that it names; looked up once. */
interface Ceilings {
  rules: readonly Rule[];
  at: Map<string, readonly Omit<Bounded, 'grant'>[]>;
}
const ceilings = new WeakMap<CompiledPolicy, Ceilings>();

function ceilingsOf({ compiled }: CentrePolicy): Ceilings {
  const known = ceilings.get(compiled);
  if (known) return known;
  const found = { rules: compiled.rules.filter(({ kind }) => kind === 'ceiling'), at: new Map() };
  ceilings.set(compiled, found);
  return found;
}

function ceilingsAt(policy: CentrePolicy, { rules, at }: Ceilings, place: string): readonly Omit<Bounded, 'grant'>[] {
  const found = at.get(place);
  if (found) return found;
  const here = rules.flatMap((rule) => {
    const unit = policy.compiled.units.pathUp(place).find(({ kind }) => rule.unitKinds?.includes(kind));
    return unit ? [{ rule, kind: unit.kind }] : [];
  });
  at.set(place, here);
  return here;
}

/**
 * Those of the grants that are held at, or inside, a unit of a kind that may not hold or use everything. One that was above a
 * ceiling when that began is only observed.
 */
export function boundedGrants(policy: CentrePolicy, grants: readonly HeldGrant[], effect: Effect = 'block'): Bounded[] {
  const known = ceilingsOf(policy);
  if (known.rules.length === 0) return [];
  const bounded: Bounded[] = [];
  for (const grant of grants)
    for (const { rule, kind } of ceilingsAt(policy, known, grant.unit))
      if ((isTolerated(policy, rule.code, grant.id) ? 'observe' : rule.effect) === effect)
        bounded.push({ grant, rule, kind });
  return bounded;
}

/** Of those, the ones by which a duty may not be done on a case that came in by `channel`; null: by any of the item's. */
export function barredBy(bounded: readonly Bounded[], duty: string, item: Item, channel: string | null): Bounded[] {
  const channels = channel === null ? item.channels : [channel];
  return bounded.filter(({ rule: { allow }, kind }) => {
    const only = allow?.channel?.[kind];
    return !allow?.action.includes(duty) || (only !== undefined && channels.some((one) => one !== only));
  });
}

/** The refusal in words, one a rule. */
export function explainCeiling(
  policy: CentrePolicy,
  barred: readonly Bounded[],
  duty: string,
  item: Item,
): ConflictDocument[] {
  return [...Map.groupBy(barred, ({ rule }) => rule)].map(([rule, all]) => ({
    rule: rule.code,
    name: rule.name,
    source: rule.source,
    effect: rule.effect,
    items: [item.code],
    with: all.map(({ grant }) => ({
      ...{ grant: grant.id, role: grant.role, unit: grant.unit },
      permissions: [{ action: duty, item: item.code }],
    })),
    resolution: wayOut(policy, all[0] as Bounded),
    resolutions: [],
  }));
}

function wayOut(policy: CentrePolicy, { grant, rule, kind }: Bounded): Text {
  const unit = policy.compiled.unitOf.get(grant.unit)?.name ?? { zh: grant.unit, en: grant.unit };
  const actions = (rule.allow?.action ?? []).join(', ');
  const channel = rule.allow?.channel?.[kind];
  return {
    zh: `“${unit.zh}”只能办理“${actions}”${channel === undefined ? '' : `，且办件须来自渠道“${channel}”`}；其余须由其他机构的人员办理。`,
    en: `“${unit.en}” may only ${actions}${channel === undefined ? '' : ` cases of the channel “${channel}”`}; somebody of another unit must do it.`,
  };
}
