import { queryOptions } from '@tanstack/react-query';
import type { Chain, GrantLimitInForce, Item, Role, Rule, Unit } from '@zhiheng/contracts';
import { allPages, answered, client, given } from './client.ts';

/** The catalogue changes seldom, and only through approvals. */
const staleTime = 5 * 60_000;
const limit = 500;

export const unitsQuery = queryOptions({
  queryKey: ['units'],
  queryFn: (): Promise<Unit[]> =>
    allPages((cursor) => answered(client.GET('/api/v1/units', { params: { query: { ...given({ cursor }), limit } } }))),
  staleTime,
});

export const itemsQuery = queryOptions({
  queryKey: ['items'],
  queryFn: (): Promise<Item[]> =>
    allPages((cursor) => answered(client.GET('/api/v1/items', { params: { query: { ...given({ cursor }), limit } } }))),
  staleTime,
});

export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: (): Promise<Role[]> =>
    allPages((cursor) => answered(client.GET('/api/v1/roles', { params: { query: { ...given({ cursor }), limit } } }))),
  staleTime,
});

export const rulesQuery = queryOptions({
  queryKey: ['rules'],
  queryFn: (): Promise<Rule[]> =>
    allPages((cursor) => answered(client.GET('/api/v1/rules', { params: { query: { ...given({ cursor }), limit } } }))),
  staleTime,
});

export const chainsQuery = queryOptions({
  queryKey: ['chains'],
  queryFn: (): Promise<Chain[]> =>
    allPages((cursor) =>
      answered(client.GET('/api/v1/chains', { params: { query: { ...given({ cursor }), limit } } })),
    ),
  staleTime,
});

export const limitsQuery = queryOptions({
  queryKey: ['limits'],
  queryFn: async (): Promise<GrantLimitInForce[]> => (await answered(client.GET('/api/v1/limits'))).data,
  staleTime,
});
