import { type Said, type SignInSettings, said } from '@zhiheng/contracts';

let known: Promise<ReadonlySet<string>> | undefined;

/** Fifty thousand that leaked elsewhere; read when the first password is chosen. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  known ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return known;
}

/**
 * Why a new password will not do; undefined when it will. By the centre's settings, and whatever they are: not one of
 * those that everybody tries first, nor one of those with a few characters around it, nor a run or repetition, nor made
 * of the names of its holder or centre.
 */
export async function passwordFault(
  password: string,
  { minLength, kinds }: SignInSettings['password'],
  ownWords: readonly string[],
): Promise<Said | undefined> {
  const characters = [...password];
  if (characters.length < minLength) return said('password-short', { least: minLength });
  if (kindsOf(password) < kinds) return said('password-kinds', { kinds });
  const plain = password.normalize('NFKC').toLowerCase();
  if (new Set(plain).size < 5 || isRun(plain)) return said('password-simple');
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const common = await commonPasswords();
  if ([plain, core, unleeted(core)].some((one) => one.length > 3 && common.has(one))) return said('password-common');
  if (ownWords.some((word) => isTelling(word) && plain.includes(word))) return said('password-own-words');
  return undefined;
}

/** Two Chinese characters are a name; three letters are in many words. */
const isTelling = (word: string): boolean => word.length >= (/^[\u0020-\u024f]/.test(word) ? 4 : 2);

const kindsOf = (password: string): number =>
  [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) => kind.test(password)).length;

/** Mostly one character after its neighbour in the alphabet, or the same again. */
function isRun(text: string): boolean {
  let steps = 0;
  for (let at = 1; at < text.length; at++) if (Math.abs(text.charCodeAt(at) - text.charCodeAt(at - 1)) <= 1) steps++;
  return steps * 3 > text.length * 2;
}

const letters: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const unleeted = (text: string): string => text.replace(/[013457@$!]/g, (sign) => letters[sign] ?? sign);
