import {
  OneStreamQuery,
  StreamChange,
  StreamConfiguration,
  StreamInput,
  StreamList,
  StreamQuery,
  StreamStatus,
  SubjectInput,
  VerificationInput,
} from '@zhiheng/contracts';
import { type App, clientOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import {
  changeStatus,
  changeStream,
  chooseSubject,
  createStream,
  readStatus,
  readStream,
  readStreams,
  removeStream,
  type StreamOffice,
  verifyStream,
} from '../signals/streams.ts';

const tags = ['signals'];
const config = { access: { scope: 'ssf' } } as const;
const nothing = Type.Null({ description: '无内容 / nothing' });

/** Management of streams, OpenID Shared Signals Framework 1.0, 8.1. Its members are written as there. */
export function signalStreamRoutes(app: App, office: StreamOffice): void {
  app.post('/ssf/streams', {
    config,
    schema: {
      tags,
      summary: '建立事件流 / create a stream',
      body: StreamInput,
      response: { 201: StreamConfiguration },
    },
    handler: async (request, reply) =>
      reply.status(201).send(await createStream(office, clientOf(request), request.body, traceOf(request))),
  });

  app.get('/ssf/streams', {
    config,
    schema: {
      tags,
      summary: '事件流 / one stream, or all of the client',
      querystring: StreamQuery,
      response: { 200: Type.Union([StreamConfiguration, StreamList]) },
    },
    handler: async (request): Promise<StreamConfiguration | StreamConfiguration[]> => {
      const { stream_id: id } = request.query;
      return id === undefined ? readStreams(office, clientOf(request)) : readStream(office, clientOf(request), id);
    },
  });

  for (const [method, whole, summary] of [
    ['PATCH', false, '更改事件流 / change what is named'],
    ['PUT', true, '替换事件流 / replace a stream’s choices'],
  ] as const)
    app.route({
      method,
      url: '/ssf/streams',
      config,
      schema: { tags, summary, body: StreamChange, response: { 200: StreamConfiguration } },
      handler: (request) => {
        const { stream_id: id, delivery, events_requested, description } = request.body;
        const wish: StreamInput = {
          ...(delivery ? { delivery } : {}),
          ...(events_requested ? { events_requested } : {}),
          ...(description === undefined ? {} : { description }),
        };
        return changeStream(office, clientOf(request), { id, wish, whole }, traceOf(request));
      },
    });

  app.delete('/ssf/streams', {
    config,
    schema: { tags, summary: '删除事件流 / delete a stream', querystring: OneStreamQuery, response: { 204: nothing } },
    handler: async (request, reply) => {
      await removeStream(office, clientOf(request), request.query.stream_id, traceOf(request));
      return reply.status(204).send(null);
    },
  });

  app.get('/ssf/status', {
    config,
    schema: { tags, summary: '事件流状态 / its status', querystring: OneStreamQuery, response: { 200: StreamStatus } },
    handler: (request) => readStatus(office, clientOf(request), request.query.stream_id),
  });

  app.post('/ssf/status', {
    config,
    schema: {
      tags,
      summary: '启用、暂停、停用 / enable, pause or disable a stream',
      body: StreamStatus,
      response: { 200: StreamStatus },
    },
    handler: (request) => changeStatus(office, clientOf(request), request.body, traceOf(request)),
  });

  for (const [url, about, status, summary] of [
    ['/ssf/subjects/add', 'in', 200, '纳入人员 / take somebody in who was left out'],
    ['/ssf/subjects/remove', 'out', 204, '排除人员 / leave somebody out'],
  ] as const)
    app.post(url, {
      config,
      schema: { tags, summary, body: SubjectInput, response: { [status]: nothing } },
      handler: async (request, reply) => {
        const { stream_id: id, subject } = request.body;
        await chooseSubject(office, clientOf(request), { id, subject, about }, traceOf(request));
        return reply.status(status).send(null);
      },
    });

  app.post('/ssf/verify', {
    config,
    schema: {
      tags,
      summary: '验证事件流 / ask for a verification event',
      body: VerificationInput,
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      const { stream_id: id, state } = request.body;
      await verifyStream(office, clientOf(request), { id, state });
      return reply.status(204).send(null);
    },
  });
}
