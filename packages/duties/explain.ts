import type { CompiledPolicy } from './compile.ts';
import type { Conflict, Effect, HeldPermission, Side, Text } from './types.ts';
import { duration, list, rfc3339, sentences } from './wording.ts';

/** A grant on the other side of a conflict. Times are RFC 3339 UTC; null: no beginning, no end. */
export interface ConflictingGrant {
  grant: string;
  role: string;
  unit: string;
  permissions: HeldPermission[];
  from: string | null;
  until: string | null;
}

/** A conflict as a refusal shows it (`conflicts` of the problem `duty-conflict`). */
export interface Explanation {
  rule: string;
  name: Text;
  source: string;
  effect: Effect;
  items: string[];
  /** When the rule is, or would be, broken: the first start and the last end. */
  from: string | null;
  until: string | null;
  /** The sides other than what is being asked for; all of them if nothing is, or if that breaks the rule by itself. */
  with: ConflictingGrant[];
  resolution: Text;
  resolutions: string[][];
}

/** Says in Chinese and English what a conflict is about, what it conflicts with and what would resolve it. */
export function explain(conflict: Conflict, policy: CompiledPolicy): Explanation {
  const { rule, name, source, effect, items, resolutions } = conflict;
  const others = conflict.sides.filter((side) => !side.proposed);
  const shown = others.length > 0 ? others : conflict.sides;
  return {
    rule,
    name,
    source,
    effect,
    items: [...items],
    from: rfc3339(conflict.from),
    until: rfc3339(conflict.until),
    with: shown.map(toGrant),
    resolution: sentences([
      aboutItems(conflict, policy),
      aboutSides(shown, policy),
      aboutPeriod(conflict),
      waysOut(conflict, policy),
      effect === 'observe' ? OBSERVED : undefined,
    ]),
    resolutions: resolutions.map((set) => [...set]),
  };
}

const toGrant = ({ holding, role, unit, permissions, from, until }: Side): ConflictingGrant => ({
  grant: holding,
  role,
  unit,
  permissions: permissions.map((permission) => ({ ...permission })),
  from: rfc3339(from),
  until: rfc3339(until),
});

const OBSERVED: Text = {
  zh: '本规则目前仅观察：记录并报告，不予阻止。',
  en: 'This rule only observes for now: recorded and reported, not refused.',
};

function aboutItems(conflict: Conflict, policy: CompiledPolicy): Text | undefined {
  if (conflict.items.length === 0) return undefined;
  const { zh, en } = list(
    conflict.items.map((code) => policy.items[policy.itemIndex.get(code) ?? -1]?.name ?? plain(code)),
  );
  return { zh: `涉及事项：${zh}。`, en: `Items: ${en}.` };
}

function aboutSides(sides: readonly Side[], policy: CompiledPolicy): Text {
  const { zh, en } = list(sides.map((side) => grantName(side, policy)));
  return { zh: `冲突的授权：${zh}。`, en: `Conflicting grants: ${en}.` };
}

function aboutPeriod(conflict: Conflict): Text | undefined {
  const text = duration(conflict);
  return text && { zh: `冲突期间：${text.zh}。`, en: `In conflict ${text.en}.` };
}

function waysOut(conflict: Conflict, policy: CompiledPolicy): Text | undefined {
  const session = policy.ruleOf.get(conflict.rule)?.kind === 'session';
  const bySide = new Map(conflict.sides.map((side) => [side.holding, side]));
  const ways = conflict.resolutions.map((set) => {
    const acts = set.flatMap((id) => bySide.get(id) ?? []).map((side) => act(side, session, policy));
    return { zh: acts.map((one) => one.zh).join('，并'), en: acts.map((one) => one.en).join(' and ') };
  });
  if (ways.length === 0) return undefined;
  const zh = ways.map((way) => way.zh).join('；或');
  const en = ways.map((way) => way.en).join('; or ');
  return { zh: `解决办法：${zh}。`, en: `To resolve: ${en}.` };
}

function act(side: Side, session: boolean, policy: CompiledPolicy): Text {
  const { zh, en } = grantName(side, policy);
  if (session) return { zh: `不激活${zh}`, en: `leave ${en} inactive` };
  return side.proposed ? { zh: `不授予${zh}`, en: `do not grant ${en}` } : { zh: `收回${zh}`, en: `revoke ${en}` };
}

function grantName(side: Side, policy: CompiledPolicy): Text {
  const role = policy.roles.get(side.role)?.role.name ?? plain(side.role);
  const unit = policy.unitOf.get(side.unit)?.name ?? plain(side.unit);
  return { zh: `“${role.zh}”（${unit.zh}）`, en: `“${role.en}” (${unit.en})` };
}

const plain = (code: string): Text => ({ zh: code, en: code });
