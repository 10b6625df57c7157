import type { SignInSettings } from '@zhiheng/contracts';
import type { Database, Transaction } from '@zhiheng/database';
import type { Environment } from '@zhiheng/http';
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { digestOf } from './adapter.ts';
import { sameNetwork } from './addresses.ts';
import { outsideNow } from './admission.ts';
import { browserName } from './browsers.ts';
import { centreOfId, type Holder, noCentre } from './holder.ts';
import { requestContext } from './request-context.ts';
import { endSession } from './sessions.ts';
import { settingsOf } from './sign-in-settings.ts';
import { type KeptSession, sessionByUid, sessionOfCookie } from './store/session-store.ts';
import { inUnit } from './store/unit-of-work.ts';

interface Surroundings {
  database: Database;
  environment: Environment;
}

/**
 * Before the provider looks at a session's cookie: used from another browser or network than it was given to, or out of
 * hours, it ends here, and the provider finds none. A browser is known by family and system, which a thief can copy but
 * a stray cookie does not carry; versions change under a session and do not count. So it is with refresh tokens of our own
 * pages, which the browser itself shows (`requireInside`); applications show theirs from a server.
 */
export async function endStraySession(
  ctx: Pick<KoaContextWithOIDC, 'path' | 'cookies' | 'get'>,
  provider: Provider,
  { database, environment }: Surroundings,
): Promise<void> {
  if (!/^\/auth(\/|$)/.test(ctx.path)) return;
  const cookie = ctx.cookies.get(provider.cookieName('session'), { signed: true });
  const centre = cookie ? centreOfId(cookie) : noCentre;
  if (!cookie || centre === noCentre) return;
  const { trace } = requestContext();
  await inUnit(database, centre, async (transaction) => {
    const session = await sessionOfCookie(transaction, centre, digestOf(cookie));
    if (!session) return;
    const settings = await settingsOf(transaction, centre, environment.profile);
    const reason =
      strayOf(settings, session, { address: trace.address, browser: browserName(ctx.get('user-agent')) }) ??
      (await outsideNow(
        transaction,
        settings,
        { centre, person: session.person },
        { address: trace.address, holidays: environment.holidays },
      ));
    if (reason) await endSession(transaction, centre, session, { ...trace, reason });
  });
}

function strayOf(
  { sessions: { binding } }: SignInSettings,
  session: Pick<KeptSession, 'address' | 'browser'>,
  { address, browser }: { address: string; browser: string | undefined },
): string | undefined {
  if (binding === 'none') return undefined;
  if (session.browser !== (browser ?? null)) return 'another-browser';
  if (binding === 'browser-and-network' && !sameNetwork(session.address, address)) return 'another-network';
  return undefined;
}

/** What somebody shows a code or refresh token by. */
interface Showing {
  sessionUid: string | undefined;
  /** By whose name it has to be the browser of the session; absent where no browser shows it. */
  shownBy?: { browser: string | undefined };
}

/**
 * Whoever takes a code or refreshes has to be within the hours and addresses of their roles still, and in the browser of the
 * session. Else the session is over. Throws InvalidGrant.
 */
export async function requireInside(
  { database, environment }: Surroundings,
  holder: Holder,
  { sessionUid, shownBy }: Showing,
): Promise<void> {
  const { centre } = holder;
  const { trace } = requestContext();
  const { address } = trace;
  const uid = sessionUid === undefined ? undefined : digestOf(sessionUid);
  const outside = await inUnit(database, centre, async (transaction: Transaction) => {
    const settings = await settingsOf(transaction, centre, environment.profile);
    const session = uid && shownBy && (await sessionByUid(transaction, centre, uid));
    const found =
      (session && strayOf(settings, session, { address, ...shownBy })) ??
      (await outsideNow(transaction, settings, holder, { address, holidays: environment.holidays }));
    if (found && uid) await endSession(transaction, centre, { ...holder, uid }, { ...trace, reason: found });
    return found;
  });
  if (outside) throw new errors.InvalidGrant(outside);
}
