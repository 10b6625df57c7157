import type { Rule } from '@zhiheng/contracts';
import { wordsOf } from '../words/codes.ts';
import type { PlainKey } from '../words/types.ts';
import type { Fact } from './facts.tsx';
import { codesIn, listed, manyOf, type Speaker } from './speaker.ts';

/** What a rule says, without how it is stored. */
export type RuleTerms = Omit<Rule, 'id' | 'definition'>;
export type Selector = NonNullable<Rule['of']>[number];

/** Which permissions a selector picks. `atMost` items and roles are named, the others counted. */
function selectorWords(speaker: Speaker, selector: Selector, atMost?: number): string {
  const { say, pick, language } = speaker;
  const duties = selector.action === undefined ? say('rules.everyDuty') : codesIn(speaker, 'duties', selector.action);
  const parts = [duties, ...conditionsOf(speaker, selector, atMost)];
  const said = parts.join(language === 'zh' ? '，' : '; ');
  return selector.name ? `${pick(selector.name)}${language === 'zh' ? `（${said}）` : ` (${said})`}` : said;
}

function conditionsOf(speaker: Speaker, selector: Selector, atMost: number | undefined): string[] {
  const { say, itemName, unitName, roleName } = speaker;
  const { resource, items, itemUnits, insurance, risk, movesFund, channels, roles } = selector;
  const named = namedBy(speaker, atMost);
  return [
    ...(resource === undefined ? [] : [codesIn(speaker, 'things', resource)]),
    ...(items ? [named(items, itemName)] : []),
    ...(itemUnits ? [say('selector.of', { unit: named(itemUnits, unitName) })] : []),
    ...(insurance === undefined
      ? []
      : [say('selector.insured', { insurance: codesIn(speaker, 'insurances', insurance) })]),
    ...(risk === undefined ? [] : [say('selector.ofRisk', { level: listed(speaker, manyOf(risk).map(String)) })]),
    ...(movesFund === undefined ? [] : [say(movesFund ? 'selector.moves' : 'selector.movesNot')]),
    ...(channels ? [say('selector.open', { channels: codesIn(speaker, 'channels', channels) })] : []),
    ...exclusionsOf(speaker, selector, atMost).map((left) => say('selector.except', { left })),
    ...(roles ? [say('selector.through', { roles: named(roles, roleName) })] : []),
  ];
}

const namedBy =
  (speaker: Speaker, atMost: number | undefined) => (codes: readonly string[], nameOf: (code: string) => string) =>
    listed(speaker, codes.map(nameOf), atMost);

/** What a selector leaves out, one dimension each. */
function exclusionsOf(speaker: Speaker, selector: Selector, atMost: number | undefined): string[] {
  const { say, itemName, unitName, roleName } = speaker;
  const { exceptAction, exceptResource, exceptItems, exceptItemUnits, exceptRisk, exceptRoles } = selector;
  const { exceptInsurance: insurance, exceptChannels: channels } = selector;
  const named = namedBy(speaker, atMost);
  return [
    ...(exceptAction === undefined ? [] : [codesIn(speaker, 'duties', exceptAction)]),
    ...(exceptResource === undefined ? [] : [codesIn(speaker, 'things', exceptResource)]),
    ...(exceptItems ? [named(exceptItems, itemName)] : []),
    ...(exceptItemUnits ? [say('selector.of', { unit: named(exceptItemUnits, unitName) })] : []),
    ...(insurance === undefined
      ? []
      : [say('selector.insured', { insurance: codesIn(speaker, 'insurances', insurance) })]),
    ...(exceptRisk === undefined
      ? []
      : [say('selector.ofRisk', { level: listed(speaker, manyOf(exceptRisk).map(String)) })]),
    ...(channels ? [say('selector.openOnly', { channels: codesIn(speaker, 'channels', channels) })] : []),
    ...(exceptRoles ? [say('selector.through', { roles: named(exceptRoles, roleName) })] : []),
  ];
}

/** Where what a rule keeps apart would meet: on the same item, within so many days of one subject. */
export function withinWords({ say, language }: Speaker, { within, withinDays }: RuleTerms): string {
  if (within === undefined) return '—';
  const days = withinDays === undefined ? '' : say('rules.withinDays', { days: withinDays });
  return [say(`rules.within.${within}`), days].filter(Boolean).join(language === 'zh' ? '，' : ', ');
}

/** How many of its selectors one person may have; nothing where a rule does not count. */
const atMostWords = ({ say }: Speaker, { atMost, of }: RuleTerms): string | undefined =>
  atMost === undefined || !of ? undefined : say('rules.atMost', { n: of.length, k: atMost });

/** What a rule keeps apart, one line each. */
export function termWords(speaker: Speaker, rule: RuleTerms, atMost?: number): string[] {
  if (rule.kind === 'ceiling') return ceilingWords(speaker, rule);
  const terms = (rule.of ?? []).map((selector) => selectorWords(speaker, selector, atMost));
  if (rule.kind !== 'recusal') return terms;
  return [speaker.say('rules.recuses'), ...terms];
}

function ceilingWords(speaker: Speaker, { unitKinds = [], allow }: RuleTerms): string[] {
  const { say, pick } = speaker;
  const kinds = codesIn(speaker, 'unitKinds', unitKinds);
  const channels = Object.entries(allow?.channel ?? {}).map(([kind, channel]) =>
    say('rules.channelOf', { kind: pick(wordsOf('unitKinds', kind)), channel: pick(wordsOf('channels', channel)) }),
  );
  return [
    say('rules.allows', { kinds, actions: codesIn(speaker, 'duties', allow?.action ?? []) }),
    ...(channels.length > 0 ? [say('rules.onChannels', { channels: listed(speaker, channels) })] : []),
  ];
}

/** The same, numbered where the rule counts them. */
export function numberedTerms(speaker: Speaker, rule: RuleTerms, atMost?: number): string[] {
  const terms = termWords(speaker, rule, atMost);
  return rule.atMost === undefined ? terms : terms.map((line, index) => `${index + 1}. ${line}`);
}

const termsLabel = (kind: Rule['kind']): PlainKey =>
  kind === 'recusal' || kind === 'ceiling' ? `rules.terms.${kind}` : 'rules.terms';

/** All that a rule says, field by field. */
export function ruleFacts(speaker: Speaker, rule: RuleTerms): Fact[] {
  const { say, pick } = speaker;
  const counted = atMostWords(speaker, rule);
  const terms = numberedTerms(speaker, rule);
  return [
    { label: say('policy.name'), lines: [pick(rule.name)] },
    { label: say('rules.kind'), lines: [say(`rules.kind.${rule.kind}`)] },
    { label: say('rules.effect'), lines: [say(`rules.effect.${rule.effect}`)] },
    ...(rule.kind === 'ceiling' ? [] : [{ label: say('rules.within'), lines: [withinWords(speaker, rule)] }]),
    { label: say(termsLabel(rule.kind)), lines: counted ? [counted, ...terms] : terms },
    { label: say('rules.source'), lines: [rule.source] },
  ];
}
