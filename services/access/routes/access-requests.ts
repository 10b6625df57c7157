import { AccessRequestForm, AccessRequestInput, AccessTask, Id, idempotencyHeaders } from '@zhiheng/contracts';
import { type App, callerOf, type Problem, problemDocument, toProblem, traceOf } from '@zhiheng/http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { cancelTask, readTask, requestAccess, type TaskDesk } from '../access-task.ts';

const config = { access: { personOrScope: 'requests:write' } } as const;
const tags = ['access requests'];
const Params = Type.Object({ id: Id }, { additionalProperties: false });

/** Ours under the names that the draft gives them; what it does not name keeps its own. */
const draftTypes: Partial<Record<Problem['code'], string>> = {
  'denial-unbound': 'invalid_denial_binding',
  'denial-expired': 'expired_denial',
  'idempotency-mismatch': 'duplicate_request',
  'not-found': 'unknown_task',
  'not-pending': 'invalid_task_state',
};

function errorHandler(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const problem = toProblem(error);
  const name = draftTypes[problem.code];
  if (name === undefined) throw error;
  return reply
    .status(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ ...problemDocument(problem, request), type: `urn:openid:authzen:access-request:error:${name}` });
}

/** The draft AuthZEN Access Request and Approval Profile: from a denial to a request, and how that stands. */
export function accessRequestRoutes(app: App, desk: TaskDesk & { keys: readonly object[] }): void {
  app.post('/access/v1/requests', {
    errorHandler,
    config,
    schema: {
      tags,
      summary: '就被拒的判定提出申请 / ask for what was denied',
      headers: idempotencyHeaders,
      body: AccessRequestInput,
      response: { 202: AccessTask },
    },
    handler: async (request, reply) => {
      const key = request.headers['idempotency-key'];
      const told = await requestAccess(desk, callerOf(request), request.body, traceOf(request), key);
      return reply.status(202).header('location', told.task.status_endpoint).send(told);
    },
  });

  app.get('/access/v1/requests/:id', {
    errorHandler,
    config,
    schema: { tags, summary: '申请进展 / how it stands', params: Params, response: { 200: AccessTask } },
    handler: (request) => readTask(desk, callerOf(request), request.params.id),
  });

  app.post('/access/v1/requests/:id/cancel', {
    errorHandler,
    config,
    schema: { tags, summary: '撤回 / take it back', params: Params, response: { 200: AccessTask } },
    handler: (request) => cancelTask(desk, callerOf(request), request.params.id, traceOf(request)),
  });

  app.get('/access/v1/requests/schema', {
    config: { access: 'public' },
    schema: {
      tags,
      summary: '申请所需的补充内容 / what a submission adds (JSON Schema)',
      response: { 200: Type.Record(Type.String(), Type.Unknown()) },
    },
    handler: async () => ({ ...AccessRequestForm }),
  });

  app.get('/access/v1/jwks', {
    config: { access: 'public' },
    schema: {
      tags,
      summary: '验证 binding_token 与离岗报告签名的公钥 / keys that verify binding tokens and reports of departures',
      response: { 200: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) }) },
    },
    handler: async () => ({ keys: desk.keys as Record<string, unknown>[] }),
  });
}
