import type { Entry } from '@zhiheng/contracts';
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
import type { ClientOptions } from './options.ts';
import { type Search, searchOver } from './search.ts';
import { createTokenSource } from './tokens.ts';
import { createTransport } from './transport.ts';
import { type Caller, tokenVerifierOf } from './verify-token.ts';

export interface ZhihengClient extends Decisions, Cases {
  /** Who may, on which, and what; needs the scope `decide`. */
  search: Search;
  /** Entries of the log, newest first; needs the scope `audit:read`. */
  queryEntries(filters?: EntryFilters, options?: EntryQueryOptions): AsyncGenerator<Entry, void, undefined>;
  /** Entries in the order of the log, and then what is appended; needs the scope `audit:read`. */
  followEntries(filters?: EntryFilters, options?: FollowOptions): AsyncGenerator<SequencedEntry, void, undefined>;
  /** Who a bearer token names. Throws ZhihengError `not-authenticated`, or `unavailable` without the signing keys. */
  verifyToken(token: string): Promise<Caller>;
}

/** A client of one Zhiheng. It keeps tokens and keys in memory and opens nothing: there is nothing to close. */
export function createClient(options: ClientOptions): ZhihengClient {
  const send = createTransport(options, createTokenSource(options));
  return {
    ...decisionsOver(send, options),
    ...casesOver(send, options),
    search: searchOver(send),
    queryEntries: (filters = {}, query = {}) => queryEntries(send, filters, query),
    followEntries: (filters = {}, follow = {}) => followEntries(send, filters, follow),
    verifyToken: tokenVerifierOf(options),
  };
}
