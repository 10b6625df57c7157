import { queryOptions } from '@tanstack/react-query';
import type { ControlNotice, ControlWaiting, DueDays, Task } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

/** What of internal control waits for me: notices not yet seen, things to do. */
export const controlWaitingQuery = queryOptions({
  queryKey: ['control-waiting'],
  queryFn: (): Promise<ControlWaiting> => answered(client.GET('/api/v1/control-waiting')),
});

export const readTasks = (cursor?: string): Promise<PageOf<Task>> =>
  answered(client.GET('/api/v1/tasks', { params: { query: { ...given({ cursor }), limit: 50 } } }));

export const dueDaysQuery = (month: string) =>
  queryOptions({
    queryKey: ['due-days', month],
    queryFn: (): Promise<DueDays> => answered(client.GET('/api/v1/due-days', { params: { query: { month } } })),
  });

export interface ControlNoticeFilters {
  kind?: ControlNotice['kind'] | undefined;
  seen?: boolean | undefined;
}

export const readControlNotices = (filters: ControlNoticeFilters, cursor?: string): Promise<PageOf<ControlNotice>> =>
  answered(
    client.GET('/api/v1/control-notices', { params: { query: { ...given({ ...filters, cursor }), limit: 20 } } }),
  );

export const seeControlNotice = (id: string): Promise<ControlNotice> =>
  answered(client.POST('/api/v1/control-notices/{id}/seen', { params: { path: { id } } }));

/** This one and all before it: what has come since the list was read stays new. */
export const seeControlNoticesThrough = (through: string): Promise<{ unseen: number }> =>
  answered(client.POST('/api/v1/control-notices/seen', { body: { through } }));
