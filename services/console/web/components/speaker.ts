import { type Vocabulary, wordsOf } from '../words/codes.ts';
import type { Bilingual, Language, Say } from '../words/types.ts';
import type { Names } from './names.ts';

/** What rules, roles and templates are put into words with. */
export interface Speaker extends Names {
  language: Language;
  say: Say;
  pick: (words: Bilingual) => string;
}

/** One or many, as a catalogue may write either. */
export const manyOf = <T>(value: T | readonly T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? [...value] : [value as T];

/** Names one after the other; of a long list the first ones and how many there are. */
export function listed(
  { say, language }: Speaker,
  names: readonly string[],
  atMost = Number.POSITIVE_INFINITY,
): string {
  const join = (some: readonly string[]) => some.join(language === 'zh' ? '、' : ', ');
  if (names.length <= atMost) return join(names);
  return say('selector.and', { names: join(names.slice(0, atMost)), count: names.length });
}

/** Codes of a vocabulary by their words. */
export const codesIn = (speaker: Speaker, vocabulary: Vocabulary, codes: string | readonly string[]): string =>
  listed(
    speaker,
    manyOf(codes).map((code) => speaker.pick(wordsOf(vocabulary, code))),
  );
