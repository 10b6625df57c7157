import {
  Duplicate,
  Id,
  IdOrCode,
  Merge,
  MergeDecisionInput,
  MergeInput,
  MergePreview,
  MergePreviewInput,
  type MergeState,
  mergeStates,
  noSuch,
  Page,
  pageQuery,
} from '@zhiheng/contracts';
import { type App, decodeCursor, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { duplicates } from '../duplicates.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { mergeDocument, unitsOfMerges } from '../merge-document.ts';
import { askForMerge, decideOnMerge, previewMerge } from '../merges.ts';
import { listMerges } from '../store/merge-store.ts';
import { findPerson } from '../store/people-store.ts';
import { look } from '../viewer.ts';

const config = { access: 'person' } as const;
const tags = ['people'];
const closed = { additionalProperties: false } as const;
const PersonParams = Type.Object({ idOrUsername: IdOrCode }, closed);
const MergeParams = Type.Object({ id: Id }, closed);

/** Records that may be of one human, and making one of two. */
export function mergeRoutes(app: App, desk: Desk): void {
  app.get('/api/v1/people/duplicates', {
    config,
    schema: {
      tags,
      summary: '疑似重复人员 / records that may be of one human',
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(Duplicate) },
    },
    handler: async (request) => {
      const { limit = defaultLimit, cursor } = request.query;
      const after = decodeCursor(cursor, 2)?.map(String) as [string, string] | undefined;
      const rows = await duplicates(
        desk,
        personOf(request),
        { ...(after ? { after } : {}), limit: limit + 1 },
        traceOf(request),
      );
      return pageOf(rows, limit, ({ people: [one, other] }) => [one?.id ?? '', other?.id ?? '']);
    },
  });

  app.post('/api/v1/people/:idOrUsername/merge/preview', {
    config,
    schema: {
      tags,
      summary: '合并预览 / what merging this record into another would do; changes nothing',
      params: PersonParams,
      body: MergePreviewInput,
      response: { 200: MergePreview },
    },
    handler: async (request) => {
      const named = { person: request.params.idOrUsername, into: request.body.into };
      const { person, into, ...outcome } = await previewMerge(desk, personOf(request), named, traceOf(request));
      const record = ({ roles: _, ...row }: typeof person) => row;
      return { person: record(person), into: record(into), ...outcome };
    },
  });

  app.post('/api/v1/people/:idOrUsername/merge', {
    config,
    schema: {
      tags,
      summary: '提出合并 / says that this record is of the same human as another; a second administrator decides',
      params: PersonParams,
      body: MergeInput,
      response: { 201: Merge },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const { into, reason } = request.body;
      const row = await askForMerge(
        desk,
        caller,
        { person: request.params.idOrUsername, into },
        reason,
        traceOf(request),
      );
      const document = await look(desk, caller, (view) => mergeDocument(view, row));
      return reply.status(201).header('location', `/api/v1/merges/${row.id}`).send(document);
    },
  });

  app.post('/api/v1/merges/:id/decision', {
    config,
    schema: {
      tags,
      summary: '核准或驳回合并 / decides on a merge; approved, it takes effect at once and for good',
      params: MergeParams,
      body: MergeDecisionInput,
      response: { 200: Merge },
    },
    handler: async (request) => {
      const caller = personOf(request);
      const { row, suggestedGrants } = await decideOnMerge(
        desk,
        caller,
        request.params.id,
        request.body,
        traceOf(request),
      );
      const document = await look(desk, caller, (view) => mergeDocument(view, row));
      return { ...document, suggestedGrants };
    },
  });

  app.get('/api/v1/merges', {
    config,
    schema: {
      tags,
      summary: '人员合并记录 / merges, newest first',
      querystring: Type.Object(
        {
          person: Type.Optional(IdOrCode),
          state: Type.Optional(Type.Enum(Object.keys(mergeStates) as MergeState[])),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(Merge) },
    },
    handler: (request) => {
      const { person, state, limit = defaultLimit, cursor } = request.query;
      const before = idOfCursor(cursor);
      return look(desk, personOf(request), async (view) => {
        const found = person === undefined ? undefined : await findPerson(view.transaction, view.centre, person);
        if (person !== undefined && !found) return { data: [], nextCursor: null };
        const rows = await listMerges(view.transaction, view.centre, {
          units: unitsOfMerges(view),
          ...(found ? { person: found.id } : {}),
          ...(state === undefined ? {} : { state }),
          ...(before === undefined ? {} : { before }),
          limit: limit + 1,
        });
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
        const documents: Merge[] = [];
        for (const row of data) documents.push(await mergeDocument(view, row));
        return { data: documents, nextCursor };
      });
    },
  });

  app.get('/api/v1/merges/:id', {
    config,
    schema: { tags, summary: '一次人员合并 / one merge', params: MergeParams, response: { 200: Merge } },
    handler: (request) => {
      const { id } = request.params;
      return look(desk, personOf(request), async (view) => {
        const [row] = await listMerges(view.transaction, view.centre, { id, units: unitsOfMerges(view), limit: 1 });
        if (!row) throw new Problem('not-found', noSuch('merge', id));
        return mergeDocument(view, row);
      });
    },
  });
}
