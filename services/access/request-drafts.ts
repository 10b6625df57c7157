import { type DraftInput, RequestInput, said } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import { bodyCheck, fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { type Desk, requireActive } from './desk.ts';
import { draftEntry } from './draft-endings.ts';
import { submitRequest } from './request-submit.ts';
import { keepMade, madeBefore, type Retry, retryOf } from './retry.ts';
import { countDrafts, type DraftRow, deleteDrafts, insertDraft, listDrafts, updateDraft } from './store/draft-store.ts';
import { lockPeople } from './store/locks.ts';
import { append, type LogEntry } from './store/log-store.ts';
import { findByIdempotencyKey, type StoredRequest } from './store/request-store.ts';

/** So many one person keeps; two who save at once may come out one or two above. */
const most = 100;
/** The key under which a draft is submitted once, however often it is sent. */
const keyOf = (id: string): string => `draft ${id}`;

/** What somebody does to which of their drafts. */
interface DraftAct {
  caller: PersonCaller;
  action: 'draft.saved' | 'draft.deleted';
  id: string;
  trace: Trace;
  retry?: Retry | undefined;
}

/**
 * Requests that are not submitted yet: what their author has typed, seen by nobody else, in the way of nothing. An author who leaves
 * leaves none behind.
 */
export class RequestDrafts {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The caller's own, newest first. */
  list({ centre, person }: PersonCaller, page: { before?: string; limit: number }): Promise<DraftRow[]> {
    return inCentre(this.#desk.database, centre, (transaction) => listDrafts(transaction, centre, person, page));
  }

  /** Throws `not-found`. */
  async read({ centre, person }: PersonCaller, id: string): Promise<DraftRow> {
    const [row] = await inCentre(this.#desk.database, centre, (transaction) =>
      listDrafts(transaction, centre, person, { id, limit: 1 }),
    );
    return row ?? unknown(id);
  }

  /**
   * The same `key` again gives the draft as it is now. Throws `too-many-drafts`, `idempotency-mismatch`, and `not-found` where what
   * was made under the key has been submitted or deleted: it is not made twice.
   */
  create(caller: PersonCaller, content: DraftInput, trace: Trace, key?: string): Promise<DraftRow> {
    const { centre, person } = caller;
    const retry = retryOf(caller, 'draft', key, Object.entries(content).sort());
    const make = async (transaction: Transaction): Promise<DraftRow> => {
      if ((await countDrafts(transaction, centre, person)) >= most)
        throw new Problem('too-many-drafts', said('draft-limit', { most }));
      const row = await insertDraft(transaction, centre, person, content);
      await append(transaction, centre, draftEntry('draft.saved', row.id, trace));
      await keepMade(transaction, centre, retry, row.id);
      return row;
    };
    const tell = async (transaction: Transaction, id: string): Promise<DraftRow> =>
      (await listDrafts(transaction, centre, person, { id, limit: 1 }))[0] ?? unknown(id);
    return this.#act({ caller, action: 'draft.saved', id: 'new', trace, retry }, (transaction, before) =>
      before === undefined ? make(transaction) : tell(transaction, before),
    );
  }

  /** In the place of what was saved before. Throws `not-found`. */
  save(caller: PersonCaller, id: string, content: DraftInput, trace: Trace): Promise<DraftRow> {
    const { centre, person } = caller;
    return this.#act({ caller, action: 'draft.saved', id, trace }, async (transaction) => {
      const row = (await updateDraft(transaction, centre, person, id, content)) ?? unknown(id);
      await append(transaction, centre, draftEntry('draft.saved', id, trace));
      return row;
    });
  }

  /** Throws `not-found`. */
  delete(caller: PersonCaller, id: string, trace: Trace): Promise<void> {
    const { centre, person: author } = caller;
    return this.#act({ caller, action: 'draft.deleted', id, trace }, async (transaction) => {
      if ((await deleteDrafts(transaction, centre, { author, id })).length === 0) unknown(id);
      await append(transaction, centre, draftEntry('draft.deleted', id, trace));
    });
  }

  /**
   * Submits it as it was saved last, judged as any submission, and drops the draft in the same transaction; submitted again it gives the
   * request it has become. Throws `not-found`, `invalid-request` for what is missing, `busy` when it was saved anew meanwhile, and what
   * `submitRequest` throws.
   */
  async submit(caller: PersonCaller, id: string, trace: Trace): Promise<StoredRequest> {
    const { centre, person: author } = caller;
    const { draft, made } = await inCentre(this.#desk.database, centre, async (transaction) => ({
      draft: (await listDrafts(transaction, centre, author, { id, limit: 1 }))[0],
      made: await findByIdempotencyKey(transaction, centre, author, keyOf(id)),
    }));
    if (made) return made;
    const { content } = draft ?? unknown(id);
    return submitRequest(this.#desk, caller, wholeOf(content), trace, keyOf(id), async (transaction) => {
      const gone = await deleteDrafts(transaction, centre, { author, id, content });
      if (gone.length === 0) throw new Problem('busy', said('draft-moved'));
      await append(transaction, centre, { ...draftEntry('draft.deleted', id, trace), reason: 'submitted' });
    });
  }

  /** Under the author's lock, so that a departure is before it or sees what it made. `before`: what its retry has made already. */
  #act<T>(
    { caller, action, id, trace, retry }: DraftAct,
    work: (transaction: Transaction, before: string | undefined) => Promise<T>,
  ): Promise<T> {
    const refused: LogEntry = { ...draftEntry(action, id, trace), outcome: 'denied' };
    return act(this.#desk.database, caller.centre, refused, async (transaction) => {
      const before = await madeBefore(transaction, caller.centre, retry);
      await lockPeople(transaction, caller.centre, [[caller.person, 'key share']]);
      await requireActive(transaction, caller);
      return work(transaction, before);
    });
  }
}

const isWhole = bodyCheck(RequestInput);

function wholeOf(content: DraftInput): RequestInput {
  if (isWhole(content)) return content;
  throw fieldProblem('invalid-request', '/reason', said('missing'));
}

function unknown(id: string): never {
  throw new Problem('not-found', said('no-draft', { id }));
}
