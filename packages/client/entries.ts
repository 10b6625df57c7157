import type { Entry, MonthInArchive, Outcome, RemovedMonth } from '@zhiheng/contracts';
import { unavailable, ZhihengError } from './error.ts';
import { type PageOptions, rows } from './rows.ts';
import type { Transport } from './transport.ts';

/** What a query of the log may ask for; every field that is given must hold. */
export interface EntryFilters {
  /** The whole name, or its beginning up to a dot: `request.` */
  action?: string;
  outcome?: Outcome;
  /** Username of who acted. */
  actor?: string;
  /** Username or id of a person who acted or whom the entry is about. */
  person?: string;
  client?: string;
  targetType?: string;
  target?: string;
  /** This unit and all below it. */
  unit?: string;
  /** This unit alone. */
  onlyUnit?: string;
  item?: string;
  case?: string;
  correlationId?: string;
  /** Part of the reason. */
  reason?: string;
  /** RFC 3339; `since` itself belongs to the range, `until` does not. */
  since?: string;
  until?: string;
}

/** Entries that were asked for and are not searched: older ones are taken out of the database month by month. */
export interface PassedOver {
  /** RFC 3339. From then on all was searched. */
  searchableFrom: string;
  /** Newest first. In the archive: their entries are in the bundles under `/audit/log/{centre}/tile/entries/`. */
  archived: readonly MonthInArchive[];
  /** Newest first. Removed by policy; the log's entry of the index `removal` says by whom. */
  removed: readonly RemovedMonth[];
}

export interface EntryQueryOptions extends PageOptions {
  /** Told once of what was asked for and is no longer searched. */
  onPassedOver?: (passed: PassedOver) => void;
}

export interface FollowOptions extends PageOptions {
  /** Told of entries that are passed over, once of each month. Without it, to follow from there is refused as `not-found`. */
  onPassedOver?: (passed: PassedOver) => void;
  /** First index that is wanted; who has dealt with entry n goes on with n + 1. Default 0. */
  from?: number;
}

/** An entry that has its place in the log. */
export type SequencedEntry = Entry & { index: number };

/** Seconds that the log may keep a call waiting for news: whoever follows gives a call more time than that. */
const patience = 2;

/**
 * Entries in the order of the log, each exactly once, and then what is appended, for as long as they are taken or until the
 * signal. Throws ZhihengError; `from` goes on behind the last one that was dealt with. Nothing is passed over unsaid.
 */
export async function* followEntries(
  send: Transport,
  filters: EntryFilters,
  { from = 0, pageSize = 100, onPassedOver = refuse, ...options }: FollowOptions = {},
): AsyncGenerator<SequencedEntry, void, undefined> {
  const query = new URLSearchParams({
    ...filters,
    from: String(from),
    limit: String(pageSize),
    wait: String(patience),
  });
  let toldTo = -1;
  while (!options.signal?.aborted) {
    const path = `/audit/v1/entries/feed?${query}`;
    const answer = await send({ method: 'GET', path, scope: 'audit:read', ...options }).catch((error) => {
      if (options.signal?.aborted) return undefined;
      throw error;
    });
    if (answer === undefined && options.signal?.aborted) return;
    const { data, nextCursor } = (answer instanceof Object ? answer : {}) as {
      data?: SequencedEntry[];
      nextCursor?: string;
    };
    if (!Array.isArray(data) || typeof nextCursor !== 'string') throw unavailable('the answer is no part of the feed');
    const passed: PassedOver | undefined = passedOver(answer);
    // A month may leave while it is still to be followed.
    if (passed && lastOf(passed) > toldTo) {
      onPassedOver(passed);
      toldTo = lastOf(passed);
    }
    yield* data;
    query.delete('from');
    query.set('cursor', nextCursor);
  }
}

/**
 * Entries, newest first, fetched page by page as they are taken. What is appended meanwhile shifts nothing: no entry is
 * left out or given twice. Throws ZhihengError.
 */
export function queryEntries(
  send: Transport,
  filters: EntryFilters,
  { onPassedOver, ...options }: EntryQueryOptions = {},
): AsyncGenerator<Entry, void, undefined> {
  let told = false;
  const onPage = (page: object) => {
    const passed = told ? undefined : passedOver(page);
    if (passed) onPassedOver?.(passed);
    told ||= passed !== undefined;
  };
  return rows<Entry>(send, { path: '/audit/v1/entries', scope: 'audit:read', filters, onPage }, options);
}

function passedOver(answer: unknown): PassedOver | undefined {
  const { searchableFrom, archived = [], removed = [] } = answer as Partial<PassedOver>;
  const some = archived.length + removed.length > 0;
  return typeof searchableFrom === 'string' && some ? { searchableFrom, archived, removed } : undefined;
}

const lastOf = ({ archived, removed }: PassedOver): number =>
  Math.max(...[...archived, ...removed].map(({ lastIndex }) => lastIndex));

function refuse(passed: PassedOver): never {
  throw new ZhihengError('not-found', {
    detail: `Entries before ${passed.searchableFrom} are not in the database any more. Follow from ${lastOf(passed) + 1} on, or say what to do by onPassedOver.`,
  });
}
