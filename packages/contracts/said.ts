import { details } from './details.ts';
import { actWords, thingWords } from './vocabulary.ts';

/** What is said to a person, in both languages; the request's `Accept-Language` chooses. */
export interface Said {
  readonly zh: string;
  readonly en: string;
}

export type DetailCode = keyof typeof details;

/** Names between braces in a sentence. */
type Blanks<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Blanks<Rest> : never;
type Filling<K extends DetailCode> = [Blanks<(typeof details)[K]['en']>] extends [never]
  ? []
  : [blanks: Record<Blanks<(typeof details)[K]['en']>, string | number | Said>];

/** A sentence by its code, its blanks filled. What fills one may itself be in both languages. */
export function said<K extends DetailCode>(code: K, ...[blanks]: Filling<K>): Said {
  const { zh, en } = details[code];
  return { zh: filled(zh, 'zh', blanks), en: filled(en, 'en', blanks) };
}

function filled(sentence: string, language: 'zh' | 'en', blanks: Record<string, string | number | Said> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (blank, name: string) => {
    const value = blanks[name] ?? blank;
    return typeof value === 'object' ? value[language] : String(value);
  });
}

/** There is no person, unit, role … of that code. */
export const noSuch = (kind: keyof typeof thingWords, code: string | null | undefined): Said =>
  said('unknown', { kind: thingSaid(kind), code: code ?? '' });

/** A kind of thing within a sentence; one that we do not know is called by its code. */
export const thingSaid = (kind: string): Said => within(thingWords, kind);
/** An action, a duty above all, within a sentence. */
export const actSaid = (action: string): Said => within(actWords, action);
const within = (words: Readonly<Record<string, Said>>, code: string): Said => ({
  zh: words[code]?.zh ?? code,
  en: code,
});

/** One after the other, parted as each language parts. */
export const listed = (
  parts: readonly (string | Said)[],
  [zh, en]: readonly [string, string] = ['、', ', '],
): Said => ({
  zh: parts.map((part) => (typeof part === 'string' ? part : part.zh)).join(zh),
  en: parts.map((part) => (typeof part === 'string' ? part : part.en)).join(en),
});
export const or = ['或', ' or '] as const;
