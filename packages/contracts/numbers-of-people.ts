const provinces = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)';
const monthAndDay = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';

/** Resident identity number (GB 11643): region, date of birth, sequence, check digit; mistyped ones count, too. */
const identity = new RegExp(`^[1-9]\\d{5}(?:18|19|20)\\d{2}${monthAndDay}\\d{3}[\\dXx]$`);
/** As it was until 1999. */
const shortIdentity = new RegExp(`^\\d{6}\\d{2}${monthAndDay}\\d{3}$`);
const ofProvince = new RegExp(`^${provinces}`);
const mobile = /^(?:(?:00)?86)?1[3-9]\d{9}$/;
/** No bank's number begins otherwise; references begin with a year. */
const card = /^(?:[3-69]|2[2-7])\d{15,18}$/;
const anyCard = /^\d{16,19}$/;
const date = /(?<!\d)(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/;
/** A mobile number without its country has the fewest digits. */
const shortest = 11;
/** Of an identity number as it was. */
const shortestButMobile = 15;
/** What makes an amount of the digits before it. */
const ofMoney = /^(?:\.\d\d(?!\d)| ?[元¥])/;

/**
 * Whether it is the number of an identity card, a bank card (16 to 19 digits; with the check digit of ISO/IEC 7812 unless it is
 * known to be one) or a mobile phone; single blanks and hyphens may stand between the digits. `after`: the text that follows.
 */
export function isNumberOfPerson(written: string, ofCard: boolean, after: string): boolean {
  if (written.length < shortest) return false;
  // As short as that only a mobile's is one, with its country or without.
  if (written.length < shortestButMobile && !/^[018]/.test(written)) return false;
  const digits = written.replaceAll(/[ -]/g, '');
  const apart = digits.length < written.length;
  // A date and a serial number: nothing else is as short.
  if (digits.length < shortestButMobile)
    return mobile.test(digits) && !(apart && date.test(written)) && isWrittenAsNumber(written) && !ofMoney.test(after);
  if (identity.test(digits) && (!apart || ofProvince.test(digits))) return true;
  if (shortIdentity.test(digits) && ofProvince.test(digits)) return true;
  if (ofCard && anyCard.test(digits)) return true;
  // Dates one after the other are as long as a card's number.
  if (apart && date.test(written)) return false;
  return (
    (card.test(digits) && hasCheckDigit(digits)) ||
    (mobile.test(digits) && isWrittenAsNumber(written) && !ofMoney.test(after))
  );
}

/** Not a list of numbers of two digits: hours, days, tickets. A country's code stands apart. */
function isWrittenAsNumber(written: string): boolean {
  const groups = written.replace(/^(?:00)?86[ -]/, '').split(/[ -]/);
  return groups.every(({ length }) => length >= 3) || groups.every(({ length }) => length === 1);
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
