import { DoubtRuleRun, DoubtRuleRunInput, DoubtRuleShown, Id, Page, pageQuery } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, decodeCursor, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { listDoubtRules, listRuns, type RunWithResults, readRun, startRun, stopRun } from '../doubt-rules/runs.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['doubt-rules'];
const reading = { action: 'access.refused', targetType: 'doubt-rule' } as const;
const params = Type.Object({ id: Id }, closed);

interface Routing {
  database: Database;
  /** Told of each centre in which a run was asked for. */
  onAsked: (centre: string) => void;
}

export function doubtRuleRoutes(app: App, { database, onAsked }: Routing): void {
  app.get('/api/v1/doubt-rules', {
    config,
    schema: {
      tags,
      summary: '本中心数据的疑点规则 / the rules over our own data, as they apply, and what each last found',
      response: { 200: Page(DoubtRuleShown) },
    },
    handler: async (request) => ({
      data: await act(database, request, reading, (transaction) => listDoubtRules(transaction, personOf(request))),
      nextCursor: null,
    }),
  });

  app.get('/api/v1/doubt-rule-runs', {
    config,
    schema: {
      tags,
      summary: '疑点规则的运行 / runs of the rules, newest first',
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(DoubtRuleRun) },
    },
    handler: async (request) => {
      const { limit = 50, cursor } = request.query;
      const before = idOfCursor(cursor);
      const rows = await act(database, request, reading, (transaction) =>
        listRuns(transaction, personOf(request), { ...(before === undefined ? {} : { before }), limit }),
      );
      const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
      return { data: data.map(shown), nextCursor };
    },
  });

  app.get('/api/v1/doubt-rule-runs/:id', {
    config,
    schema: { tags, summary: '一次运行及进度 / one run and how far it is', params, response: { 200: DoubtRuleRun } },
    handler: async (request) => {
      const { id } = request.params;
      return shown(
        await act(database, request, { ...reading, target: id }, (transaction) =>
          readRun(transaction, personOf(request), id),
        ),
      );
    },
  });

  app.post('/api/v1/doubt-rule-runs', {
    config,
    schema: {
      tags,
      summary: '对一段时间运行规则 / run rules over a span of days; the same while it is under way is that one',
      body: DoubtRuleRunInput,
      response: { 202: DoubtRuleRun },
    },
    handler: async (request, reply) => {
      const attempt = { action: 'doubt-rules.run', targetType: 'doubt-rule-run' } as const;
      const run = await act(database, request, attempt, (transaction) =>
        startRun(transaction, personOf(request), request.body, traceOf(request)),
      );
      onAsked(personOf(request).centre);
      return reply.code(202).send(shown(run));
    },
  });

  app.post('/api/v1/doubt-rule-runs/:id/cancellation', {
    config,
    schema: {
      tags,
      summary: '取消运行 / stop a run; what it has raised stays',
      params,
      response: { 200: DoubtRuleRun },
    },
    handler: async (request) => {
      const { id } = request.params;
      const attempt = { action: 'doubt-rules.cancelled', targetType: 'doubt-rule-run', target: id } as const;
      return shown(
        await act(database, request, attempt, (transaction) =>
          stopRun(transaction, personOf(request), id, traceOf(request)),
        ),
      );
    },
  });
}

function idOfCursor(cursor: string | undefined): string | undefined {
  const [id] = decodeCursor(cursor, 1) ?? [];
  if (id !== undefined && !(typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)))
    throw new Problem('invalid-cursor');
  return id;
}

function shown({ parameters: _, slices, position, attempts: __, ...run }: RunWithResults) {
  const sum = (of: 'found' | 'fresh') => run.results.reduce((total, result) => total + result[of], 0);
  return {
    ...run,
    progress: position / slices,
    askedAt: run.askedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    found: sum('found'),
    fresh: sum('fresh'),
  };
}
