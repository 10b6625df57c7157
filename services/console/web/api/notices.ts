import { queryOptions } from '@tanstack/react-query';
import type { Notice, Waiting } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

/** How much waits for me: notices not yet seen, requests to decide. */
export const waitingQuery = queryOptions({
  queryKey: ['waiting'],
  queryFn: (): Promise<Waiting> => answered(client.GET('/api/v1/me/waiting')),
});

export interface NoticeFilters {
  kind?: Notice['kind'] | undefined;
  seen?: boolean | undefined;
}

export const readNotices = (filters: NoticeFilters, cursor?: string): Promise<PageOf<Notice>> =>
  answered(client.GET('/api/v1/notices', { params: { query: { ...given({ ...filters, cursor }), limit: 20 } } }));

export const seeNotice = (id: string): Promise<Notice> =>
  answered(client.POST('/api/v1/notices/{id}/seen', { params: { path: { id } } }));

/** This one and all before it: what has come since the list was read stays new. */
export const seeNoticesThrough = (through: string): Promise<{ unseen: number }> =>
  answered(client.POST('/api/v1/notices/seen', { body: { through } }));
