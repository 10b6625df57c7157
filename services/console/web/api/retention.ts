import { queryOptions } from '@tanstack/react-query';
import type { Hold, RemovalPreview, RetainedMonth, Retention } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';
import type { paths } from './schema.gen.ts';

/** How long the log is kept: months after the end of a month. */
export type Periods = Pick<Retention, 'keepMonths' | 'onlineMonths'>;

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: (): Promise<Retention> => answered(client.GET('/audit/v1/retention')),
});

/** Done at once, or asked for until a second person asks the same. */
export const setRetention = async (input: Periods & { reason: string }): Promise<'set' | 'asked'> =>
  (await answered(client.PUT('/audit/v1/retention', { body: input }))).state;

export const takeBackRetention = (reason: string): Promise<Retention> =>
  answered(client.POST('/audit/v1/retention/withdrawal', { body: { reason } }));

/** Months that were archived, newest first. */
export const readMonths = (due: boolean, cursor?: string): Promise<PageOf<RetainedMonth>> =>
  answered(
    client.GET('/audit/v1/retention/months', {
      params: { query: { ...given({ cursor }), ...(due && { due }), limit: 50 } },
    }),
  );

export const previewRemoval = (month: string): Promise<RemovalPreview> =>
  answered(client.GET('/audit/v1/retention/months/{month}/removal/preview', { params: { path: { month } } }));

/** Asks for it, or confirms what another has asked for. */
export const removeMonth = async (month: string, reason: string): Promise<'asked' | 'removed'> =>
  (
    await answered(
      client.POST('/audit/v1/retention/months/{month}/removal', { params: { path: { month } }, body: { reason } }),
    )
  ).state;

export const takeBackRemoval = (month: string, reason: string): Promise<RetainedMonth> =>
  answered(
    client.POST('/audit/v1/retention/months/{month}/removal/withdrawal', {
      params: { path: { month } },
      body: { reason },
    }),
  );

export type NewHold = paths['/audit/v1/holds']['post']['requestBody']['content']['application/json'];

/** Newest first. */
export const readHolds = (active: boolean, cursor?: string): Promise<PageOf<Hold>> =>
  answered(
    client.GET('/audit/v1/holds', {
      params: { query: { ...given({ cursor }), ...(active && { active }), limit: 50 } },
    }),
  );

export const placeHold = (input: NewHold): Promise<Hold> => answered(client.POST('/audit/v1/holds', { body: input }));

export const releaseHold = (id: string, reason: string): Promise<Hold> =>
  answered(client.POST('/audit/v1/holds/{id}/release', { params: { path: { id } }, body: { reason } }));
