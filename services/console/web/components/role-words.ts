import type { Permission, Role } from '@zhiheng/contracts';
import { wordsOf } from '../words/codes.ts';
import type { Fact } from './facts.tsx';
import { listed, type Speaker } from './speaker.ts';

/** What a role is to be, or is. */
export type RoleTerms = Pick<Role, 'code' | 'name' | 'risk' | 'permissions'> & {
  inherits?: string[];
  declaredRisk?: Role['risk'];
};

/** A permission without its items: what one does to what kind of thing. */
export const permissionWords = (
  { say, pick }: Pick<Speaker, 'say' | 'pick'>,
  { action, resource, effect, conditions }: Permission,
): string =>
  [
    effect === 'deny' ? say('policy.deny') : '',
    `${pick(wordsOf('duties', action))} · ${pick(wordsOf('things', resource))}`,
    conditions ? JSON.stringify(conditions) : '',
  ]
    .filter(Boolean)
    .join(' ');

/** All that a role says: its name, each permission with its items, whom it inherits from. */
export function roleFacts(
  speaker: Speaker,
  { name, risk, declaredRisk = risk, permissions, inherits = [] }: RoleTerms,
): Fact[] {
  const { say, pick, itemName, roleName } = speaker;
  const raised = declaredRisk < risk;
  const byWords = Map.groupBy(permissions, (permission) => permissionWords(speaker, permission));
  return [
    { label: say('policy.name'), lines: [pick(name)] },
    { label: say('risk'), lines: [say(raised ? 'riskRaised' : 'riskLevel', { level: risk, declared: declaredRisk })] },
    ...[...byWords].map(([label, some]) => ({
      label,
      lines: some.map(({ items }) => (items ? listed(speaker, items.map(itemName)) : say('all'))),
    })),
    ...(inherits.length > 0
      ? [{ label: say('policy.inherits'), lines: [listed(speaker, inherits.map(roleName))] }]
      : []),
  ];
}
