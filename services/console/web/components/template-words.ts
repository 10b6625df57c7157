import type { PostTemplate } from '@zhiheng/contracts';
import { wordsOf } from '../words/codes.ts';
import type { Fact } from './facts.tsx';
import type { Speaker } from './speaker.ts';

/** At which units a template holds. */
export const templatePlace = ({ say, pick, unitName }: Speaker, { unitKind, unit }: PostTemplate): string =>
  unit === null ? say('templates.everywhere', { kind: pick(wordsOf('unitKinds', unitKind)) }) : unitName(unit);

/** A role that a post is given, and whether it reaches the whole centre. */
export const givenRole = ({ say, roleName }: Speaker, { role, place }: PostTemplate['roles'][number]): string =>
  `${roleName(role)}${place === 'centre' ? say('templates.atCentre') : ''}`;

/** All that a template says. */
export function templateFacts(speaker: Speaker, template: PostTemplate): Fact[] {
  const { say } = speaker;
  const { post, roles } = template;
  return [
    { label: say('post'), lines: [post] },
    { label: say('templates.where'), lines: [templatePlace(speaker, template)] },
    {
      label: say('templates.roles'),
      lines: roles.length > 0 ? roles.map((given) => givenRole(speaker, given)) : [say('templates.none')],
    },
  ];
}

/** Templates are told apart by these three. */
export const sameTemplate = (a: PostTemplate, b: PostTemplate): boolean =>
  a.post === b.post && a.unitKind === b.unitKind && a.unit === b.unit;
