import type { EntryInput } from './entry.ts';
import { isNumberOfPerson } from './numbers-of-people.ts';

/** What settles it for nearly every text: eleven numerals with at most one blank or hyphen between them. */
const manyDigits = /\p{N}(?:[\s\p{Z}\p{Pd}\p{Cf}\u2212]?\p{N}){10}/u;
const ascii = /^[\x20-\x7e]*$/;
/** Hyphens and blanks of all kinds, and what is not seen at all. */
const blank = /[\p{Zs}\p{Cf}]/u;
const hyphen = /[\p{Pd}\u2212]/u;

/** Digits, and the X of an identity number, with at most one blank or hyphen between them; not within a longer word. */
const runs = /(?<![0-9A-Za-z])\d(?:[ -]?\d)*(?:[ -]?[Xx])?(?![0-9A-Za-z])/g;
/** Ids are not taken apart: what stands between their hyphens may look like anything. */
const uuids = /(?<![0-9A-Za-z])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9A-Za-z])/gi;
const uuidLength = 36;
/** Ends in what an earlier masking has left. */
const masked = /(?:\*[ -]?){7}$/;
const kept = 4;
/** Characters of a masked number, blanks and hyphens between them, at most; and digits of the longest number with its prefix. */
const [mostBefore, mostDigits] = [14, 23];
/** Of a mobile number. */
const fewestDigits = 11;
/** Of an identity or a card. */
const fewestOfCard = 15;
/** With its country or without; set apart from that, it begins by itself. */
const mobileBegins = /(?<!\d)(?:86)?1[ -]?[3-9]/;

/**
 * The text with numbers of identity cards, bank cards and mobile phones masked, however their digits are written or set apart:
 * `*` for each character but the last four, blanks and hyphens stay. Masking what is masked changes nothing. `ofCard`: it is
 * known to be about cards or accounts, so that 16 to 19 digits need no check digit.
 */
export function maskText(text: string, ofCard = false): string {
  if (!mayHaveNumber(text) || !manyDigits.test(text)) return text;
  const readable = ascii.test(text) ? text : [...text].map(plainly).join('');
  // One unit for each character, so that a place here is a place there.
  const plain = readable.length < uuidLength ? readable : readable.replace(uuids, (id) => 'u'.repeat(id.length));
  let characters: string[] | undefined;
  for (const { 0: run, index } of plain.matchAll(runs)) {
    const before = plain.slice(Math.max(0, index - mostBefore), index);
    const after = plain.slice(index + run.length, index + run.length + 4);
    for (const { from, to } of numbersIn(run, before, after, ofCard)) {
      characters ??= [...text];
      cover(characters, plain, index + from, index + to);
    }
  }
  return characters?.join('') ?? text;
}

/**
 * What settles it before any expression: each text of each entry is asked, and most references have a date and a serial number. A number has so many
 * characters that may be digits, of which Chinese ones are none; where they are too few for a card, a mobile's begins with 13 to 19.
 */
function mayHaveNumber(text: string): boolean {
  let digits = 0;
  let foreign = false;
  for (let place = 0; digits < fewestOfCard && place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code >= 0x30 && code <= 0x39) digits++;
    else if (code > 0x7f && (code < 0x4e00 || code > 0x9fff)) {
      digits++;
      foreign = true;
    }
  }
  if (digits < fewestDigits) return false;
  return foreign || digits === fewestOfCard || mobileBegins.test(text);
}

/** How the eye reads it: NFKC makes one digit of every form it has. */
function plainly(character: string): string {
  if (/[\x20-\x7e]/.test(character)) return character;
  if (blank.test(character)) return ' ';
  if (hyphen.test(character)) return '-';
  const normal = character.normalize('NFKC');
  return normal.length === 1 ? normal : '\ufffd';
}

interface Span {
  from: number;
  to: number;
}

/** Where numbers of people stand in a run of digits. They begin and end where its groups do. */
function numbersIn(run: string, before: string, after: string, ofCard: boolean): Span[] {
  const found: Span[] = [];
  if (run.length < fewestDigits) return found;
  const groups = groupsOf(run);
  let next = masked.test(before) ? pastRemainder(groups) : 0;
  while (next < groups.length && run.length - (groups[next]?.from ?? 0) >= fewestDigits) {
    const within = groups.slice(next, next + mostDigits);
    const from = groups[next]?.from ?? 0;
    // The longest first: a card's number may begin like a telephone's.
    const last = within.findLastIndex(({ to }) =>
      isNumberOfPerson(run.slice(from, to), ofCard, to === run.length ? after : ''),
    );
    const end = within[last];
    if (end) found.push({ from, to: end.to });
    next += Math.max(last, 0) + 1;
  }
  return found;
}

/** What stands between single blanks and hyphens. */
function groupsOf(run: string): Span[] {
  const groups: Span[] = [];
  let from = 0;
  for (let at = 0; at <= run.length; at++) {
    const character = run[at];
    if (character !== undefined && character !== ' ' && character !== '-') continue;
    groups.push({ from, to: at });
    from = at + 1;
  }
  return groups;
}

/** The last four characters of a masked number begin no other. */
function pastRemainder(groups: readonly Span[]): number {
  let left = kept;
  const first = groups.findIndex(({ from, to }) => {
    left -= to - from;
    return left < 0;
  });
  return first < 0 ? groups.length : first;
}

function cover(characters: string[], plain: string, from: number, to: number): void {
  const start = plain[from - 1] === '+' ? from - 1 : from;
  const places = Array.from({ length: to - start }, (_, place) => start + place);
  const digits = places.filter((place) => !/[ -]/.test(plain[place] as string));
  for (const place of digits.slice(0, -kept)) characters[place] = '*';
}

const cardName = /card|account|acct|卡|[账帐][号户]/i;

/**
 * Every text within a JSON value, names of members included. What a member says whose name speaks of cards or accounts is taken
 * for a number of one. The value is known not to be nested too deep. What holds nothing to mask is given back as it is: nearly all does.
 */
export function maskValue(value: unknown, ofCard = false): unknown {
  if (typeof value === 'string') return maskText(value, ofCard);
  if (typeof value === 'number') return ofCard && value >= 1e15 ? maskText(String(value), true) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const masked = value.map((inner) => maskValue(inner, ofCard));
    return masked.every((inner, place) => inner === value[place]) ? value : masked;
  }
  const members = value as Record<string, unknown>;
  const names = Object.keys(members);
  const maskMember = (name: string) => maskValue(members[name], ofCard || speaksOfCard(name));
  if (names.every((name) => maskMember(name) === members[name] && maskText(name) === name)) return value;
  return Object.fromEntries(names.map((name) => [maskText(name), maskMember(name)]));
}

/** Names come again and again. So many are remembered at most. */
const spoken = new Map<string, boolean>();
const mostSpoken = 10_000;

function speaksOfCard(name: string): boolean {
  let speaks = spoken.get(name);
  if (speaks === undefined) {
    speaks = cardName.test(name.normalize('NFKC'));
    if (spoken.size >= mostSpoken) spoken.clear();
    spoken.set(name, speaks);
  }
  return speaks;
}

/**
 * An entry of our own services as it may be logged for ever: numbers of people masked in what people write, and in what its
 * snapshots say. The reference of a case stays, by which it is found; so does a target as short as a telephone's number,
 * which in some places is a username.
 */
export function maskEntry<T extends Partial<EntryInput>>(entry: T): T {
  const { target, reason, before, after, details } = entry;
  const isReference = entry.targetType === 'case' && entry.case !== undefined;
  return {
    ...entry,
    ...(target !== undefined && target.length > 11 && !isReference && { target: maskText(target) }),
    ...(reason !== undefined && { reason: maskText(reason) }),
    ...(before !== undefined && { before: maskValue(before) }),
    ...(after !== undefined && { after: maskValue(after) }),
    ...(details !== undefined && { details: maskValue(details) }),
  };
}
