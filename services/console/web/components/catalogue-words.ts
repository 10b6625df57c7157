import type { GrantLimit } from '@zhiheng/contracts';
import { wordsOf } from '../words/codes.ts';
import type { ChainTerms, ItemTerms, Listed, UnitTerms } from './catalogue-kinds.ts';
import type { Fact } from './facts.tsx';
import { roleFacts } from './role-words.ts';
import { codesIn, type Speaker } from './speaker.ts';

/** A chain by what goes through it: the change, the risk, the kind of unit if it is for one only. */
export function chainName(
  { say, pick }: Pick<Speaker, 'say' | 'pick'>,
  { change, risk, unitKind }: ChainTerms,
): string {
  const changed = say(`change.${change as 'grant'}`);
  const kind = unitKind === undefined ? '' : ` · ${pick(wordsOf('unitKinds', unitKind))}`;
  return `${changed} · ${say('riskLevel', { level: risk })}${kind}`;
}

export const listedName = (speaker: Speaker, listed: Listed): string =>
  listed.kind === 'chains' ? chainName(speaker, listed.one) : speaker.pick(listed.one.name);

/** All that it says. */
export function listedFacts(speaker: Speaker, listed: Listed): Fact[] {
  switch (listed.kind) {
    case 'units':
      return unitFacts(speaker, listed.one);
    case 'items':
      return itemFacts(speaker, listed.one);
    case 'roles':
      return roleFacts(speaker, listed.one);
    case 'chains':
      return chainFacts(speaker, listed.one);
  }
}

/** The one line that tells most of it. */
export function listedSummary(speaker: Speaker, listed: Listed): string {
  const { say, pick, unitName, roleName } = speaker;
  switch (listed.kind) {
    case 'units': {
      const { kind, parent } = listed.one;
      return [pick(wordsOf('unitKinds', kind)), parent === null ? '' : unitName(parent)].filter(Boolean).join(' · ');
    }
    case 'items':
      return `${unitName(listed.one.unit)} · ${codesIn(speaker, 'duties', listed.one.duties)}`;
    case 'roles':
      return say('riskLevel', { level: listed.one.risk });
    case 'chains':
      return listed.one.stages.map(({ by }) => roleName(by)).join(' → ');
  }
}

function unitFacts({ say, pick, unitName }: Speaker, { name, kind, parent }: UnitTerms): Fact[] {
  return [
    { label: say('policy.name'), lines: [pick(name)] },
    { label: say('rules.kind'), lines: [pick(wordsOf('unitKinds', kind))] },
    { label: say('catalogue.parent'), lines: [parent === null ? '—' : unitName(parent)] },
  ];
}

function itemFacts(speaker: Speaker, item: ItemTerms): Fact[] {
  const { say, pick, unitName } = speaker;
  const { name, unit, insurance, risk, movesFund, duties, channels, bound = [] } = item;
  return [
    { label: say('policy.name'), lines: [pick(name)] },
    { label: say('unit'), lines: [unitName(unit)] },
    { label: say('selector.insurance'), lines: [codesIn(speaker, 'insurances', insurance)] },
    { label: say('risk'), lines: [say('riskLevel', { level: risk })] },
    { label: say('selector.movesFund'), lines: [say(movesFund ? 'yes' : 'no')] },
    { label: say('catalogue.duties'), lines: [codesIn(speaker, 'duties', duties)] },
    { label: say('selector.channels'), lines: [codesIn(speaker, 'channels', channels)] },
    ...(bound.length > 0
      ? [{ label: say('catalogue.bound'), lines: bound.map((group) => codesIn(speaker, 'duties', group)) }]
      : []),
  ];
}

function chainFacts(speaker: Speaker, chain: ChainTerms): Fact[] {
  const { say } = speaker;
  return [
    { label: say('catalogue.chain'), lines: [chainName(speaker, chain)] },
    ...chain.stages.map((stage, index) => ({
      label: say('stage.number', { number: index + 1 }),
      lines: stageLines(speaker, stage),
    })),
  ];
}

function stageLines({ say, roleName }: Speaker, stage: ChainTerms['stages'][number]): string[] {
  const { by, of, workingDays, escalateTo, quorum = 1, atEnd } = stage;
  return [
    `${roleName(by)} · ${say(`catalogue.of.${of}`)}`,
    say('stage.workingDays', { days: workingDays }),
    ...(quorum > 1 ? [say('stage.quorum', { count: quorum })] : []),
    ...(escalateTo === undefined ? [] : [say('catalogue.escalatesTo', { role: roleName(escalateTo) })]),
    ...(atEnd === undefined ? [] : [say(`catalogue.atEnd.${atEnd}`)]),
  ];
}

/** Of one that is taken away nothing is said of days: what is usual applies. */
export const limitFacts = ({ say }: Speaker, { risk, longestDays }: GrantLimit, own = longestDays !== null): Fact[] => [
  { label: say('risk'), lines: [say('riskLevel', { level: risk })] },
  {
    label: say('limit.longest'),
    lines: [longestDays === null ? say('limit.asUsual') : say('limit.days', { days: longestDays })],
  },
  { label: say('limit.basis'), lines: [say(own ? 'limit.own' : 'limit.usual')] },
];
