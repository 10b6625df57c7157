import type { App } from '@zhiheng/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Provider } from 'oidc-provider';
import { Type } from 'typebox';
import { allowFormTarget } from '../form-target.ts';

export type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

export const Uid = Type.Object({
  uid: Type.String({ maxLength: 100, description: '登录过程 / the sign-in that is under way' }),
});

/** Forms as browsers send them. */
export const readForms = (scope: App): void => {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 16_384 },
    (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
  );
};

/** The sign-in of this address, if this browser has begun it. The provider's cookie (signed, SameSite) binds it. */
export async function interactionOf(
  provider: Provider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Interaction | undefined> {
  try {
    const interaction = await provider.interactionDetails(request.raw, reply.raw);
    if (interaction.uid !== (request.params as { uid: string }).uid) return undefined;
    const policy = allowFormTarget(reply.getHeader('content-security-policy'), interaction.params.redirect_uri);
    reply.header('content-security-policy', policy);
    return interaction;
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
}

/** Keeps what a step has come to, and goes on. */
export async function finish(
  interaction: Interaction,
  reply: FastifyReply,
  result: Parameters<Provider['interactionResult']>[2],
): Promise<FastifyReply> {
  return reply.redirect(await kept(interaction, result), 303);
}

/** As the provider keeps it, which would read it once more before; the address at which it goes on. */
export async function kept(
  interaction: Interaction,
  result: Parameters<Provider['interactionResult']>[2],
): Promise<string> {
  interaction.result = { ...interaction.lastSubmission, ...result };
  await interaction.persist();
  return interaction.returnTo;
}

export const show = (reply: FastifyReply, html: string, status = 200): FastifyReply =>
  reply.status(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
