import { queryOptions } from '@tanstack/react-query';
import type { Entry, Outcome } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';
import type { paths } from './schema.gen.ts';

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;

/** An entry's place in the tree, the path to the root, and the signed checkpoint of that root. */
export type Proof = Answer<'/audit/v1/entries/{id}/proof'>;
/** What recomputing the whole log has found. */
export type Verification = Answer<'/audit/v1/verification'>;
export type Finding = Verification['findings'][number];

export const filterNames = [
  'person',
  'actor',
  'action',
  'outcome',
  'unit',
  'item',
  'case',
  'targetType',
  'target',
  'client',
  'correlationId',
  'since',
  'until',
] as const;
export type EntryFilters = { [K in (typeof filterNames)[number]]?: string };

export const readEntries = (filters: EntryFilters, cursor?: string): Promise<PageOf<Entry>> => {
  const { outcome, ...others } = filters;
  const query = { ...given({ ...others, cursor, outcome: outcome as Outcome | undefined }), limit: 50 };
  return answered(client.GET('/audit/v1/entries', { params: { query } }));
};

export const entryQuery = (id: string) =>
  queryOptions({
    queryKey: ['entry', id],
    queryFn: (): Promise<Entry> => answered(client.GET('/audit/v1/entries/{id}', { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const readProof = (id: string): Promise<Proof> =>
  answered(client.GET('/audit/v1/entries/{id}/proof', { params: { path: { id } } }));

/** The newest signed checkpoint, as anybody may fetch it. */
export const readCheckpoint = (centre: string): Promise<string> =>
  answered(client.GET('/audit/log/{centre}/checkpoint', { params: { path: { centre } }, parseAs: 'text' }));

/** The key that verifies the log's signatures: a C2SP vkey line. */
export const readKey = (centre: string): Promise<string> =>
  answered(client.GET('/audit/log/{centre}/key', { params: { path: { centre } }, parseAs: 'text' }));

export const verifyLog = (): Promise<Verification> => answered(client.GET('/audit/v1/verification'));
