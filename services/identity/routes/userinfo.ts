import { Code, Id, Username } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, Problem, personOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { activeAccount, personClaims } from '../accounts.ts';

const UserInfo = Type.Object({
  sub: Id,
  name: Type.String({ description: '姓名 / name', examples: ['企业养老股经办一'] }),
  username: Username,
  preferred_username: Username,
  centre: Code,
});

/** OpenID Connect Core 5.3. */
export function userinfoRoute(app: App, database: Database): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/oidc/userinfo',
    config: { access: 'person' },
    schema: { tags: ['identity'], summary: '当前用户 / who is signed in', response: { 200: UserInfo } },
    handler: async (request) => {
      const holder = personOf(request);
      const account = await activeAccount(database, holder);
      if (!account) throw new Problem('account-disabled');
      return { sub: holder.person, ...personClaims(account) };
    },
  });
}
