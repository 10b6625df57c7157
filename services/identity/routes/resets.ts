import { Id, Page, pageQuery, Reset, ResetHalf, ResetInput } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { type App, decodeCursor, type Environment, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { FactorKeeper } from '../factor-context.ts';
import { unitsAdministered } from '../reset-administrators.ts';
import { resetDonePage, resetOverPage, resetPage } from '../reset-page.ts';
import { openReset, resetName, useReset } from '../reset-use.ts';
import { askReset, confirmAsked, type Half, withdrawReset } from '../resets.ts';
import { type ListedReset, listResets } from '../store/reset-store.ts';
import { readForms, show } from './interaction.ts';

const tags = ['sign-in'];
const config = { access: 'person' } as const;
const Params = Type.Object({ id: Id });
const path = '/oidc/reset/:name';
const Name = Type.Object({
  name: Type.String({
    pattern: '^[a-z0-9][a-z0-9-]{0,62}~[0-9a-f-]{36}$',
    description: '重置的地址 / which reset',
  }),
});
const typed = (description: string) => Type.String({ minLength: 1, maxLength: 1024, description });

/** Resets of credentials: administrators ask and confirm, the person uses what both have handed over. */
export async function resetRoutes(app: App, keeper: FactorKeeper, { origin }: Environment): Promise<void> {
  const handed = (centre: string, { id, code }: Half) => ({
    id,
    link: `${origin}/oidc/reset/${resetName(centre, id)}`,
    code,
  });

  app.get('/api/v1/resets', {
    config,
    schema: {
      tags,
      summary: '登录凭据重置 / resets of those whom one administers, and one’s own',
      querystring: Type.Object(pageQuery, { additionalProperties: false }),
      response: { 200: Page(Reset) },
    },
    handler: async (request) => {
      const caller = personOf(request);
      const { limit = 50, cursor } = request.query;
      const [after] = decodeCursor(cursor, 1) ?? [];
      return inCentre(keeper.database, caller.centre, async (transaction) => {
        const units = await unitsAdministered(transaction, caller);
        const asked = { units, person: caller.person, limit: limit + 1, after: after as string | undefined };
        const rows = await listResets(transaction, caller.centre, asked);
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
        return { data: data.map(documentOf), nextCursor };
      });
    },
  });

  app.post('/api/v1/resets', {
    config: { ...config, stepUp: true },
    schema: { tags, summary: '申请重置 / ask for a reset', body: ResetInput, response: { 201: ResetHalf } },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const half = await askReset(keeper, caller, request.body, traceOf(request));
      return reply.status(201).send(handed(caller.centre, half));
    },
  });

  app.post('/api/v1/resets/:id/confirmation', {
    config: { ...config, stepUp: true },
    schema: {
      tags,
      summary: '确认重置 / confirm it, as a second administrator',
      params: Params,
      response: { 200: ResetHalf },
    },
    handler: async (request) => {
      const caller = personOf(request);
      return handed(caller.centre, await confirmAsked(keeper, caller, request.params.id, traceOf(request)));
    },
  });

  app.post('/api/v1/resets/:id/withdrawal', {
    config,
    schema: { tags, summary: '撤销重置 / take it back', params: Params, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await withdrawReset(keeper, personOf(request), request.params.id, traceOf(request));
      return reply.status(204).send(null);
    },
  });

  await app.register(async (scope: App) => {
    readForms(scope);
    scope.get(path, {
      config: { access: 'public' },
      schema: { tags, summary: '重置页 / where the person brings both codes', params: Name },
      handler: async (request, reply) => {
        const open = await openReset(keeper, request.params.name);
        return open ? show(reply, resetPage(request.url, open.password)) : show(reply, resetOverPage(), 410);
      },
    });
    scope.post(path, {
      config: { access: 'public' },
      schema: {
        tags,
        summary: '完成重置 / uses a reset',
        params: Name,
        body: Type.Object(
          {
            first: typed('第一名管理员的重置码 / code of the first administrator'),
            second: typed('第二名管理员的重置码 / code of the second'),
            password: Type.Optional(typed('新密码 / new password')),
            again: Type.Optional(typed('再次输入 / once more')),
          },
          { additionalProperties: false, examples: [{ first: '…', second: '…' }] },
        ),
        consumes: ['application/x-www-form-urlencoded'],
      },
      handler: async (request, reply) => {
        const outcome = await useReset(keeper, request.params.name, request.body, traceOf(request));
        if (outcome === 'done') return show(reply, resetDonePage());
        const open = outcome === 'over' ? undefined : await openReset(keeper, request.params.name);
        return open
          ? show(reply, resetPage(request.url, open.password, outcome), 401)
          : show(reply, resetOverPage(), 410);
      },
    });
  });
}

const documentOf = (reset: ListedReset) => ({
  id: reset.id,
  person: reset.username,
  password: reset.password,
  factors: reset.factors,
  reason: reset.reason,
  state: reset.over ? ('over' as const) : reset.state,
  askedBy: reset.asker,
  askedAt: reset.asked_at.toISOString(),
  confirmedBy: reset.confirmer,
  confirmedAt: reset.confirmed_at?.toISOString() ?? null,
  expiresAt: reset.expires_at.toISOString(),
});
