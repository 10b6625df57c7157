import type { AddWorkingDays } from '@zhiheng/calendar';
import { HoldingFacts, Paper, PaperInput, PaperPath, PaperReassignmentInput, PaperReview } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, personOf, traceOf } from '@zhiheng/http';
import { act } from '../act.ts';
import { readHolding } from '../holdings/holding-facts.ts';
import { paperDocument } from '../sampling/document.ts';
import { readPaper, reviewSigned, writePaper } from '../sampling/papers.ts';
import { reassignPaper } from '../sampling/reassigning.ts';

const tags = ['inspections'];
const config = { access: 'person' } as const;

/** The working paper of one that was drawn: written by its inspector, reviewed by another. */
export function paperRoutes(
  app: App,
  { database, addWorkingDays }: { database: Database; addWorkingDays: AddWorkingDays },
): void {
  app.get('/api/v1/inspections/:id/papers/:paper', {
    config,
    schema: { tags, summary: '工作底稿 / a working paper', params: PaperPath, response: { 200: Paper } },
    handler: async (request) => {
      const { id: inspection, paper } = request.params;
      const attempt = { action: 'access.refused', targetType: 'paper', target: paper } as const;
      return paperDocument(
        await act(database, request, attempt, (transaction) =>
          readPaper(transaction, personOf(request), { inspection, paper }),
        ),
      );
    },
  });

  app.get('/api/v1/inspections/:id/papers/:paper/holding', {
    config,
    schema: {
      tags,
      summary: '权限检查底稿所查授权的情况 / what is known of the holding that a working paper is about',
      params: PaperPath,
      response: { 200: HoldingFacts },
    },
    handler: (request) => {
      const { id: inspection, paper } = request.params;
      const attempt = { action: 'access.refused', targetType: 'paper', target: paper } as const;
      return act(database, request, attempt, (transaction) =>
        readHolding(transaction, personOf(request), { inspection, paper }),
      );
    },
  });

  app.put('/api/v1/inspections/:id/papers/:paper', {
    config,
    schema: {
      tags,
      summary: '保存或签署工作底稿 / save a working paper, or sign it',
      params: PaperPath,
      body: PaperInput,
      response: { 200: Paper },
    },
    handler: async (request) => {
      const { id: inspection, paper } = request.params;
      const action = request.body.sign ? 'inspection-paper.signed' : 'inspection-paper.saved';
      const attempt = { action, targetType: 'paper', target: paper } as const;
      const about = { inspection, paper, trace: traceOf(request), input: request.body };
      return paperDocument(
        await act(database, request, attempt, (transaction) => writePaper(transaction, personOf(request), about)),
      );
    },
  });

  app.post('/api/v1/inspections/:id/papers/:paper/reassignment', {
    config,
    schema: {
      tags,
      summary: '改派工作底稿 / gives a paper to others, who had no part in what it is about',
      params: PaperPath,
      body: PaperReassignmentInput,
      response: { 200: Paper },
    },
    handler: async (request) => {
      const { id: inspection, paper } = request.params;
      const attempt = { action: 'inspection-paper.reassigned', targetType: 'paper', target: paper } as const;
      const about = { inspection, paper, trace: traceOf(request), input: request.body };
      return paperDocument(
        await act(database, request, attempt, (transaction) => reassignPaper(transaction, personOf(request), about)),
      );
    },
  });

  app.post('/api/v1/inspections/:id/papers/:paper/review', {
    config,
    schema: {
      tags,
      summary: '复核工作底稿 / the second inspector agrees, or returns it with a reason',
      params: PaperPath,
      body: PaperReview,
      response: { 200: Paper },
    },
    handler: async (request) => {
      const { id: inspection, paper } = request.params;
      const action = request.body.outcome === 'agreed' ? 'inspection-paper.agreed' : 'inspection-paper.returned';
      const attempt = { action, targetType: 'paper', target: paper } as const;
      const about = { inspection, paper, trace: traceOf(request), review: request.body, addWorkingDays };
      return paperDocument(
        await act(database, request, attempt, (transaction) => reviewSigned(transaction, personOf(request), about)),
      );
    },
  });
}
