import { type Database, listCentres } from '@zhiheng/database';
import { type App, assurance, type Environment, traceOf } from '@zhiheng/http';
import type { Provider } from 'oidc-provider';
import { Type } from 'typebox';
import { accountIdOf } from '../holder.ts';
import { expiredPage } from '../pages.ts';
import { signIn } from '../sign-in.ts';
import { type SignInPage, signInPage } from '../sign-in-page.ts';
import type { Upstreams } from '../upstream.ts';
import { browserOf } from './browser-cookie.ts';
import { finish, interactionOf, readForms, show, Uid } from './interaction.ts';

interface Surroundings {
  database: Database;
  environment: Environment;
  upstreams: Upstreams;
}

const Form = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 200, description: '用户名 / username', examples: ['director'] }),
    password: Type.String({
      minLength: 1,
      maxLength: 1024,
      description: '密码 / password',
      examples: ['demo-director'],
    }),
    centre: Type.Optional(
      Type.String({
        maxLength: 63,
        description: '中心 / centre, when several know the username',
        examples: ['county'],
      }),
    ),
  },
  { additionalProperties: false },
);
const path = '/oidc/interaction/:uid';

/** The sign-in form of an authorization request. The provider's cookie (signed, SameSite) binds it to one browser. */
export async function signInRoutes(
  app: App,
  provider: Provider,
  { database, environment, upstreams }: Surroundings,
): Promise<void> {
  await app.register(async (scope: App) => {
    readForms(scope);

    scope.get(path, {
      config: { access: 'public' },
      schema: { tags: ['identity'], summary: '登录页 / the sign-in form', params: Uid },
      handler: async (request, reply) => {
        const interaction = await interactionOf(provider, request, reply);
        if (!interaction) return show(reply, expiredPage(), 400);
        if (interaction.prompt.name !== 'login') return finish(interaction, reply, { consent: {} });
        return show(reply, signInPage({ action: request.url, upstreams: await upstreams.offered() }));
      },
    });

    scope.post(path, {
      config: { access: 'public' },
      attachValidation: true,
      schema: {
        tags: ['identity'],
        summary: '登录 / sign in',
        params: Uid,
        body: Form,
        consumes: ['application/x-www-form-urlencoded'],
      },
      handler: async (request, reply) => {
        const interaction = await interactionOf(provider, request, reply);
        if (!interaction) return show(reply, expiredPage(), 400);
        const ask = async (more: Partial<SignInPage>, status?: number) =>
          show(reply, signInPage({ action: request.url, upstreams: await upstreams.offered(), ...more }), status);
        if (request.validationError) return ask({ refusal: 'wrong' }, 400);
        const { trace, client } = { trace: traceOf(request), client: String(interaction.params.client_id) };
        const outcome = await signIn(
          {
            database,
            environment,
            trace,
            client,
            browser: browserOf(request, reply, environment),
            log: request.log,
            session: interaction.session?.uid,
          },
          request.body,
        );
        const { username } = request.body;
        switch (outcome.kind) {
          case 'signed-in':
            return finish(interaction, reply, {
              login: { accountId: accountIdOf(outcome.holder), acr: assurance.password, amr: ['pwd'], remember: false },
            });
          case 'ambiguous': {
            const centres = (await listCentres(database)).filter(({ centre }) => outcome.centres.includes(centre));
            return ask({ username, centres });
          }
          case 'refused':
            return ask({ username, refusal: outcome.why }, 401);
        }
      },
    });
  });
}
