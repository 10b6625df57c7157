import { Code, Id, Username } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, Problem } from '@zhiheng/http';
import { Type } from 'typebox';
import type { AccessTokens } from '../access-tokens.ts';
import { activeAccount, personClaims } from '../accounts.ts';

const UserInfo = Type.Object({
  sub: Id,
  name: Type.String({ description: '姓名 / name', examples: ['企业养老股经办一'] }),
  username: Username,
  preferred_username: Username,
  centre: Code,
});

/**
 * OpenID Connect Core 5.3. The token is judged here, not by the services' own fence: an application's token may be for
 * this and nothing else.
 */
export function userinfoRoute(app: App, database: Database, tokens: AccessTokens): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/oidc/userinfo',
    config: { access: 'public' },
    schema: {
      tags: ['identity'],
      summary: '当前用户（须持有人员的访问令牌） / who is signed in, by a bearer token of a person',
      response: { 200: UserInfo },
    },
    handler: async (request, reply) => {
      const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
      const claims = token === undefined ? undefined : await tokens.standing(token, request.log);
      if (!claims?.account) {
        await app.countRefused(request, reply);
        throw new Problem('not-authenticated');
      }
      const { centre, account, sub: person } = claims;
      const found = await activeAccount(database, { centre, account, person });
      if (!found) throw new Problem('account-disabled');
      return { sub: person, ...personClaims(found) };
    },
  });
}
