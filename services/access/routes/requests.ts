import {
  DecisionInput,
  Id,
  IdOrCode,
  idempotencyHeaders,
  Page,
  pageQuery,
  Request,
  RequestInput,
  RequestPreview,
  requestStates,
  said,
} from '@zhiheng/contracts';
import { type App, type PersonCaller, Problem, personOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { decideRequest, withdrawRequest } from '../request-decide.ts';
import { shownRequest } from '../request-document.ts';
import { shownOutlook } from '../request-outlook.ts';
import { pageRequests, seeRequest } from '../request-read.ts';
import { previewRequest, submitRequest } from '../request-submit.ts';
import { findPerson } from '../store/people-store.ts';
import { look, type View } from '../viewer.ts';

const access = 'person' as const;
const closed = { additionalProperties: false } as const;
const Params = Type.Object({ id: Id }, closed);

/** Requests on their way through tiered approval. */
export function requestRoutes(app: App, desk: Desk): void {
  app.get('/api/v1/requests', {
    config: { access },
    schema: {
      tags: ['requests'],
      summary: '申请 / requests, newest first; candidate=me is the inbox',
      querystring: Type.Object(
        {
          state: Type.Optional(Type.Enum(requestStates)),
          requester: Type.Optional(IdOrCode),
          beneficiary: Type.Optional(IdOrCode),
          candidate: Type.Optional(
            Type.String({
              maxLength: 64,
              description: 'me 或本人用户名：待我审批 / me or own username: what I may decide',
            }),
          ),
          informed: Type.Optional(
            Type.String({
              maxLength: 64,
              description: 'me 或本人用户名：知会我的 / me or own username: what I was told of',
            }),
          ),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(Request) },
    },
    handler: (request) => {
      const { state, candidate, informed, limit = defaultLimit, cursor, ...people } = request.query;
      const caller = personOf(request);
      const before = idOfCursor(cursor);
      for (const self of [candidate, informed]) if (self !== undefined) requireSelf(caller, self);
      return look(desk, caller, async (view) => {
        const ids = await idsOf(view, caller, people);
        if (!ids) return { data: [], nextCursor: null };
        return pageRequests(view, {
          ...(state === undefined ? {} : { state }),
          ...ids,
          inbox: candidate !== undefined,
          ...(informed === undefined ? {} : { informed: caller.person }),
          ...(before === undefined ? {} : { before }),
          limit,
        });
      });
    },
  });

  app.get('/api/v1/requests/:id', {
    config: { access },
    schema: { tags: ['requests'], summary: '一项申请 / one request', params: Params, response: { 200: Request } },
    handler: (request) => look(desk, personOf(request), (view) => seeRequest(view, request.params.id)),
  });

  app.post('/api/v1/requests/preview', {
    config: { access },
    schema: {
      tags: ['requests'],
      summary: '预览 / what would become of a request; changes nothing',
      body: RequestInput,
      response: { 200: RequestPreview },
    },
    handler: (request) => {
      const caller = personOf(request);
      const english = prefersEnglish(request.headers['accept-language']);
      return look(desk, caller, async (view) => {
        const outlook = await previewRequest(desk, view.transaction, caller, request.body);
        return shownOutlook(view, outlook, english);
      });
    },
  });

  app.post('/api/v1/requests', {
    config: { access },
    schema: {
      tags: ['requests'],
      summary: '提交申请 / submit a request',
      headers: idempotencyHeaders,
      body: RequestInput,
      response: { 201: Request },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const key = request.headers['idempotency-key'];
      const stored = await submitRequest(desk, caller, request.body, traceOf(request), key);
      const document = await shownRequest(desk, caller, stored);
      return reply.status(201).header('location', `/api/v1/requests/${document.id}`).send(document);
    },
  });

  app.post('/api/v1/requests/:id/decisions', {
    config: { access },
    schema: {
      tags: ['requests'],
      summary: '审批 / approve or reject the open stage',
      params: Params,
      body: DecisionInput,
      response: { 200: Request },
    },
    handler: async (request) => {
      const caller = personOf(request);
      const { id } = request.params;
      return shownRequest(desk, caller, await decideRequest(desk, caller, id, request.body, traceOf(request)));
    },
  });

  app.post('/api/v1/requests/:id/withdrawal', {
    config: { access },
    schema: {
      tags: ['requests'],
      summary: '撤回申请 / take a pending request back',
      params: Params,
      response: { 200: Request },
    },
    handler: async (request) => {
      const caller = personOf(request);
      return shownRequest(desk, caller, await withdrawRequest(desk, caller, request.params.id, traceOf(request)));
    },
  });
}

/** The inbox is one's own: what another may decide is nobody else's list. */
function requireSelf(caller: PersonCaller, candidate: string): void {
  if (![caller.username, caller.person, 'me'].includes(candidate))
    throw new Problem('not-permitted', said('own-inbox-only'));
}

/** The ids behind usernames; undefined when one names nobody, and so no request. */
async function idsOf<T extends { requester?: string; beneficiary?: string }>(
  { transaction, centre }: View,
  caller: PersonCaller,
  names: T,
): Promise<{ requester?: string; beneficiary?: string } | undefined> {
  const ids: { requester?: string; beneficiary?: string } = {};
  for (const field of ['requester', 'beneficiary'] as const) {
    const name = names[field];
    if (name === undefined) continue;
    const id = name === 'me' ? caller.person : (await findPerson(transaction, centre, name))?.id;
    if (id === undefined) return undefined;
    ids[field] = id;
  }
  return ids;
}
