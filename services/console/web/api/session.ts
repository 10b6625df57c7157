import { ErrorResponse, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';

/** Why somebody is asked to sign in again, in words that a service has said or that the page knows. */
export interface Notice {
  kind: 'signed-out' | 'ended' | 'disabled' | 'failed';
  title?: string;
  detail?: string;
}

export interface SessionState {
  status: 'unknown' | 'signed-in' | 'signed-out';
  notice?: Notice;
}

const noticeKey = 'zhiheng.notice';
/** Seconds that a token must still last to be sent. */
const renewBefore = 20;
const { origin } = window.location;

/** Tokens stay in this tab and end with it. */
const manager = new UserManager({
  authority: `${origin}/oidc`,
  client_id: 'console',
  redirect_uri: `${origin}/callback`,
  post_logout_redirect_uri: `${origin}/`,
  scope: 'openid profile offline_access',
  userStore: new WebStorageStateStore({ store: window.sessionStorage }),
  stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
  // Renewed when something is asked for, never on a timer: an abandoned page must not keep its session alive.
  automaticSilentRenew: false,
  monitorSession: false,
  loadUserInfo: false,
});

let state: SessionState = { status: 'unknown' };
let renewal: Promise<User | null> | undefined;
const listeners = new Set<() => void>();

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** For React's `useSyncExternalStore`. */
export const sessionStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): SessionState => state,
};

/** Finds out whether this tab is signed in. */
export async function openSession(): Promise<void> {
  // A provider that cannot be reached now may be later: whether the session stands shows at the first question.
  const user = await currentUser().catch(() => manager.getUser());
  if (user) return become({ status: 'signed-in' });
  const kept = window.sessionStorage.getItem(noticeKey);
  window.sessionStorage.removeItem(noticeKey);
  become({ status: 'signed-out', ...(kept ? { notice: JSON.parse(kept) as Notice } : {}) });
}

/** Leaves for the sign-in page; comes back to `returnTo`. */
export const signIn = (returnTo: string): Promise<void> => manager.signinRedirect({ state: returnTo });

/**
 * Asks the provider for a stronger or fresher sign-in, in a window of its own. Rejects when that window is closed; another
 * person's sign-in ends this session.
 */
export async function signInAnew({ acrValues, maxAge }: { acrValues: string; maxAge: number }): Promise<void> {
  const before = await manager.getUser();
  const after = await manager.signinPopup({
    acr_values: acrValues,
    max_age: maxAge,
    popupWindowFeatures: { width: 520, height: 760 },
  });
  if (before && after.profile.sub !== before.profile.sub) await endSession({ kind: 'ended' });
}

/** Takes the code that the sign-in page sent back. Resolves to the path that the person wanted. */
export async function finishSignIn(): Promise<string> {
  if (window.opener) {
    // The window of a fresher sign-in: tells the page that has opened it, and closes.
    await manager.signinPopupCallback();
    return new Promise(() => undefined);
  }
  const user = await manager.signinCallback();
  become({ status: 'signed-in' });
  const wanted = user?.state;
  return typeof wanted === 'string' && wanted.startsWith('/') && !wanted.startsWith('//') ? wanted : '/';
}

/** Ends the session at the provider, too. */
export async function signOut(): Promise<void> {
  window.sessionStorage.setItem(noticeKey, JSON.stringify({ kind: 'signed-out' } satisfies Notice));
  await manager.signoutRedirect();
}

/** This tab forgets its tokens and says why. */
export async function endSession(notice: Notice): Promise<void> {
  await manager.removeUser();
  become({ status: 'signed-out', notice });
}

/** The token to send; renewed first when it has ended. Undefined: nobody is signed in. */
export async function accessToken(): Promise<string | undefined> {
  return (await currentUser())?.access_token;
}

/** Whether the token may still be sent as it is: what nobody asked for is no reason to renew it. */
export async function tokenStands(): Promise<boolean> {
  return ((await manager.getUser())?.expires_in ?? 0) > renewBefore;
}

async function currentUser(): Promise<User | null> {
  const user = await manager.getUser();
  if (!user || (user.expires_in ?? 0) > renewBefore) return user;
  renewal ??= renew().finally(() => {
    renewal = undefined;
  });
  return renewal;
}

/** A provider that refuses has ended the session; one that cannot be reached has not. */
async function renew(): Promise<User | null> {
  try {
    return await manager.signinSilent();
  } catch (error) {
    if (!(error instanceof ErrorResponse)) throw error;
    await manager.removeUser();
    return null;
  }
}
