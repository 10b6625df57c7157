import {
  ActionSearch,
  ActionsFound,
  EntitiesFound,
  EvaluationAnswer,
  EvaluationInput,
  EvaluationsAnswer,
  EvaluationsInput,
  ResourceSearch,
  SubjectSearch,
} from '@zhiheng/contracts';
import { type App, bodyCheck, callerOf, clientOf, type Shortcut, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Decisions } from '../decisions.ts';
import { evaluateAll, permittedAllFromMemory } from '../evaluations.ts';
import type { Searches } from '../search.ts';
import { authzenTransport } from './authzen.ts';

export interface DecisionRouteOptions {
  decisions: Decisions;
  searches: Searches;
  /** `scheme://host:port` of the outside. */
  origin: string;
}

/** Business systems ask as often as they act: the verified token, not the rate limit, bounds who may. */
const config = { access: { personOrScope: 'decide' }, rateLimit: false } as const;
const tags = ['decisions'];

const Url = Type.String({ format: 'uri' });
const Metadata = Type.Object({
  policy_decision_point: Url,
  access_evaluation_endpoint: Url,
  access_evaluations_endpoint: Url,
  search_subject_endpoint: Url,
  search_resource_endpoint: Url,
  search_action_endpoint: Url,
  access_request_endpoint: Url,
  jwks_uri: Url,
  capabilities: Type.Array(Type.String()),
});

/** AuthZEN Authorization API 1.0: a denial is an answer (200), not an error. */
export function decisionRoutes(app: App, { decisions, searches, origin }: DecisionRouteOptions): void {
  const isInquiry = bodyCheck(EvaluationInput);
  const shortcut: Shortcut = (caller, body) =>
    isInquiry(body) ? decisions.permittedFromMemory(caller, body) : undefined;
  app.post('/access/v1/evaluation', {
    ...authzenTransport,
    config: { ...config, shortcut },
    schema: { tags, summary: '判定一项 / may they?', body: EvaluationInput, response: { 200: EvaluationAnswer } },
    handler: (request) => decisions.evaluate(callerOf(request), request.body, () => traceOf(request)),
  });

  const areInquiries = bodyCheck(EvaluationsInput);
  const shortcutOfAll: Shortcut = (caller, body) =>
    areInquiries(body) ? permittedAllFromMemory(decisions, caller, body) : undefined;
  app.post('/access/v1/evaluations', {
    ...authzenTransport,
    config: { ...config, shortcut: shortcutOfAll },
    schema: {
      tags,
      summary: '判定多项 / several at once',
      body: EvaluationsInput,
      response: { 200: EvaluationsAnswer },
    },
    handler: async (request, reply) => {
      const bytes = await evaluateAll(decisions, callerOf(request), request.body, () => traceOf(request));
      return reply.type('application/json; charset=utf-8').send(bytes as never);
    },
  });

  app.post('/access/v1/search/subject', {
    ...authzenTransport,
    config: { access: { scope: 'decide' } },
    schema: { tags, summary: '谁可以 / who may', body: SubjectSearch, response: { 200: EntitiesFound } },
    handler: (request) => searches.subjects(clientOf(request), request.body, traceOf(request)),
  });

  app.post('/access/v1/search/resource', {
    ...authzenTransport,
    config: { access: { personOrScope: 'decide' } },
    schema: { tags, summary: '对哪些可以 / on which they may', body: ResourceSearch, response: { 200: EntitiesFound } },
    handler: (request) => searches.resources(callerOf(request), request.body, traceOf(request)),
  });

  app.post('/access/v1/search/action', {
    ...authzenTransport,
    config: { access: { personOrScope: 'decide' } },
    schema: { tags, summary: '可以做什么 / what they may do', body: ActionSearch, response: { 200: ActionsFound } },
    handler: (request) => searches.actions(callerOf(request), request.body, traceOf(request)),
  });

  app.get('/.well-known/authzen-configuration', {
    config: { access: 'public' },
    schema: {
      tags,
      summary: '判定接口元数据 / AuthZEN metadata',
      response: { 200: Metadata },
    },
    handler: async () => ({
      policy_decision_point: origin,
      access_evaluation_endpoint: `${origin}/access/v1/evaluation`,
      access_evaluations_endpoint: `${origin}/access/v1/evaluations`,
      search_subject_endpoint: `${origin}/access/v1/search/subject`,
      search_resource_endpoint: `${origin}/access/v1/search/resource`,
      search_action_endpoint: `${origin}/access/v1/search/action`,
      access_request_endpoint: `${origin}/access/v1/requests`,
      jwks_uri: `${origin}/access/v1/jwks`,
      capabilities: ['urn:openid:authzen:capability:access-request'],
    }),
  });
}
