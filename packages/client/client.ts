import type { Entry, EntryInput } from '@zhiheng/contracts';
import { appendEntries } from './append.ts';
import { type Cases, casesOver } from './cases.ts';
import { type Decisions, decisionsOver } from './decisions.ts';
import {
  type EntryFilters,
  type EntryQueryOptions,
  type FollowOptions,
  followEntries,
  queryEntries,
  type SequencedEntry,
} from './entries.ts';
import { LastChange } from './epoch.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import { type Resources, resourcesOver } from './resources.ts';
import { type Search, searchOver } from './search.ts';
import { longPollTimeout, type Streams, streamsOver } from './streams.ts';
import { createTokenSource } from './tokens.ts';
import { createTransport } from './transport.ts';
import { type Caller, tokenVerifierOf } from './verify-token.ts';

export interface ZhihengClient extends Decisions, Cases, Resources, Streams {
  /**
   * The epoch that the last change of this client has reached, 0 before the first; `check`, `checkMany` and `search` are answered
   * from no earlier, by whichever process. Another service, or process of yours, may name it as `context.policyEpoch`.
   */
  readonly policyEpoch: number;
  /** Who may, on which, and what; needs the scope `decide`. */
  search: Search;
  /** Entries of the log, newest first; needs the scope `audit:read`. */
  queryEntries(filters?: EntryFilters, options?: EntryQueryOptions): AsyncGenerator<Entry, void, undefined>;
  /** Appends up to 1,000 entries, all or none, and gives their ids; needs the scope `audit:write`. Throws ZhihengError. */
  appendEntries(entries: readonly EntryInput[], options?: CallOptions): Promise<string[]>;
  /** Entries in the order of the log, and then what is appended; needs the scope `audit:read`. */
  followEntries(filters?: EntryFilters, options?: FollowOptions): AsyncGenerator<SequencedEntry, void, undefined>;
  /** Who a bearer token names. Throws ZhihengError `not-authenticated`, or `unavailable` without the signing keys. */
  verifyToken(token: string): Promise<Caller>;
}

/** A client of one Zhiheng. It keeps tokens and keys in memory and opens nothing: there is nothing to close. */
export function createClient(options: ClientOptions): ZhihengClient {
  const lastChange = new LastChange();
  const tokens = createTokenSource(options);
  const send = createTransport(options, tokens, lastChange);
  const sendLong = createTransport({ ...options, timeout: longPollTimeout }, tokens, lastChange);
  return {
    get policyEpoch() {
      return lastChange.epoch;
    },
    ...decisionsOver(send, lastChange, options),
    ...casesOver(send),
    ...resourcesOver(send),
    ...streamsOver(send, sendLong, options),
    search: searchOver(send, lastChange),
    appendEntries: (entries, call) => appendEntries(send, entries, call),
    queryEntries: (filters = {}, query = {}) => queryEntries(send, filters, query),
    followEntries: (filters = {}, follow = {}) => followEntries(send, filters, follow),
    verifyToken: tokenVerifierOf(options),
  };
}
