import { queryOptions } from '@tanstack/react-query';
import { allPages, answered, client, given } from './client.ts';

const path = '/api/v1/decision-log/types';

/** Types of resources of which what is permitted is logged. */
export const loggedTypesQuery = queryOptions({
  queryKey: ['logged-types'],
  queryFn: () => allPages((cursor) => answered(client.GET(path, { params: { query: given({ cursor }) } }))),
});

const params = (type: string) => ({ params: { path: { type } } });
export const beginLogging = (type: string) => answered(client.PUT(`${path}/{type}`, params(type)));
export const stopLogging = (type: string) => answered(client.DELETE(`${path}/{type}`, params(type)));
