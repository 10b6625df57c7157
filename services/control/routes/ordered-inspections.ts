import {
  ChildPath,
  OrderedInspection,
  OrderedInspectionInput,
  OrderedInspectionPage,
  OrderedInspectionQuery,
} from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, decodeCursor, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import { act } from '../act.ts';
import { orderDocument } from '../orders/document.ts';
import { listOrders, orderInspection } from '../orders/order.ts';

const tags = ['inspections'];
const config = { access: 'person' } as const;
const reading = { action: 'access.refused', targetType: 'inspection-order' } as const;

/** Inspections that a parent centre orders of its children. */
export function orderedInspectionRoutes(app: App, { database }: { database: Database }): void {
  app.post('/api/v1/children/:centre/inspections', {
    config,
    schema: {
      tags,
      summary: '向下级下达稽核抽查 / order an inspection of a centre below; one a period',
      params: ChildPath,
      body: OrderedInspectionInput,
      response: { 201: OrderedInspection },
    },
    handler: async (request, reply) => {
      const { centre: child } = request.params;
      const { period } = request.body;
      const details = { child, period };
      const attempt = { action: 'inspection-order.placed', targetType: 'inspection-order', details } as const;
      const ordered = await act(database, request, attempt, (transaction) =>
        orderInspection(transaction, personOf(request), { child, input: request.body, trace: traceOf(request) }),
      );
      return reply.code(201).send(orderDocument(ordered));
    },
  });

  app.get('/api/v1/children/inspections', {
    config,
    schema: {
      tags,
      summary: '下达给下级的稽核及进展 / inspections ordered of the centres below, newest first, and how far they are',
      querystring: OrderedInspectionQuery,
      response: { 200: OrderedInspectionPage },
    },
    handler: async (request) => {
      const { limit = 50, cursor, child } = request.query;
      const [after] = decodeCursor(cursor, 1) ?? [];
      if (after !== undefined && typeof after !== 'string') throw new Problem('invalid-cursor');
      const page = { limit, ...(child === undefined ? {} : { child }), ...(after === undefined ? {} : { after }) };
      const rows = await act(database, request, reading, (transaction) =>
        listOrders(transaction, personOf(request), page),
      );
      const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
      return { data: data.map(orderDocument), nextCursor };
    },
  });
}
