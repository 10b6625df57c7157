import { FormatError } from './errors.ts';

/**
 * Canonical JSON (RFC 8785) of a value as `JSON.parse` gives it. Members that are undefined are left out. Throws FormatError
 * `invalid-entry` for what has none: a lone surrogate, NaN, an infinity, anything that is no JSON.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value);
    case 'number':
      // RFC 8785, 3.2.2.3: as ECMAScript writes them.
      if (Number.isFinite(value)) return String(value);
      break;
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : canonicalObject(value);
  }
  throw new FormatError('invalid-entry', `The entry has no canonical JSON: ${String(value)} is no value of JSON.`);
}

function canonicalObject(object: object): string {
  let text = '';
  for (const name of sorted(Object.keys(object))) {
    const value = (object as Record<string, unknown>)[name];
    if (value !== undefined) text += `${text && ','}${canonicalString(name)}:${canonicalJson(value)}`;
  }
  return `{${text}}`;
}

/** RFC 8785, 3.2.3: by UTF-16 code units, which is how script compares. */
export function sorted(names: string[]): string[] {
  for (let place = 1; place < names.length; place++)
    if ((names[place - 1] as string) > (names[place] as string)) return names.sort();
  return names;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that JSON escapes.
const needsCare = /[\u0000-\u001f"\\\ud800-\udfff]/;

export function canonicalString(text: string): string {
  if (!needsCare.test(text)) return `"${text}"`;
  if (!text.isWellFormed())
    throw new FormatError('invalid-entry', 'The entry has no canonical JSON: a lone surrogate stands in it.');
  return JSON.stringify(text);
}
