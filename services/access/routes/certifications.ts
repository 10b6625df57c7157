import {
  Certification,
  CertificationDecisionsInput,
  CertificationHolding,
  CertificationInput,
  CertificationPreview,
  CertificationPreviewInput,
  CertificationReport,
  CertificationVerdicts,
  Id,
  IdOrCode,
  idempotencyHeaders,
  Page,
  pageQuery,
} from '@zhiheng/contracts';
import { type App, type PersonCaller, pageOf, personOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { spreadsheetType, workbook } from '@zhiheng/http/spreadsheet';
import { Type } from 'typebox';
import { readReviewers } from '../certification.ts';
import { decideHoldings, type Verdict } from '../certification-decide.ts';
import { openCertification } from '../certification-open.ts';
import { certificationsFor, holdingDocuments, pageHoldings, seeCertification } from '../certification-read.ts';
import { previewRemovals } from '../certification-removal.ts';
import { reportSheets } from '../certification-report.ts';
import { readCertificationReport, signOffCertification } from '../certification-sign-off.ts';
import type { Desk } from '../desk.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { asShown } from '../request-document.ts';
import { codeOf } from '../request-fields.ts';
import { listHoldings } from '../store/certification-holding-store.ts';
import { findPerson } from '../store/people-store.ts';
import { look, type View } from '../viewer.ts';

const access = 'person' as const;
const closed = { additionalProperties: false } as const;
const Params = Type.Object({ id: Id }, closed);
const tags = ['certifications'];

/** Campaigns in which each section's head says again, holding by holding, what stays and what goes. */
export function certificationRoutes(app: App, desk: Desk): void {
  const shown = (caller: PersonCaller, id: string) => look(desk, caller, (view) => seeCertification(view, id));

  app.post('/api/v1/certifications', {
    config: { access },
    schema: {
      tags,
      summary: '发起权限复核 / open a campaign: what is held at this moment is frozen',
      headers: idempotencyHeaders,
      body: CertificationInput,
      response: { 201: Certification },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const key = request.headers['idempotency-key'];
      const id = await openCertification(desk, caller, request.body, traceOf(request), key);
      return reply
        .status(201)
        .header('location', `/api/v1/certifications/${id}`)
        .send(await shown(caller, id));
    },
  });

  app.get('/api/v1/certifications', {
    config: { access },
    schema: {
      tags,
      summary: '权限复核 / campaigns that one has to do with, newest first',
      querystring: Type.Object({ state: Type.Optional(Type.Enum(['open', 'signed-off'])), ...pageQuery }, closed),
      response: { 200: Page(Certification) },
    },
    handler: (request) => {
      const { state, limit = defaultLimit, cursor } = request.query;
      const before = idOfCursor(cursor);
      return look(desk, personOf(request), async (view) => {
        const wanted = { ...(state === undefined ? {} : { state }), ...(before === undefined ? {} : { before }) };
        return pageOf(await certificationsFor(view, { ...wanted, limit: limit + 1 }), limit, ({ id }) => [id]);
      });
    },
  });

  app.get('/api/v1/certifications/:id', {
    config: { access },
    schema: { tags, summary: '一项权限复核 / one campaign', params: Params, response: { 200: Certification } },
    handler: (request) => shown(personOf(request), request.params.id),
  });

  app.get('/api/v1/certifications/:id/holdings', {
    config: { access },
    schema: {
      tags,
      summary: '复核清单 / its holdings; reviewer=me: what waits for me, which starts the clock of my next decision',
      params: Params,
      querystring: Type.Object(
        {
          reviewer: Type.Optional(Type.Literal('me')),
          state: Type.Optional(Type.Enum(['undecided', 'kept', 'removed'])),
          person: Type.Optional(IdOrCode),
          role: Type.Optional(IdOrCode),
          unit: Type.Optional(IdOrCode),
          orphans: Type.Optional(Type.Boolean({ description: '仅无主的 / only what is nobody’s' })),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(CertificationHolding) },
    },
    handler: (request) => {
      const { reviewer, state, person, role, unit, orphans, limit = defaultLimit, cursor } = request.query;
      const after = idOfCursor(cursor);
      return look(desk, personOf(request), async (view) => {
        const { id } = await seeCertification(view, request.params.id);
        const found = person === undefined ? undefined : await findPerson(view.transaction, view.centre, person);
        if (person !== undefined && !found) return { data: [], nextCursor: null };
        return pageHoldings(view, id, {
          ...(state === undefined ? {} : { state }),
          ...(found ? { holder: found.id } : {}),
          ...(role === undefined ? {} : { role: codeOf(view.policy, 'role', role) }),
          ...(unit === undefined ? {} : { unit: codeOf(view.policy, 'unit', unit) }),
          ...(after === undefined ? {} : { after }),
          ...(reviewer ? { mine: true } : {}),
          ...(orphans ? { orphans } : {}),
          limit,
        });
      });
    },
  });

  app.post('/api/v1/certifications/:id/holdings/decisions', {
    config: { access },
    schema: {
      tags,
      summary: '复核意见 / keep or remove holdings; each is judged by itself, a removal opens its request',
      params: Params,
      body: CertificationDecisionsInput,
      response: { 200: CertificationVerdicts },
    },
    handler: async (request) => {
      const caller = personOf(request);
      const { id } = request.params;
      await shown(caller, id);
      const verdicts = await decideHoldings(desk, caller, id, request.body.decisions, traceOf(request));
      const english = prefersEnglish(request.headers['accept-language']);
      return look(desk, caller, (view) => verdictsFor(view, id, verdicts, english));
    },
  });

  app.post('/api/v1/certifications/:id/holdings/decisions/preview', {
    config: { access },
    schema: {
      tags,
      summary: '收回预览 / what removals would leave without a second person, one after the other; changes nothing',
      params: Params,
      body: CertificationPreviewInput,
      response: { 200: CertificationPreview },
    },
    handler: (request) => {
      const english = prefersEnglish(request.headers['accept-language']);
      return look(desk, personOf(request), async (view) => {
        const { id } = await seeCertification(view, request.params.id);
        return previewRemovals(view, id, request.body, english);
      });
    },
  });

  app.post('/api/v1/certifications/:id/sign-off', {
    config: { access },
    schema: {
      tags,
      summary: '签署复核报告 / sign the result off; another than the one who opened it',
      params: Params,
      response: { 200: Certification },
    },
    handler: async (request) => {
      const caller = personOf(request);
      await signOffCertification(desk, caller, request.params.id, traceOf(request));
      return shown(caller, request.params.id);
    },
  });

  app.get('/api/v1/certifications/:id/report', {
    config: { access },
    schema: {
      tags,
      summary: '复核报告 / the result; once signed off, the very bytes whose SHA-256 is in the log (Content-Digest)',
      params: Params,
      response: { 200: Type.Unsafe<string>(CertificationReport) },
    },
    handler: async (request, reply) => {
      const { text, digest } = await look(desk, personOf(request), (view) =>
        readCertificationReport(view, request.params.id),
      );
      if (digest) reply.header('content-digest', `sha-256=:${Buffer.from(digest, 'hex').toString('base64')}:`);
      return reply.type('application/json; charset=utf-8').send(text);
    },
  });

  app.get('/api/v1/certifications/:id/report.xlsx', {
    config: { access, stepUp: true },
    schema: {
      tags,
      summary: '复核报告表格 / the result as a workbook',
      params: Params,
      response: {
        200: {
          content: {
            [spreadsheetType]: { schema: Type.Unsafe<Buffer>(Type.String({ description: '文件 / the file' })) },
          },
        },
      },
    },
    handler: async (request, reply) => {
      const { report, digest } = await look(desk, personOf(request), (view) =>
        readCertificationReport(view, request.params.id),
      );
      const english = prefersEnglish(request.headers['accept-language']);
      return reply
        .header('content-type', spreadsheetType)
        .header('content-disposition', 'attachment; filename="certification.xlsx"')
        .send(await workbook(reportSheets(report, digest, english)));
    },
  });
}

/** What became of each, in the order in which it was asked. */
async function verdictsFor(view: View, id: string, verdicts: readonly Verdict[], english: boolean) {
  const organisation = await readReviewers(view.transaction, view.policy);
  const grants = verdicts.flatMap(({ grant, problem }) => (problem ? [] : [grant]));
  const holdings = await listHoldings(view.transaction, view.centre, id, { grants });
  const documents = await holdingDocuments(view, holdings, organisation);
  const documentOf = new Map(documents.map((document) => [document.grant, document]));
  return {
    verdicts: verdicts.map(({ grant, problem }) => ({
      grant,
      decided: !problem,
      holding: (problem ? undefined : documentOf.get(grant)) ?? null,
      problem: problem ? asShown(problem, english) : null,
    })),
  };
}
