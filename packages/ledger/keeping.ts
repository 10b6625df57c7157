/**
 * What a log says of its own keeping: how long, what is held, what was asked for and removed. By it verifiers excuse what is gone, so
 * that it stays when the month in which it stands is removed.
 */
const keeping = 'month|removal|retention|hold';
const mark = new RegExp(`"action":"(?:${keeping})\\.`);
const ownAction = new RegExp(`^(?:${keeping}|erasure|subject)\\.`);
/** Canonical JSON has its names in order: only an account's id stands before the action. */
const headLength = 120;
const decoder = new TextDecoder();

/** Whether nobody but the log itself may append an entry of this action. */
export const isOwnAction = (action: string): boolean => ownAction.test(action);

/** Whether these are the canonical bytes of an entry about the keeping of its log. */
export const speaksOfKeeping = (entry: Uint8Array): boolean =>
  maySpeakOfKeeping(entry) && mark.test(decoder.decode(entry.subarray(0, headLength)));

const [quote, colon, lastOfName] = [0x22, 0x3a, 0x6e];
const actionHead = new TextEncoder().encode('{"action":"');
const firstLetters: ReadonlySet<number> = new Set(keeping.split('|').map((word) => word.charCodeAt(0)));

/** What settles it for most, without decoding them: whether such a word may begin behind `n":"`. Where nothing stands before the action, it is there or nowhere. */
function maySpeakOfKeeping(entry: Uint8Array): boolean {
  if (beginsWithAction(entry)) return firstLetters.has(entry[actionHead.length] as number);
  const last = Math.min(headLength, entry.length) - 3;
  for (let at = 2; at < last; at++)
    if (
      entry[at] === colon &&
      entry[at - 1] === quote &&
      entry[at - 2] === lastOfName &&
      entry[at + 1] === quote &&
      firstLetters.has(entry[at + 2] as number)
    )
      return true;
  return false;
}

function beginsWithAction(entry: Uint8Array): boolean {
  for (let at = 0; at < actionHead.length; at++) if (entry[at] !== actionHead[at]) return false;
  return true;
}

/** A month whose entries were removed by policy, as an entry of the log itself says. */
export interface RemovedMonth {
  /** UTC, `YYYY-MM`. */
  month: string;
  /** Least and greatest index of its entries; entries of other months may lie between. */
  first: number;
  last: number;
  entries: number;
  /** Index of the entry that says so. */
  index: number;
}

/** An entry about the keeping of its log, as far as it is looked at here. */
interface Said {
  action: string;
  at: string;
  person?: string;
  target?: string;
  after?: { keepMonths: number; onlineMonths: number };
  details?: Record<string, unknown>;
}

/** Months that any log is kept at least, and those of one that nobody has decided otherwise of. */
const leastMonths = 6;
const usualMonths = 120;

/** Follows how a log is kept by its own entries, and judges what it says was removed. */
export class Keeping {
  #keepMonths: number;
  #shorter: Said | undefined;
  /** By month: who asked last that it be removed. */
  readonly #asked = new Map<string, string | undefined>();
  readonly #holds = new Map<string | undefined, Said>();

  /** `whole`: it is followed from its first entry. Else what was decided before is not known, nor held against it. */
  constructor(whole: boolean) {
    this.#keepMonths = whole ? usualMonths : leastMonths;
  }

  /**
   * In the order of the log. Gives the month that this entry removes: one that had been kept long enough by the policy in force, asked
   * for by one person and confirmed by another, while no hold touched it.
   */
  hear(entry: Uint8Array, index: number): RemovedMonth | undefined {
    try {
      const said = JSON.parse(decoder.decode(entry)) as Said;
      if (said.action === 'month.removed') return this.#removal(said, index);
      this.#follow(said);
    } catch {
      // What cannot be read decides nothing.
    }
    return undefined;
  }

  #follow(said: Said): void {
    const { action, person, target = '' } = said;
    if (action === 'removal.asked') this.#asked.set(target, person);
    else if (action === 'removal.withdrawn') this.#asked.delete(target);
    else if (action === 'retention.asked') this.#shorter = said;
    else if (action === 'retention.withdrawn') this.#shorter = undefined;
    else if (action === 'retention.set') this.#set(said);
    else if (action === 'hold.placed') this.#holds.set(target, said);
    else if (action === 'hold.released' && isAnother(person, this.#holds.get(target)?.person))
      this.#holds.delete(target);
  }

  #set({ person, after }: Said): void {
    const months = after?.keepMonths;
    if (!Number.isSafeInteger(months) || months === undefined) return;
    if (months < this.#keepMonths) {
      const asked = this.#shorter;
      const same = asked?.after?.keepMonths === months && asked.after.onlineMonths === after?.onlineMonths;
      if (!same || !isAnother(person, asked.person)) return;
      this.#shorter = undefined;
    }
    this.#keepMonths = months;
  }

  #removal({ at, person, details }: Said, index: number): RemovedMonth | undefined {
    const { month, first, last, entries, keepMonths } = details as unknown as RemovedMonth & { keepMonths: number };
    const numbers = [first, last, entries, keepMonths].every((value) => Number.isSafeInteger(value) && value >= 0);
    if (!numbers || last >= index || first > last || entries > last - first + 1) return undefined;
    if (!isAnother(person, this.#asked.get(month))) return undefined;
    if (!(Date.parse(at) >= startOf(month, 1 + Math.max(leastMonths, this.#keepMonths, keepMonths)))) return undefined;
    if ([...this.#holds.values()].some((hold) => touches(hold, month))) return undefined;
    this.#asked.delete(month);
    return { month, first, last, entries, index };
  }
}

/** Nobody alone: both are known, and not the same. */
const isAnother = (person: string | undefined, first: string | undefined): boolean =>
  person !== undefined && first !== undefined && person !== first;

/** What is not told to end before the month, or to begin after it, touches it. */
function touches({ details }: Said, month: string): boolean {
  const instant = (at: unknown) => Date.parse(String(at));
  return !(instant(details?.since) >= startOf(month, 1)) && !(instant(details?.until) <= startOf(month, 0));
}

/** The beginning of the month that comes so many after this one. */
function startOf(month: string, after: number): number {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return Date.UTC(year, number - 1 + after);
}
