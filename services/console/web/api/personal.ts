import { queryOptions } from '@tanstack/react-query';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';
import type { Answer } from './schema-types.ts';

/** Whose data lie beside an entry; not the data. */
export type EntrySubject = Answer<'/audit/v1/personal/subjects'>['data'][number];
export type PersonalData = Answer<'/audit/v1/personal'>['data'][number];
export type Erasure = Answer<'/audit/v1/erasures'>['data'][number];
export const erasureStates = ['asked', 'erased', 'withdrawn'] as const;
export type ErasureState = (typeof erasureStates)[number];

export const subjectsQuery = (entry: string) =>
  queryOptions({
    queryKey: ['subjects', entry],
    queryFn: async (): Promise<EntrySubject[]> =>
      (await answered(client.GET('/audit/v1/personal/subjects', { params: { query: { entry } } }))).data,
  });

/** An entry of the log says who has read them, and why. */
export const readPersonal = async (entry: string, reason: string): Promise<PersonalData[]> =>
  (await answered(client.GET('/audit/v1/personal', { params: { query: { entry, reason } } }))).data;

export const readErasures = (state: ErasureState | undefined, cursor?: string): Promise<PageOf<Erasure>> =>
  answered(client.GET('/audit/v1/erasures', { params: { query: { ...given({ state, cursor }), limit: 50 } } }));

/** Asks for it, or confirms what another has asked for. */
export const eraseSubject = async (hash: string, reason: string): Promise<'asked' | 'erased'> =>
  (await answered(client.DELETE('/audit/v1/subjects/{hash}', { params: { path: { hash }, query: { reason } } }))).state;

export const takeBackErasure = (hash: string, reason: string): Promise<unknown> =>
  answered(client.POST('/audit/v1/subjects/{hash}/withdrawal', { params: { path: { hash } }, body: { reason } }));
