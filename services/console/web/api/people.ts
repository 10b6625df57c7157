import { queryOptions } from '@tanstack/react-query';
import type { Grant, Me, Person } from '@zhiheng/contracts';
import { allPages, answered, client, given } from './client.ts';

/** The signed-in person; asked for anew when the page comes to the front, so that the navigation follows the grants. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: (): Promise<Me> => answered(client.GET('/api/v1/me')),
  staleTime: 30_000,
});

export interface PeopleFilters {
  unit?: string | undefined;
  state?: 'active' | 'departed' | undefined;
  text?: string | undefined;
}

export interface PageOf<T> {
  data: T[];
  nextCursor: string | null;
}

export const readPeople = (filters: PeopleFilters, limit: number, cursor?: string): Promise<PageOf<Person>> =>
  answered(client.GET('/api/v1/people', { params: { query: { ...given({ ...filters, cursor }), limit } } }));

export const personQuery = (idOrUsername: string) =>
  queryOptions({
    queryKey: ['person', idOrUsername],
    queryFn: (): Promise<Person> =>
      answered(client.GET('/api/v1/people/{idOrUsername}', { params: { path: { idOrUsername } } })),
  });

/** People in sight whose name or username holds the text: the first twenty. */
export const peopleSearch = (text: string) =>
  queryOptions({
    queryKey: ['people-search', text],
    queryFn: async (): Promise<Person[]> => (await readPeople({ state: 'active', text }, 20)).data,
    staleTime: 60_000,
  });

export interface GrantFilters {
  person?: string | undefined;
  role?: string | undefined;
  unit?: string | undefined;
}

/** What is held at this moment and so filtered, by people in sight. */
export const heldGrantsQuery = (filters: GrantFilters) =>
  queryOptions({
    queryKey: ['grants', 'held', filters],
    queryFn: (): Promise<Grant[]> =>
      allPages((cursor) =>
        answered(
          client.GET('/api/v1/grants', {
            params: { query: { ...given({ ...filters, cursor }), state: 'active', limit: 200 } },
          }),
        ),
      ),
  });

export const grantsQuery = (person: string) =>
  queryOptions({
    queryKey: ['grants', person],
    queryFn: (): Promise<Grant[]> =>
      allPages((cursor) =>
        answered(client.GET('/api/v1/grants', { params: { query: { ...given({ cursor }), person, limit: 200 } } })),
      ),
  });
