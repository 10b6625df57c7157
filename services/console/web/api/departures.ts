import { queryOptions } from '@tanstack/react-query';
import type { Departure, DepartureInput, DeparturePreview } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

/** What the departure of this person would do at this moment. */
export const departurePreviewQuery = (idOrUsername: string, enabled: boolean) =>
  queryOptions({
    queryKey: ['departure-preview', idOrUsername],
    queryFn: (): Promise<DeparturePreview> =>
      answered(client.GET('/api/v1/people/{idOrUsername}/departure/preview', { params: { path: { idOrUsername } } })),
    enabled,
    staleTime: 0,
    gcTime: 0,
  });

export const depart = (idOrUsername: string, body: DepartureInput): Promise<Departure> =>
  answered(client.POST('/api/v1/people/{idOrUsername}/departure', { body, params: { path: { idOrUsername } } }));

export const readDepartures = (cursor?: string): Promise<PageOf<Departure>> =>
  answered(client.GET('/api/v1/departures', { params: { query: { ...given({ cursor }), limit: 50 } } }));

export const departureQuery = (id: string) =>
  queryOptions({
    queryKey: ['departure', id],
    queryFn: (): Promise<Departure> => answered(client.GET('/api/v1/departures/{id}', { params: { path: { id } } })),
  });
