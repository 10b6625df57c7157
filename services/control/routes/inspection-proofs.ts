import { Readable } from 'node:stream';
import { InspectionPath, InspectionProof } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, personOf, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { populationLines, proveInspection } from '../sampling/proving.ts';
import { append } from '../store/log-store.ts';

const tags = ['inspections'];
const config = { access: 'person' } as const;

/** What proves a draw: whoever has it draws again. */
export function inspectionProofRoutes(app: App, { database }: { database: Database }): void {
  app.get('/api/v1/inspections/:id/proof', {
    config,
    schema: {
      tags,
      summary: '抽样证明（不含总体各行） / what proves the draw, without the lines of the population',
      params: InspectionPath,
      response: { 200: InspectionProof },
    },
    handler: (request) => proof(request, request.params.id),
  });

  app.get('/api/v1/inspections/:id/proof/file', {
    config,
    schema: {
      tags,
      summary: '证明文件：首行证明，其后总体每行一件 / the proof, then a line a member; for `zhiheng redraw`',
      params: InspectionPath,
      response: {
        200: {
          content: { 'application/octet-stream': { schema: Type.Unsafe<NodeJS.ReadableStream>({ type: 'string' }) } },
        },
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const head = await proof(request, id);
      const lines = populationLines(database, personOf(request).centre, id);
      async function* file() {
        yield `${JSON.stringify(head)}\n`;
        yield* lines;
      }
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="inspection-${id}.ndjson"`)
        .send(Readable.from(file()) as NodeJS.ReadableStream);
    },
  });

  const proof = (request: FastifyRequest, id: string) =>
    act(
      database,
      request,
      { action: 'inspection.proven', targetType: 'inspection', target: id },
      async (transaction) => {
        const caller = personOf(request);
        const proven = await proveInspection(transaction, caller, id);
        await append(transaction, caller.centre, [
          { action: 'inspection.proven', outcome: 'done', ...traceOf(request), targetType: 'inspection', target: id },
        ]);
        return proven;
      },
    );
}
