import { queryOptions } from '@tanstack/react-query';
import type {
  FindingDetail,
  FindingInput,
  FindingNature,
  FindingState,
  RectificationDetail,
  RectificationInput,
  RectificationState,
} from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';

export interface FindingFilters {
  state?: FindingState | undefined;
  nature?: FindingNature | undefined;
  unit?: string | undefined;
  overdue?: true | undefined;
}
export interface RectificationFilters {
  state?: RectificationState | undefined;
  unit?: string | undefined;
  overdue?: true | undefined;
}

export const readFindings = (filters: FindingFilters, cursor?: string) =>
  answered(client.GET('/api/v1/findings', { params: { query: { ...given({ ...filters, cursor }), limit: 50 } } }));

export const readFindingsFile = (filters: FindingFilters): Promise<Blob> =>
  answered<Blob>(client.GET('/api/v1/findings.xlsx', { params: { query: given({ ...filters }) }, parseAs: 'blob' }));

export const findingQuery = (id: string) =>
  queryOptions({
    queryKey: ['finding', id],
    queryFn: () => answered<FindingDetail>(client.GET('/api/v1/findings/{id}', { params: { path: { id } } })),
  });

/** `key`: one for each filling-in of the form, so that a retry makes nothing twice. */
export const recordFinding = (body: FindingInput, key: string) =>
  answered<FindingDetail>(client.POST('/api/v1/findings', { body, params: { header: { 'idempotency-key': key } } }));

interface FindingBodies {
  feedback: Record<string, never>;
  response: { response: 'accept' | 'dispute'; reason?: string };
  judgement: { judgement: 'uphold' | 'withdraw'; reason: string };
  confirmation: { confirm: boolean; reason?: string };
  withdrawal: { reason: string };
  correction: { reason: string };
  transfer: { note: string; evidence: { name: string; digest: string }[] };
}

/** Does something with a finding. */
export const moveFinding = <A extends keyof FindingBodies>(id: string, act: A, body: FindingBodies[A]) =>
  answered<FindingDetail>(
    client.POST(`/api/v1/findings/{id}/${act}` as '/api/v1/findings/{id}/withdrawal', {
      body: body as { reason: string },
      params: { path: { id } },
    }),
  );

export const readRectifications = (filters: RectificationFilters, cursor?: string) =>
  answered(
    client.GET('/api/v1/rectifications', { params: { query: { ...given({ ...filters, cursor }), limit: 50 } } }),
  );

export const readRectificationsFile = (filters: RectificationFilters): Promise<Blob> =>
  answered<Blob>(
    client.GET('/api/v1/rectifications.xlsx', { params: { query: given({ ...filters }) }, parseAs: 'blob' }),
  );

export const rectificationQuery = (id: string) =>
  queryOptions({
    queryKey: ['rectification', id],
    queryFn: () =>
      answered<RectificationDetail>(client.GET('/api/v1/rectifications/{id}', { params: { path: { id } } })),
  });

export const orderRectification = (body: RectificationInput, key: string) =>
  answered<RectificationDetail>(
    client.POST('/api/v1/rectifications', { body, params: { header: { 'idempotency-key': key } } }),
  );

interface RectificationBodies {
  receipt: Record<string, never>;
  answer: { note: string; evidence: { name: string; digest: string }[] };
  recheck: { result: 'verify' | 'return'; note?: string; accountability?: string };
  closure: { result: 'close' | 'refuse'; note?: string; accountability?: string };
  voiding: { reason: string };
  extension: { workingDays: number; reason: string };
}

/** Does something with an order; what is asked of the leadership is answered with the approval. */
export const moveRectification = <A extends keyof RectificationBodies>(
  id: string,
  act: A,
  body: RectificationBodies[A],
) =>
  answered<unknown>(
    client.POST(`/api/v1/rectifications/{id}/${act}` as '/api/v1/rectifications/{id}/answer', {
      body: body as RectificationBodies['answer'],
      params: { path: { id } },
    }),
  );
