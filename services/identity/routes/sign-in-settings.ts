import { SignInSettingsInForce, SignInSettingsInput } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, type Environment, personOf, traceOf } from '@zhiheng/http';
import { act, requireCentreWide } from '../act.ts';
import { changeSettings } from '../change-settings.ts';
import { settingsInForce } from '../sign-in-settings.ts';

const tags = ['sign-in'];
const url = '/api/v1/sign-in-settings';
const needed = ['administer-security', 'role'] as const;
const attempt = { action: 'sign-in-settings.set', targetType: 'sign-in-settings' } as const;

/** How a centre lets people sign in: passwords, locks, sessions, hours and addresses of roles. */
export function signInSettingsRoutes(app: App, database: Database, environment: Environment): void {
  app.get(url, {
    config: { access: 'person' },
    schema: { tags, summary: '登录设置 / sign-in settings', response: { 200: SignInSettingsInForce } },
    handler: (request) =>
      act(database, request, attempt, async (transaction) => {
        await requireCentreWide(transaction, request, needed);
        return settingsInForce(transaction, personOf(request).centre, environment.profile);
      }),
  });

  app.put(url, {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '修改登录设置 / change the sign-in settings',
      body: SignInSettingsInput,
      response: { 200: SignInSettingsInForce },
    },
    handler: (request) =>
      act(database, request, attempt, async (transaction) => {
        const caller = personOf(request);
        await requireCentreWide(transaction, request, needed);
        await changeSettings(transaction, caller, request.body, { trace: traceOf(request), environment });
        return settingsInForce(transaction, caller.centre, environment.profile);
      }),
  });
}
