import { en } from './en.ts';
import type { Filling, Language, Say, WordKey, Words } from './types.ts';
import { zh } from './zh.ts';

const words: Record<Language, Words> = { zh, en };

export const sayIn =
  (language: Language): Say =>
  <K extends WordKey>(key: K, ...[values]: Filling<K>) => {
    const blanks = values as Record<string, string | number> | undefined;
    return words[language][key].replace(/\{(\w+)\}/g, (blank, name: string) => String(blanks?.[name] ?? blank));
  };
