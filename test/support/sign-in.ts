import { createHash, randomBytes } from 'node:crypto';

/** Cookies of one browser, by name: enough for one origin. */
class CookieJar {
  readonly #cookies = new Map<string, string>();

  keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }

  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

export interface Tokens {
  access_token: string;
  refresh_token?: string;
  id_token?: string;
  expires_in: number;
  error?: string;
}

/** What the sign-in page showed when it did not let the person in. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  readonly page: string;
  constructor(page: string) {
    super(
      page
        .replaceAll(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    );
    this.page = page;
  }
}

/** Signs in as a browser without script would: code + PKCE with the plain form. Throws SignInRefused. */
export async function signIn(origin: string, username: string, password = `demo-${username}`): Promise<Tokens> {
  const jar = new CookieJar();
  const verifier = randomBytes(32).toString('base64url');
  const redirect = `${origin}/callback`;
  const start = new URL('/oidc/auth', origin);
  start.search = new URLSearchParams({
    client_id: 'console',
    response_type: 'code',
    redirect_uri: redirect,
    scope: 'openid profile offline_access',
    state: 'state',
    prompt: 'consent',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const form = await follow(jar, start.href, redirect);
  const page = await form.text();
  const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
  if (!action) throw new Error(`No form on the sign-in page: ${page.slice(0, 400)}`);
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
    name,
    value,
  ]);
  const body = new URLSearchParams([...(hidden as [string, string][]), ['username', username], ['password', password]]);
  const after = await follow(jar, new URL(action, form.url || origin).href, redirect, { method: 'POST', body });
  const location = after.headers.get('location');
  if (!location?.startsWith(redirect)) throw new SignInRefused(await after.text());
  const code = new URL(location).searchParams.get('code');
  if (!code) throw new SignInRefused(location);
  return token(origin, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirect,
    client_id: 'console',
    code_verifier: verifier,
  });
}

/** Asks the token endpoint; gives its answer, an error included. */
export async function token(origin: string, parameters: Record<string, string>, basic?: string): Promise<Tokens> {
  const response = await fetch(new URL('/oidc/token', origin), {
    method: 'POST',
    body: new URLSearchParams(parameters),
    headers: basic ? { authorization: `Basic ${Buffer.from(basic).toString('base64')}` } : {},
  });
  return (await response.json()) as Tokens;
}

export const refresh = (origin: string, refreshToken: string): Promise<Tokens> =>
  token(origin, { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: 'console' });

export async function clientToken(
  origin: string,
  client: 'demo-business' | 'demo-hr' | 'demo-receiver',
  scope: string,
): Promise<string> {
  const { access_token } = await token(
    origin,
    { grant_type: 'client_credentials', scope },
    `${client}:${client}-secret`,
  );
  return access_token;
}

/** Follows redirects with the jar's cookies until a page or the redirect back to the application. */
async function follow(jar: CookieJar, url: string, stopAt: string, init: RequestInit = {}): Promise<Response> {
  let next = url;
  let options = init;
  for (let hop = 0; hop < 10; hop++) {
    const response = await fetch(next, { ...options, redirect: 'manual', headers: { cookie: jar.header } });
    jar.keep(response);
    const location = response.headers.get('location');
    if (!location || location.startsWith(stopAt)) return response;
    next = new URL(location, next).href;
    options = {};
  }
  throw new Error(`Too many redirects from ${url}`);
}
