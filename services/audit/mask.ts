/** Not inside a longer word or number: parts of ids and digests are no numbers of people. */
const alone = (pattern: string) => `(?<![0-9A-Za-z])${pattern}(?![0-9A-Za-z])`;

/** Resident identity number (GB 11643): region, date of birth, sequence, check digit; mistyped ones count, too. */
const identity = '[1-9]\\d{5}(?:18|19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[\\dXx]';
const card = '\\d{16,19}';
const mobile = '(?:(?:\\+|00)86[ -]?)?1[3-9]\\d{9}';

/** What settles it for nearly every text. */
const manyDigits = /\d{11}/;
const numbers = new RegExp(`${alone(identity)}|${alone(card)}|${alone(mobile)}`, 'g');
const identities = new RegExp(`^${identity}$`);

/**
 * The text with numbers of identity cards, bank cards (16 to 19 digits with the check digit of ISO/IEC 7812) and mobile
 * phones masked: `*` for each character but the last four.
 */
export function maskText(text: string): string {
  if (!manyDigits.test(text)) return text;
  return text.replace(numbers, (number) =>
    /^\d{16,19}$/.test(number) && !identities.test(number) && !hasCheckDigit(number)
      ? number
      : number.slice(0, -4).replace(/[^ ]/g, '*') + number.slice(-4),
  );
}

/** Every text within a JSON value, names of members included. The value is known not to be nested too deep. */
export function maskValue(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map(maskValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [maskText(name), maskValue(inner)]));
}

/** Luhn's check digit. */
function hasCheckDigit(number: string): boolean {
  let sum = 0;
  for (const [place, digit] of [...number].toReversed().entries()) {
    const weighted = Number(digit) * (place % 2 === 0 ? 1 : 2);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
