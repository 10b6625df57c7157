import { type EntryInput, said } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction, violates } from '@zhiheng/database';
import { Batcher, fieldProblem, Problem } from '@zhiheng/http';
import { completeOf, type IntakeFacts, type Offer, offerOf, sameFacts } from './offer.ts';
import { appendAlone, appendEntries, findEntries } from './store/entry-store.ts';

/** What became of an offer: the id of its entry, or why it was refused. */
type Verdict = PromiseSettledResult<string>;

interface Bounds {
  /** Single entries of one centre that may wait before newcomers are told `busy`. Default 2,000. */
  waiting?: number;
  /** Entries of all centres that are held in memory, single or in batches. Default 20,000. */
  held?: number;
}

/**
 * Takes in what other services hand to the log. Single entries of one centre that wait at the same moment share a
 * transaction, each with its own verdict; several in one request have one of their own and stand or fall together.
 */
export class Intake {
  readonly #database: Database;
  readonly #queue: number;
  readonly #most: number;
  #held = 0;
  readonly #singles = new Map<string, Batcher<Offer, string>>();
  readonly #several = new Map<string, Batcher<readonly Offer[], string[]>>();

  constructor(database: Database, { waiting = 2_000, held = 20_000 }: Bounds = {}) {
    this.#database = database;
    this.#queue = waiting;
    this.#most = held;
  }

  /**
   * Appends an entry and gives its id. One whose id is stored already with the same facts is not written again. Throws
   * Problem `idempotency-mismatch` (that id says something else), `invalid-request`, `too-large`, `busy`.
   */
  takeOne(centre: string, entry: EntryInput, facts: IntakeFacts): Promise<string> {
    const offer = offerOf(entry, facts, 0);
    const batcher = madeOnce(
      this.#singles,
      centre,
      () => new Batcher((offers) => this.#settle(centre, offers), { queue: this.#queue, runs: 2 }),
    );
    return this.#holding(1, () => batcher.add(offer));
  }

  /**
   * Appends all or none and gives the ids in order; refuses like `takeOne`, and an id that stands twice. What comes to one centre at the same moment goes
   * in one after the other: side by side they took the processors from the sequencer, which then had all of it still to do.
   */
  takeSeveral(centre: string, entries: readonly EntryInput[], facts: IntakeFacts): Promise<string[]> {
    const batcher = madeOnce(
      this.#several,
      centre,
      () => new Batcher(([offers]) => this.#settleTogether(centre, offers as readonly Offer[]), { most: 1 }),
    );
    return this.#holding(entries.length, async () => {
      const offers = entries.map((entry, place) => offerOf(entry, facts, place));
      requireDistinctIds(offers);
      return batcher.add(offers);
    });
  }

  /** What waits for the database is held in memory: beyond a bound newcomers are sent away before they cost any. */
  async #holding<T>(count: number, work: () => Promise<T>): Promise<T> {
    if (this.#held + count > this.#most) throw new Problem('busy');
    this.#held += count;
    try {
      return await work();
    } finally {
      this.#held -= count;
    }
  }

  async #settleTogether(centre: string, offers: readonly Offer[]): Promise<PromiseSettledResult<string[]>[]> {
    const ids =
      (await this.#appendAll(centre, offers)) ??
      (await this.#inTransaction(centre, async (transaction) =>
        (await appendNew(transaction, centre, offers)).map(idOrThrow),
      ));
    return [{ status: 'fulfilled', value: ids }];
  }

  async #settle(centre: string, offers: readonly Offer[]): Promise<Verdict[]> {
    const ids = haveDistinctIds(offers) ? await this.#appendAll(centre, offers) : undefined;
    return (
      ids?.map((value) => ({ status: 'fulfilled', value })) ??
      this.#inTransaction(centre, (transaction) => appendNew(transaction, centre, offers))
    );
  }

  /** Undefined when an id may be stored already, which is rare: so nobody looks for it beforehand. */
  async #appendAll(centre: string, offers: readonly Offer[]): Promise<string[] | undefined> {
    try {
      return await appendAlone(this.#database, centre, offers);
    } catch (error) {
      // An id of long ago is refused, unless its entry is known.
      if (violates(error) || codeOf(error) === '22023') return undefined;
      throw explain(error);
    }
  }

  /** The same ids may be arriving twice at this moment: the second look finds what the first one collided with. */
  async #inTransaction<T>(centre: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const run = () => inCentre(this.#database, centre, work);
    try {
      return await run().catch((error) => (violates(error) ? run() : Promise.reject(error)));
    } catch (error) {
      throw explain(error);
    }
  }
}

function madeOnce<T>(made: Map<string, T>, name: string, make: () => T): T {
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known;
}

function requireDistinctIds(offers: readonly Offer[]): void {
  const seen = new Set<string>();
  for (const [place, { id }] of offers.entries()) {
    if (id === undefined) continue;
    if (seen.has(id)) throw fieldProblem('invalid-request', `/${place}/id`, said('twice-in-batch'));
    seen.add(id);
  }
}

const haveDistinctIds = (offers: readonly Offer[]): boolean => {
  const ids = offers.flatMap(({ id }) => id ?? []);
  return new Set(ids).size === ids.length;
};

/** Writes what is not stored yet. Of offers that share an id the first is written and the others are held against it. */
async function appendNew(transaction: Transaction, centre: string, offers: readonly Offer[]): Promise<Verdict[]> {
  const ids = offers.flatMap(({ id }) => id ?? []);
  const stored = ids.length ? await findEntries(transaction, centre, ids) : [];
  const known = new Map<string, EntryInput>(stored.map((entry) => [entry.id, entry]));
  const fresh = offers.filter((offer) => {
    const { id } = offer;
    if (id === undefined) return true;
    if (known.has(id)) return false;
    known.set(id, completeOf(offer));
    return true;
  });
  const writtenIds = await appendEntries(transaction, centre, fresh.map(completeOf));
  const idOf = new Map(fresh.map((offer, place) => [offer, writtenIds[place] as string]));
  return offers.map((offer) => {
    const written = idOf.get(offer);
    return written === undefined ? repeated(offer, known) : { status: 'fulfilled', value: written };
  });
}

function repeated(offer: Offer, known: ReadonlyMap<string, EntryInput>): Verdict {
  const id = offer.id as string;
  return sameFacts(offer, known.get(id) as EntryInput)
    ? { status: 'fulfilled', value: id }
    : { status: 'rejected', reason: new Problem('idempotency-mismatch', said('entry-differs', { id })) };
}

function idOrThrow(verdict: Verdict): string {
  if (verdict.status === 'rejected') throw verdict.reason;
  return verdict.value;
}

/** As the database counts; with id, time and centre it stays within what a bundle can hold (C2SP tlog-tiles): 65,535. */
const tooLong = said('entry-too-long');

/** What `audit.append` refuses although the schema of the route let it pass. */
function explain(error: unknown): unknown {
  const { message } = error as { message?: string };
  const code = codeOf(error);
  if (code === '54000') return new Problem('too-large', tooLong, {}, { cause: error });
  if (code === '22003') return new Problem('invalid-request', said('number-too-large'), {}, { cause: error });
  if (code === '22023' || code === '22P02')
    return new Problem('invalid-request', said('entry-refused', { why: message ?? code }), {}, { cause: error });
  return error;
}

const codeOf = (error: unknown): string | undefined => (error as { code?: string }).code;
