import { queryOptions } from '@tanstack/react-query';
import type { Deputy, DeputyInput } from '@zhiheng/contracts';
import { allPages, answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export const readDeputies = (cursor?: string): Promise<PageOf<Deputy>> =>
  answered(client.GET('/api/v1/deputies', { params: { query: { ...given({ cursor }), limit: 50 } } }));

export const nameDeputy = (body: DeputyInput): Promise<Deputy> => answered(client.POST('/api/v1/deputies', { body }));

export const endDeputy = (id: string): Promise<unknown> =>
  answered(client.DELETE('/api/v1/deputies/{id}', { params: { path: { id } } }));

/** For whom somebody decides at this moment. */
export const principalsQuery = (deputy: string) =>
  queryOptions({
    queryKey: ['deputies', 'principals', deputy],
    queryFn: (): Promise<Deputy[]> =>
      allPages((cursor) =>
        answered(
          client.GET('/api/v1/deputies', {
            params: { query: { ...given({ cursor }), deputy, state: 'active', limit: 50 } },
          }),
        ),
      ),
    staleTime: 60_000,
  });
