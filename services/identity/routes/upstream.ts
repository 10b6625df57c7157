import type { Database } from '@zhiheng/database';
import { type App, type Environment, traceOf } from '@zhiheng/http';
import type { Provider } from 'oidc-provider';
import { Type } from 'typebox';
import { accountIdOf } from '../holder.ts';
import { expiredPage } from '../pages.ts';
import type { Upstreams } from '../upstream.ts';
import { upstreamRefusedPage } from '../upstream-page.ts';
import { signInByUpstream } from '../upstream-sign-in.ts';
import { browserOf } from './browser-cookie.ts';
import { finish, interactionOf, show, Uid } from './interaction.ts';

const Centre = Type.Object({ centre: Type.String({ maxLength: 63, description: '中心 / centre' }) });
const State = Type.Object({
  state: Type.Optional(Type.String({ maxLength: 200, description: '登录过程 / the sign-in that is under way' })),
});
const tags = ['identity'];

/** Signing in at an upstream OpenID provider: there, back to the address that it knows, and on to the sign-in it belongs to. */
export function upstreamRoutes(
  app: App,
  provider: Provider,
  { database, environment, upstreams }: { database: Database; environment: Environment; upstreams: Upstreams },
): void {
  app.get('/oidc/interaction/:uid/upstream', {
    config: { access: 'public' },
    schema: { tags, summary: '转到上级平台登录 / goes to the upstream platform', params: Uid, querystring: Centre },
    handler: async (request, reply) => {
      const { uid } = request.params;
      if (!(await interactionOf(provider, request, reply))) return show(reply, expiredPage(), 400);
      try {
        const there = await upstreams.begin(request.query.centre, uid);
        if (there) return reply.redirect(there, 303);
      } catch (error) {
        request.log.warn({ err: error }, 'the upstream platform cannot be reached');
      }
      return show(reply, upstreamRefusedPage(`/oidc/interaction/${uid}`, 'failed'), 502);
    },
  });

  app.get('/oidc/upstream/callback', {
    config: { access: 'public' },
    schema: { tags, summary: '从上级平台返回 / where the upstream platform sends people back', querystring: State },
    handler: async (request, reply) => {
      const uid = request.query.state && (await upstreams.uidOf(request.query.state));
      if (!uid) return show(reply, expiredPage(), 400);
      const query = request.url.slice(request.url.indexOf('?'));
      return reply.redirect(`/oidc/interaction/${uid}/upstream/return${query}`, 303);
    },
  });

  app.get('/oidc/interaction/:uid/upstream/return', {
    config: { access: 'public' },
    schema: { tags, summary: '完成上级平台登录 / ends the sign-in at the upstream platform', params: Uid },
    handler: async (request, reply) => {
      const { uid } = request.params;
      const interaction = await interactionOf(provider, request, reply);
      if (interaction?.prompt.name !== 'login') return show(reply, expiredPage(), 400);
      const context = {
        database,
        environment,
        trace: traceOf(request),
        client: String(interaction.params.client_id),
        browser: browserOf(request, reply, environment),
        log: request.log,
        session: interaction.session?.uid,
      };
      const query = new URLSearchParams(request.url.split('?')[1] ?? '');
      const outcome = await signInByUpstream(context, upstreams, uid, query);
      if (outcome.kind === 'refused')
        return show(reply, upstreamRefusedPage(`/oidc/interaction/${uid}`, outcome.why), 403);
      const { holder, acr } = outcome;
      return finish(interaction, reply, {
        login: { accountId: accountIdOf(holder), acr, amr: ['fed'], remember: false },
      });
    },
  });
}
