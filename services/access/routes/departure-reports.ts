import { DepartureReport, Handover, HandoverInput, Id, noSuch } from '@zhiheng/contracts';
import { type App, callerOf, Problem, personOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { spreadsheetType, workbook } from '@zhiheng/http/spreadsheet';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { departureReport } from '../departure-report.ts';
import type { DepartureSeal } from '../departure-seal.ts';
import { departureSheets } from '../departure-sheets.ts';
import type { Desk } from '../desk.ts';
import { countersign, handoverDocuments } from '../handovers.ts';
import { type DepartureRow, listDepartures } from '../store/departure-store.ts';
import { look, type View, viewOf } from '../viewer.ts';

const closed = { additionalProperties: false } as const;
const Params = Type.Object({ id: Id }, closed);
const tags = ['departures'];

/** What is left to do after a departure, and the proof of what was done. */
export function departureReportRoutes(app: App, { desk, seal }: { desk: Desk; seal: DepartureSeal }): void {
  const reported = (request: FastifyRequest & { params: { id: string } }) =>
    look(desk, callerOf(request), async (view) =>
      departureReport(view, seal, await seen(view, request.params.id), traceOf(request)),
    );

  app.get('/api/v1/departures/:id/report', {
    config: { access: { personOrScope: 'scim' } },
    schema: {
      tags,
      summary: '离岗报告 / what it did, what it leaves short now and whom to ask, what is handed over; signed',
      params: Params,
      response: { 200: DepartureReport },
    },
    handler: (request) => reported(request),
  });

  app.get('/api/v1/departures/:id/report.xlsx', {
    config: { access: 'person', stepUp: true },
    schema: {
      tags,
      summary: '离岗报告表格 / the same as a workbook',
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
      const english = prefersEnglish(request.headers['accept-language']);
      return reply
        .header('content-type', spreadsheetType)
        .header('content-disposition', 'attachment; filename="departure.xlsx"')
        .send(await workbook(departureSheets(await reported(request), english)));
    },
  });

  app.post('/api/v1/departures/:id/handover', {
    config: { access: 'person' },
    schema: {
      tags,
      summary:
        '监交 / countersigns the handover of an accounting post, by the head of finance; a head’s by the director',
      params: Params,
      body: HandoverInput,
      response: { 200: Type.Array(Handover) },
    },
    handler: async (request) => {
      const caller = personOf(request);
      const departureOf = async (transaction: View['transaction']) =>
        seen(await viewOf(desk, transaction, caller), request.params.id);
      const departure = await countersign(desk, caller, departureOf, request.body, traceOf(request));
      return look(desk, caller, ({ transaction, policy }) => handoverDocuments(transaction, policy, departure));
    },
  });
}

/** Throws `not-found`. */
async function seen({ transaction, centre, sight }: View, id: string): Promise<DepartureRow> {
  const [row] = await listDepartures(transaction, centre, { id, units: [...sight.overseen], limit: 1 });
  if (!row) throw new Problem('not-found', noSuch('departure', id));
  return row;
}
