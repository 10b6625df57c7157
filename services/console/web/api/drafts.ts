import { queryOptions } from '@tanstack/react-query';
import type { CommentInput, DraftInput, Request, RequestComment, RequestDraft } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export const readDrafts = (cursor?: string): Promise<PageOf<RequestDraft>> =>
  answered(client.GET('/api/v1/requests/drafts', { params: { query: given({ cursor }) } }));

/** As it was saved last; what is typed since is not overwritten by reading it anew. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['draft', id],
    queryFn: (): Promise<RequestDraft> =>
      answered(client.GET('/api/v1/requests/drafts/{id}', { params: { path: { id } } })),
    refetchOnWindowFocus: false,
  });

export const createDraft = (body: DraftInput, key: string): Promise<RequestDraft> =>
  answered(client.POST('/api/v1/requests/drafts', { body, params: { header: { 'idempotency-key': key } } }));

export const saveDraft = (id: string, body: DraftInput): Promise<RequestDraft> =>
  answered(client.PUT('/api/v1/requests/drafts/{id}', { body, params: { path: { id } } }));

export const deleteDraft = (id: string): Promise<unknown> =>
  answered(client.DELETE('/api/v1/requests/drafts/{id}', { params: { path: { id } } }));

export const submitDraft = (id: string): Promise<Request> =>
  answered(client.POST('/api/v1/requests/drafts/{id}/submission', { params: { path: { id } } }));

export const readComments = (id: string, cursor?: string): Promise<PageOf<RequestComment>> =>
  answered(client.GET('/api/v1/requests/{id}/comments', { params: { path: { id }, query: given({ cursor }) } }));

export const comment = (id: string, body: CommentInput, key: string): Promise<RequestComment> =>
  answered(
    client.POST('/api/v1/requests/{id}/comments', {
      body,
      params: { path: { id }, header: { 'idempotency-key': key } },
    }),
  );
