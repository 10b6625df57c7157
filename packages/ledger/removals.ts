import { Keeping, type RemovedMonth, speaksOfKeeping } from './keeping.ts';

/** Indexes `first` to `last`, among which so many entries are gone although no entry of the log allows it. */
export interface UnlawfulRemoval {
  first: number;
  last: number;
  entries: number;
}

/** Holds the entries that a source says were removed against what the log says of removals. Memory grows with their ranges only. */
export class Removals {
  readonly #gone: { first: number; last: number }[] = [];
  readonly #months: RemovedMonth[] = [];
  readonly #keeping: Keeping;

  /** `whole`: the log is gone over from its first entry. */
  constructor(whole = true) {
    this.#keeping = new Keeping(whole);
  }

  /** In ascending order: the source says that this entry was removed. */
  claim(index: number): void {
    const range = this.#gone.at(-1);
    if (range?.last === index - 1) range.last = index;
    else this.#gone.push({ first: index, last: index });
  }

  /** An entry that is there, in ascending order; it counts when it is the one that hashes to its leaf. */
  see(entry: Uint8Array, index: number, holds: () => boolean): void {
    const month = speaksOfKeeping(entry) && holds() ? this.#keeping.hear(entry, index) : undefined;
    if (month) this.#months.push(month);
  }

  /** What was removed by policy, and what is gone without. */
  settle(): { lawful: RemovedMonth[]; unlawful: UnlawfulRemoval[] } {
    const spans = spansOf(this.#months);
    const unlawful: UnlawfulRemoval[] = [];
    for (const { first, last } of this.#gone)
      for (let at = first; at <= last; ) {
        const span = spans.find((one) => one.last >= at && one.first <= last);
        const from = span ? Math.max(at, span.first) : last + 1;
        if (from > at) unlawful.push({ first: at, last: from - 1, entries: from - at });
        if (!span) break;
        const until = Math.min(last, span.last);
        span.gone += until - from + 1;
        at = until + 1;
      }
    for (const { first, last, gone, entries } of spans)
      if (gone > entries) unlawful.push({ first, last, entries: gone - entries });
    const lawful = this.#months.filter(({ first, last }) =>
      this.#gone.some((range) => range.first <= last && range.last >= first),
    );
    return { lawful, unlawful };
  }
}

interface Span {
  first: number;
  last: number;
  /** Entries that were removed by policy, and entries that are gone. */
  entries: number;
  gone: number;
}

/** Months that overlap make one span: which of its entries were whose can no longer be told. */
function spansOf(months: readonly RemovedMonth[]): Span[] {
  const spans: Span[] = [];
  // A month is removed once; whoever says so again adds nothing.
  const once = new Map(months.map((month) => [month.month, month]));
  for (const { first, last, entries } of [...once.values()].toSorted((one, other) => one.first - other.first)) {
    const span = spans.at(-1);
    if (!span || span.last < first) spans.push({ first, last, entries, gone: 0 });
    else {
      span.last = Math.max(span.last, last);
      span.entries += entries;
    }
  }
  return spans;
}
