import { queryOptions } from '@tanstack/react-query';
import type { HeldConflict, Staffing } from '@zhiheng/contracts';
import { allPages, answered, client, given } from './client.ts';

const limit = 500;

export const staffingQuery = queryOptions({
  queryKey: ['staffing'],
  queryFn: (): Promise<Staffing[]> =>
    allPages((cursor) =>
      answered(client.GET('/api/v1/staffing', { params: { query: { ...given({ cursor }), limit } } })),
    ),
});

export const conflictsQuery = queryOptions({
  queryKey: ['conflicts'],
  queryFn: (): Promise<HeldConflict[]> =>
    allPages((cursor) =>
      answered(client.GET('/api/v1/conflicts', { params: { query: { ...given({ cursor }), limit } } })),
    ),
});
