import { queryOptions } from '@tanstack/react-query';
import type { DecisionInput, Request, RequestInput, RequestPreview } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export interface RequestFilters {
  requester?: string;
  beneficiary?: string;
  candidate?: string;
  informed?: string;
  state?: Request['state'];
}

export const readRequests = (filters: RequestFilters, cursor?: string): Promise<PageOf<Request>> =>
  answered(client.GET('/api/v1/requests', { params: { query: { ...given({ ...filters, cursor }), limit: 50 } } }));

export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: ['request', id],
    queryFn: (): Promise<Request> => answered(client.GET('/api/v1/requests/{id}', { params: { path: { id } } })),
  });

/** What would become of it at this moment; asked anew whenever the form says something else. */
export const previewQuery = (input: RequestInput | undefined) =>
  queryOptions({
    queryKey: ['preview', input],
    queryFn: (): Promise<RequestPreview> =>
      answered(client.POST('/api/v1/requests/preview', { body: input as RequestInput })),
    enabled: input !== undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

export const submitRequest = (body: RequestInput, key: string): Promise<Request> =>
  answered(client.POST('/api/v1/requests', { body, params: { header: { 'idempotency-key': key } } }));

export const decideRequest = (id: string, body: DecisionInput): Promise<Request> =>
  answered(client.POST('/api/v1/requests/{id}/decisions', { body, params: { path: { id } } }));

export const withdrawRequest = (id: string): Promise<Request> =>
  answered(client.POST('/api/v1/requests/{id}/withdrawal', { params: { path: { id } } }));
