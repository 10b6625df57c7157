import { PasswordInput, SignIns } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { type App, type Environment, Problem, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { signInsOf } from '../account-use.ts';
import { changePassword } from '../password-change.ts';
import { ownSession } from '../sessions.ts';

const tags = ['sign-in'];

/** What a person sees and does about their own account. */
export function meRoutes(app: App, database: Database, environment: Environment): void {
  app.get('/api/v1/me/sign-ins', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '本人的登录情况 / this sign-in, the one before it, failures since',
      response: { 200: SignIns },
    },
    handler: (request) => {
      const { centre, account } = personOf(request);
      return inCentre(database, centre, (transaction) => signInsOf(transaction, centre, account));
    },
  });

  app.post('/api/v1/me/password', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '修改本人密码，并终止其他会话 / change one’s own password; what is open elsewhere ends',
      body: PasswordInput,
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const own = await inCentre(database, caller.centre, (transaction) => ownSession(transaction, caller));
      const { current, next } = request.body;
      const context = { database, environment, trace: traceOf(request), client: caller.client, browser: undefined };
      const outcome = await changePassword(context, caller, { current, next, own: own?.uid });
      if (outcome.kind === 'changed') return reply.status(204).send(null);
      const { why } = outcome;
      if (why === 'wrong') throw new Problem('wrong-password');
      throw why === 'locked' ? new Problem('too-many-attempts') : new Problem('password-refused', why);
    },
  });
}
