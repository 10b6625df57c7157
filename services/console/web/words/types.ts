import type { zh } from './zh.ts';

export type Language = 'zh' | 'en';
export type WordKey = keyof typeof zh;
export type Words = Readonly<Record<WordKey, string>>;

/** Names between braces in a sentence. */
type Blanks<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Blanks<Rest> : never;
/** What must be handed in for a key: nothing, or every blank of its sentence. */
export type Filling<K extends WordKey> = [Blanks<(typeof zh)[K]>] extends [never]
  ? []
  : [values: Record<Blanks<(typeof zh)[K]>, string | number>];

/** Keys of sentences without blanks. */
export type PlainKey = { [K in WordKey]: [Blanks<(typeof zh)[K]>] extends [never] ? K : never }[WordKey];

/** Says a sentence in the chosen language. */
export type Say = <K extends WordKey>(key: K, ...filling: Filling<K>) => string;

/** A word in both languages, as contracts hold them. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
