import { infiniteQueryOptions } from '@tanstack/react-query';
import type { LogVerification, VerificationResult } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export type Finding = VerificationResult['findings'][number];

/** How often it is asked how far a verification is. */
const everyMs = 1_000;

export const isUnfinished = ({ state }: LogVerification): boolean => state === 'queued' || state === 'running';

/** Verifications of the whole log, newest first; asked for anew while one is under way. */
export const verificationsQuery = infiniteQueryOptions({
  queryKey: ['verifications'],
  queryFn: ({ pageParam }): Promise<PageOf<LogVerification>> =>
    answered(
      client.GET('/audit/v1/verifications', { params: { query: { ...given({ cursor: pageParam }), limit: 10 } } }),
    ),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  refetchInterval: ({ state }) => (state.data?.pages[0]?.data.some(isUnfinished) ? everyMs : false),
});

export const startVerification = (): Promise<LogVerification> =>
  answered(client.POST('/audit/v1/verifications', { body: {} }));

export const cancelVerification = (id: string): Promise<LogVerification> =>
  answered(client.POST('/audit/v1/verifications/{id}/cancellation', { params: { path: { id } } }));
