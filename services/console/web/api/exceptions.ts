import type { Adjustment, Exception } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export const readExceptions = (state: Exception['state'] | undefined, cursor?: string): Promise<PageOf<Exception>> =>
  answered(client.GET('/api/v1/exceptions', { params: { query: { ...given({ state, cursor }), limit: 50 } } }));

/** Holdings in conflict that are to be given up; `mine`: overdue ones that have come to the caller. */
export const readAdjustments = (
  state: Adjustment['state'] | undefined,
  mine: boolean,
  cursor?: string,
): Promise<PageOf<Adjustment>> =>
  answered(
    client.GET('/api/v1/adjustments', {
      params: { query: { ...given({ state, cursor }), ...(mine ? { escalatedTo: 'me' } : {}), limit: 50 } },
    }),
  );

/** Ends one before its time; what it permitted to hold has to be given up. */
export const endException = (id: string, reason: string): Promise<Exception> =>
  answered(client.POST('/api/v1/exceptions/{id}/end', { body: { reason }, params: { path: { id } } }));
