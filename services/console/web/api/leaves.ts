import { queryOptions } from '@tanstack/react-query';
import type { Leave, LeaveInput, LeavePreview } from '@zhiheng/contracts';
import { allPages, answered, client, given } from './client.ts';

/** What a leave would do and leave unstaffed; nothing is changed by asking. */
export const previewLeave = (idOrUsername: string, body: LeaveInput): Promise<LeavePreview> =>
  answered(client.POST('/api/v1/people/{idOrUsername}/leave/preview', { body, params: { path: { idOrUsername } } }));

export const orderLeave = (idOrUsername: string, body: LeaveInput): Promise<Leave> =>
  answered(client.POST('/api/v1/people/{idOrUsername}/leave', { body, params: { path: { idOrUsername } } }));

/** Ends a leave early, or takes one back that has not begun. */
export const endLeave = (id: string): Promise<Leave> =>
  answered(client.DELETE('/api/v1/leaves/{id}', { params: { path: { id } } }));

/** Every leave of a person that is in sight, newest first. */
export const leavesQuery = (person: string) =>
  queryOptions({
    queryKey: ['leaves', person],
    queryFn: (): Promise<Leave[]> =>
      allPages((cursor) =>
        answered(client.GET('/api/v1/leaves', { params: { query: { ...given({ cursor }), person, limit: 50 } } })),
      ),
  });
