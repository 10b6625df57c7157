import { type Database, listCentres } from '@zhiheng/database';
import { type App, assurance, traceOf } from '@zhiheng/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Provider } from 'oidc-provider';
import { Type } from 'typebox';
import { accountIdOf } from '../holder.ts';
import { expiredPage } from '../pages.ts';
import { signIn } from '../sign-in.ts';
import { type SignInPage, signInPage } from '../sign-in-page.ts';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

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
const Uid = Type.Object({
  uid: Type.String({ maxLength: 100, description: '登录过程 / the sign-in that is under way' }),
});
const path = '/oidc/interaction/:uid';

/** The sign-in form of an authorization request. The provider's cookie (signed, SameSite) binds it to one browser. */
export async function signInRoutes(app: App, provider: Provider, database: Database): Promise<void> {
  await app.register(async (scope: App) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 16_384 },
      (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
    );

    scope.get(path, {
      config: { access: 'public' },
      schema: { tags: ['identity'], summary: '登录页 / the sign-in form', params: Uid },
      handler: async (request, reply) => {
        const interaction = await interactionOf(provider, request, reply);
        if (!interaction) return show(reply, expiredPage(), 400);
        if (interaction.prompt.name !== 'login') return finish(provider, request, reply, { consent: {} });
        return show(reply, signInPage({ action: request.url }));
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
        const form: SignInPage = { action: request.url };
        if (request.validationError) return show(reply, signInPage({ ...form, refusal: 'wrong' }), 400);
        const { trace, client } = { trace: traceOf(request), client: String(interaction.params.client_id) };
        const outcome = await signIn(
          {
            database,
            trace,
            client,
            userAgent: request.headers['user-agent'],
            log: request.log,
            session: interaction.session?.uid,
          },
          request.body,
        );
        const { username } = request.body;
        switch (outcome.kind) {
          case 'signed-in':
            return finish(provider, request, reply, {
              login: { accountId: accountIdOf(outcome.holder), acr: assurance.password, amr: ['pwd'], remember: false },
            });
          case 'ambiguous': {
            const centres = (await listCentres(database)).filter(({ centre }) => outcome.centres.includes(centre));
            return show(reply, signInPage({ ...form, username, centres }));
          }
          case 'refused':
            return show(reply, signInPage({ ...form, username, refusal: outcome.why }), 401);
        }
      },
    });
  });
}

async function interactionOf(
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Interaction | undefined> {
  try {
    const interaction = await provider.interactionDetails(request.raw, reply.raw);
    return interaction.uid === (request.params as { uid: string }).uid ? interaction : undefined;
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
}

async function finish(
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
  result: Parameters<Provider['interactionResult']>[2],
): Promise<FastifyReply> {
  return reply.redirect(await provider.interactionResult(request.raw, reply.raw, result), 303);
}

const show = (reply: FastifyReply, html: string, status = 200): FastifyReply =>
  reply.status(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
