import type { Database } from '@zhiheng/database';
import type { Environment } from '@zhiheng/http';
import { type Interaction, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { digestOf } from './adapter.ts';
import { browserCookieOf } from './browsers.ts';
import { type Holder, holderOf } from './holder.ts';
import { passwordIsDue } from './password-change.ts';
import { beginSession } from './sessions.ts';
import { settingsOf } from './sign-in-settings.ts';
import { hasBegun, otherSessions } from './store/session-store.ts';
import { inUnit } from './store/unit-of-work.ts';

interface Surroundings {
  database: Database;
  environment: Environment;
}

/** Steps of a sign-in that have pages of their own, by their prompt. */
const pages: Readonly<Record<string, string>> = {
  second_factor: '/factor',
  password: '/password',
  elsewhere: '/elsewhere',
};

export const interactionUrl = (_ctx: unknown, { uid, prompt }: Pick<Interaction, 'uid' | 'prompt'>): string =>
  `/oidc/interaction/${uid}${pages[prompt.name] ?? ''}`;

/** What is asked of who has shown who they are, before they are in: a password that is due, and whether to end what they have open elsewhere. */
export function withFurtherSteps(
  policy: interactionPolicy.DefaultPolicy,
  surroundings: Surroundings,
): interactionPolicy.DefaultPolicy {
  const { Check, Prompt } = interactionPolicy;
  const asks = (name: string, why: string, check: (ctx: KoaContextWithOIDC, holder: Holder) => Promise<boolean>) =>
    policy.add(
      new Prompt(
        { name, requestable: false },
        new Check(name, why, async (ctx) => {
          const { accountId } = ctx.oidc.session ?? {};
          return accountId !== undefined && ctx.oidc.account !== undefined && check(ctx, holderOf(accountId));
        }),
      ),
    );
  const { database, environment } = surroundings;
  asks('password', 'the password has to be changed', (_ctx, holder) =>
    inUnit(database, holder.centre, (transaction) => passwordIsDue(transaction, holder, environment.profile)),
  );
  asks('elsewhere', 'the account is signed in to elsewhere', (ctx, holder) => mustAsk(ctx, holder, surroundings));
  // Asks nothing: it stands behind all that is asked, and whoever comes so far is in.
  asks('begin', 'nothing is left to be asked', async (ctx) => {
    const cookie = browserCookieOf(ctx.get('cookie'));
    const userAgent = ctx.get('user-agent') || undefined;
    await beginSession(
      { oidc: ctx.oidc, userAgent, browser: cookie === undefined ? undefined : digestOf(cookie) },
      database,
      environment,
    );
    return false;
  });
  return policy;
}

async function mustAsk(
  { oidc }: KoaContextWithOIDC,
  { centre, account }: Holder,
  { database, environment }: Surroundings,
): Promise<boolean> {
  if (!oidc.session || oidc.result?.elsewhere === 'end') return false;
  const uid = digestOf(oidc.session.uid);
  return inUnit(database, centre, async (transaction) => {
    const { sessions } = await settingsOf(transaction, centre, environment.profile);
    if (sessions.oneSession !== 'ask' || (await hasBegun(transaction, centre, uid))) return false;
    return (await otherSessions(transaction, { centre, account, uid })).length > 0;
  });
}
