import { SignIns } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { type App, personOf } from '@zhiheng/http';
import { signInsOf } from '../account-use.ts';

const tags = ['sign-in'];

/** What a person sees and does about their own account. */
export function meRoutes(app: App, database: Database): void {
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
}
