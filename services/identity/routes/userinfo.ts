import type { Database } from '@zhiheng/database';
import { type App, Problem, personOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { activeAccount, personClaims } from '../accounts.ts';

const UserInfo = Type.Object({
  sub: Type.String({ description: '人员 / id of the person' }),
  name: Type.String(),
  username: Type.String(),
  preferred_username: Type.String(),
  centre: Type.String(),
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
