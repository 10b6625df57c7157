import type { Said } from '@zhiheng/contracts';
import { type App, traceOf } from '@zhiheng/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type EnrolmentDesk, enrolByLink, holderOfLink, rulesOfLink } from '../enrolment-link.ts';
import { enrolledPage, enrolmentLinkPage, enrolmentOverPage } from '../enrolment-link-page.ts';
import { rulesSaid } from '../new-password.ts';
import { longestPassword } from '../passwords.ts';

const link = Type.String({ minLength: 1, maxLength: 200, description: '一次性链接 / what the link says' });
const typed = (description: string) => Type.String({ minLength: 1, maxLength: longestPassword, description });
const path = '/oidc/enrolment';

/**
 * The page behind an enrolment link. What the link says stands in the query and in the form, never in the path, which is
 * written to the operational log. Opening the page does not use the link: mail scanners and previews open links.
 */
export async function enrolmentLinkRoutes(app: App, desk: EnrolmentDesk): Promise<void> {
  const { database } = desk;
  const formOf = async (token: string, username: string, why?: Said) =>
    enrolmentLinkPage({ token, username, rules: rulesSaid(await rulesOfLink(desk, token)), ...(why ? { why } : {}) });

  await app.register(async (scope: App) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 16_384 },
      (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
    );

    scope.get(path, {
      config: { access: 'public' },
      schema: {
        tags: ['identity'],
        summary: '首次设置密码的页面 / where the holder of an enrolment link chooses a password',
        querystring: Type.Object({ link }),
      },
      handler: async (request, reply) => {
        const token = request.query.link;
        const holder = await holderOfLink(database, token);
        return holder ? show(reply, await formOf(token, holder.username)) : refuse(request, reply);
      },
    });

    scope.post(path, {
      config: { access: 'public' },
      schema: {
        tags: ['identity'],
        summary: '首次设置密码 / chooses the first password by an enrolment link',
        body: Type.Object(
          { link, password: typed('密码 / password'), again: typed('再次输入 / once more') },
          { examples: [{ link: '…', password: 'a-long-one-of-ones-own', again: 'a-long-one-of-ones-own' }] },
        ),
        consumes: ['application/x-www-form-urlencoded'],
      },
      handler: async (request, reply) => {
        const { link: token, ...passwords } = request.body;
        const enrolled = await enrolByLink({ ...desk, trace: traceOf(request) }, token, passwords);
        if (enrolled === 'done') return show(reply, enrolledPage());
        const holder = enrolled === 'over' ? undefined : await holderOfLink(database, token);
        if (enrolled === 'over' || !holder) return refuse(request, reply);
        return show(reply, await formOf(token, holder.username, enrolled), 400);
      },
    });
  });
}

function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.log.warn('enrolment link refused');
  return show(reply, enrolmentOverPage(), 410);
}

const show = (reply: FastifyReply, html: string, status = 200): FastifyReply =>
  reply.status(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
