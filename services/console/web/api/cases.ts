import { queryOptions } from '@tanstack/react-query';
import type { Case, CaseCandidate } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export const caseFilterNames = ['unit', 'item', 'state', 'referencePrefix'] as const;
export type CaseFilters = { [K in (typeof caseFilterNames)[number]]?: string };

export const readCases = ({ state, ...others }: CaseFilters, cursor?: string): Promise<PageOf<Case>> => {
  const query = { ...given({ ...others, cursor, state: state as Case['state'] | undefined }), limit: 50 };
  return answered(client.GET('/api/v1/cases', { params: { query } }));
};

export const caseQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', id],
    queryFn: (): Promise<Case> => answered(client.GET('/api/v1/cases/{id}', { params: { path: { id } } })),
  });

/** Who holds the duty that it waits for, each judged as their step would be. */
export const readCandidates = (id: string, cursor?: string): Promise<PageOf<CaseCandidate>> =>
  answered(
    client.GET('/api/v1/cases/{id}/candidates', {
      params: { path: { id }, query: { ...given({ cursor }), limit: 50 } },
    }),
  );

export const cancelCase = (id: string, reason: string): Promise<Case> =>
  answered(client.POST('/api/v1/cases/{id}/cancellation', { params: { path: { id } }, body: { reason } }));
