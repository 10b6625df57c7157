import { queryOptions } from '@tanstack/react-query';
import type { Entry, EntryFacets, RemovedMonth } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import { asQuery, type EntryFilters } from './entry-filters.ts';
import type { Answer } from './schema-types.ts';

/** An entry's place in the tree, the path to the root, and the signed checkpoint of that root. */
export type Proof = Answer<'/audit/v1/entries/{id}/proof'>;

/** A page with the ways to the pages beside it, as far as there are any. */
export interface EntryPage {
  data: Entry[];
  nextCursor: string | null;
  previousCursor: string | null;
  /** The page ended before it was full, having looked through to this instant. */
  lookedTo?: string;
  /** What is older was not searched. Absent: all that was asked for was. */
  searchableFrom?: string;
  /** Of that, what was removed by policy. */
  removed?: RemovedMonth[];
}

/** Newest first. */
export const readEntries = (filters: EntryFilters, cursor?: string, limit = 50): Promise<EntryPage> =>
  answered(
    client.GET('/audit/v1/entries', { params: { query: { ...asQuery(filters), ...given({ cursor }), limit } } }),
  );

export const facetsQuery = (filters: EntryFilters) =>
  queryOptions({
    queryKey: ['facets', filters],
    queryFn: (): Promise<EntryFacets> =>
      answered(client.GET('/audit/v1/entries/facets', { params: { query: { ...asQuery(filters), top: 8 } } })),
  });

export const entryQuery = (id: string) =>
  queryOptions({
    queryKey: ['entry', id],
    queryFn: (): Promise<Entry> => answered(client.GET('/audit/v1/entries/{id}', { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const readProof = (id: string): Promise<Proof> =>
  answered(client.GET('/audit/v1/entries/{id}/proof', { params: { path: { id } } }));

/** The newest signed checkpoint, as anybody may fetch it; or the largest that a witness has cosigned. */
export const readCheckpoint = (centre: string, cosigned = false): Promise<string> =>
  answered(
    client.GET('/audit/log/{centre}/checkpoint', {
      params: { path: { centre }, query: cosigned ? { cosigned } : {} },
      parseAs: 'text',
    }),
  );

/** The key that verifies the log's signatures: a C2SP vkey line. */
export const readKey = (centre: string): Promise<string> =>
  answered(client.GET('/audit/log/{centre}/key', { params: { path: { centre } }, parseAs: 'text' }));
