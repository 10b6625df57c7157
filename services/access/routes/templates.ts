import {
  Bulk,
  BulkDecisionInput,
  BulkFile,
  BulkInput,
  BulkPreview,
  BulkVerdicts,
  Id,
  idempotencyHeaders,
  noSuch,
  Page,
  PostTemplate,
  pageQuery,
  type Request,
  said,
} from '@zhiheng/contracts';
import { type App, callerOf, Problem, personOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { bulkOf, decideBulk, previewBulk, submitBulk } from '../bulk.ts';
import { linesOfFile } from '../bulk-file.ts';
import type { Desk } from '../desk.ts';
import { pageInMemory } from '../list-page.ts';
import { postTemplates } from '../post-template.ts';
import { asShown } from '../request-document.ts';
import { seeRequest } from '../request-read.ts';
import { usernamesOf } from '../store/people-store.ts';
import { look, type View } from '../viewer.ts';

const access = 'person' as const;
const closed = { additionalProperties: false } as const;
const Params = Type.Object({ id: Id }, closed);
const tags = ['requests'];

/** What each post is given, and requests that are previewed, submitted and decided many at once. */
export function templateRoutes(app: App, desk: Desk): void {
  if (!app.hasContentTypeParser('text/csv'))
    app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.get('/api/v1/post-templates', {
    config: { access: { personOrScope: 'decide' } },
    schema: {
      tags: ['people'],
      summary: '岗位模板 / what each post is given',
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(PostTemplate) },
    },
    handler: (request) =>
      look(desk, callerOf(request), async ({ transaction, centre }) =>
        pageInMemory(
          await postTemplates(transaction, centre),
          ({ post, unitKind, unit }) => JSON.stringify([post, unitKind, unit]),
          request.query,
        ),
      ),
  });

  app.post('/api/v1/requests/bulk/lines', {
    config: { access },
    schema: {
      tags,
      summary: '读取批量文件 / reads the lines of a CSV file (UTF-8 or GB18030); changes nothing',
      consumes: ['text/csv'],
      body: {
        content: {
          'text/csv': {
            schema: Type.Unsafe<Buffer>({
              description:
                '人员,岗位,机构,变更,角色,起,止,顶岗人,顶岗至,顶岗安排 / beneficiary, post, unit, change, role, validFrom, validUntil, coverBy, coverUntil, coverNote',
              examples: ['人员,岗位,机构\nnewcomer,经办岗,enterprise-pension\n'],
            }),
          },
        },
      },
      response: { 200: BulkFile },
    },
    handler: async (request) => {
      personOf(request);
      if (!Buffer.isBuffer(request.body))
        throw new Problem('unsupported-media-type', said('media-type', { type: 'text/csv' }));
      return linesOfFile(request.body, prefersEnglish(request.headers['accept-language']) ? 'en' : 'zh');
    },
  });

  app.post('/api/v1/requests/bulk/preview', {
    config: { access },
    schema: {
      tags,
      summary: '批量预览 / what would become of each line; changes nothing',
      body: BulkInput,
      response: { 200: BulkPreview },
    },
    handler: (request) => {
      const caller = personOf(request);
      const english = prefersEnglish(request.headers['accept-language']);
      return look(desk, caller, (view) => previewBulk(desk, view, caller, request.body, english));
    },
  });

  app.post('/api/v1/requests/bulk', {
    config: { access },
    schema: {
      tags,
      summary: '批量提交 / submits every line as a request of its own, together',
      headers: idempotencyHeaders,
      body: BulkInput,
      response: { 201: Bulk },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const english = prefersEnglish(request.headers['accept-language']);
      const id = await submitBulk(desk, caller, request.body, traceOf(request), request.headers['idempotency-key']);
      const document = await look(desk, caller, (view) => bulkDocument(view, id, english));
      return reply.status(201).header('location', `/api/v1/requests/bulk/${id}`).send(document);
    },
  });

  app.get('/api/v1/requests/bulk/:id', {
    config: { access },
    schema: {
      tags,
      summary: '一次批量申请 / requests that were submitted together, as far as one sees them',
      params: Params,
      response: { 200: Bulk },
    },
    handler: (request) => {
      const english = prefersEnglish(request.headers['accept-language']);
      return look(desk, personOf(request), (view) => bulkDocument(view, request.params.id, english));
    },
  });

  app.post('/api/v1/requests/bulk/:id/decisions', {
    config: { access },
    schema: {
      tags,
      summary: '批量审批 / one act for all its requests, or those named; each is judged by itself',
      params: Params,
      body: BulkDecisionInput,
      response: { 200: BulkVerdicts },
    },
    handler: async (request) => {
      const caller = personOf(request);
      const english = prefersEnglish(request.headers['accept-language']);
      const bulk = await look(desk, caller, async (view) => {
        await bulkDocument(view, request.params.id, english);
        return bulkOf(view.transaction, view.centre, request.params.id);
      });
      const verdicts = await decideBulk(desk, caller, bulk, request.body, traceOf(request));
      return {
        verdicts: verdicts.map((one) =>
          'problem' in one
            ? { request: one.request, decided: false, state: null, problem: asShown(one.problem, english) }
            : { request: one.request, decided: true, state: one.state, problem: null },
        ),
      };
    },
  });
}

/** A bulk with the requests that the viewer may see; `not-found` when it is not theirs and they see none. */
async function bulkDocument(view: View, id: string, english: boolean): Promise<Bulk> {
  const bulk = await bulkOf(view.transaction, view.centre, id);
  const own = bulk.requester === view.sight.self;
  const lines: Bulk['lines'] = [];
  for (const { line, request, failure } of bulk.lines) {
    if (request === null) {
      if (own && failure) lines.push({ line, problem: asShown(failure, english) });
      continue;
    }
    const document = await seen(view, request);
    if (document) lines.push({ line, request: document, problem: null });
  }
  if (!own && lines.length === 0) throw new Problem('not-found', noSuch('bulk', id));
  const names = await usernamesOf(view.transaction, view.centre, [bulk.requester]);
  return {
    id,
    requester: names.get(bulk.requester) ?? bulk.requester,
    reason: bulk.reason,
    whole: bulk.whole,
    submittedAt: bulk.submittedAt.toISOString(),
    lines,
  };
}

async function seen(view: View, request: string): Promise<Request | undefined> {
  try {
    return await seeRequest(view, request);
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-found') return undefined;
    throw error;
  }
}
