import { createHash, randomBytes } from 'node:crypto';

/** A browser without script: follows redirects by hand, keeps cookies by path, fills in forms. */
export class Browser {
  readonly #cookies = new Map<string, { value: string; path: string }>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async get(url: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(url, { method: 'GET', headers });
  }

  async post(url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(url, { method: 'POST', body: new URLSearchParams(form), headers });
  }

  /** Follows redirects until a page or an address outside of the provider. */
  async follow(response: Response): Promise<{ response: Response; location: string | undefined }> {
    let current = response;
    for (let hop = 0; hop < 10; hop++) {
      const location = current.headers.get('location');
      if (!location) return { response: current, location: undefined };
      const target = new URL(location, this.#origin);
      if (!target.pathname.startsWith('/oidc/')) return { response: current, location: target.href };
      current = await this.get(target.href);
    }
    throw new Error('too many redirects');
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name)?.value;
  }

  async #send(url: string, init: RequestInit & { headers: Record<string, string> }): Promise<Response> {
    const target = new URL(url, this.#origin);
    // Whatever host an address names, this browser talks to its own origin.
    const response = await fetch(new URL(target.pathname + target.search, this.#origin), {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: this.#cookieHeader(target.pathname), ...init.headers },
    });
    for (const header of response.headers.getSetCookie()) this.#keep(header);
    return response;
  }

  #cookieHeader(path: string): string {
    return [...this.#cookies]
      .filter(([, cookie]) => path.startsWith(cookie.path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  #keep(header: string): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const [name = '', ...rest] = pair.split('=');
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    if (/expires=thu, 01 jan 1970/i.test(header)) this.#cookies.delete(name);
    else this.#cookies.set(name, { value: rest.join('='), path });
  }
}

export interface Authorization {
  url: string;
  verifier: string;
  state: string;
  redirect: string;
}

/** An authorization request of the console. `issuerOrigin` is the address that the issuer knows itself by. */
export function authorizationRequest(issuerOrigin: string, extra: Record<string, string> = {}): Authorization {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(8).toString('base64url');
  const redirect = `${issuerOrigin}/callback`;
  const query = new URLSearchParams({
    client_id: 'console',
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: redirect,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...extra,
  });
  return { url: `/oidc/auth?${query}`, verifier, state, redirect };
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
  id_token: string;
  expires_in: number;
  scope: string;
  token_type: string;
}

/** Sends the sign-in form of a fresh authorization request. */
export async function submitSignIn(
  browser: Browser,
  authorization: Authorization,
  form: Record<string, string>,
): Promise<Response> {
  const { response } = await browser.follow(await browser.get(authorization.url));
  return browser.post(actionOf(await response.text()), form);
}

export const actionOf = (html: string): string =>
  (/<form[^>]*action="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&#38;', '&').replaceAll('&amp;', '&');

export async function codeFor(
  browser: Browser,
  authorization: Authorization,
  { username, password }: { username: string; password: string },
): Promise<string> {
  const { location, response } = await browser.follow(
    await submitSignIn(browser, authorization, { username, password }),
  );
  if (!location) throw new Error(`no redirect but ${response.status}: ${await response.text()}`);
  const code = new URL(location).searchParams.get('code');
  if (!code) throw new Error(`no code in ${location}`);
  return code;
}

/** The whole of a sign-in: form, code, tokens. */
export async function signInBrowser(
  origin: string,
  issuerOrigin: string,
  person: { username: string; password: string },
  browser = new Browser(origin),
): Promise<{ browser: Browser; tokens: Tokens }> {
  const authorization = authorizationRequest(issuerOrigin);
  const code = await codeFor(browser, authorization, person);
  const response = await exchange(origin, authorization, code);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return { browser, tokens: (await response.json()) as Tokens };
}

export const exchange = (origin: string, { verifier, redirect }: Authorization, code: string): Promise<Response> =>
  postForm(`${origin}/oidc/token`, {
    grant_type: 'authorization_code',
    client_id: 'console',
    code,
    code_verifier: verifier,
    redirect_uri: redirect,
  });

export const refresh = (origin: string, token: string): Promise<Response> =>
  postForm(`${origin}/oidc/token`, { grant_type: 'refresh_token', client_id: 'console', refresh_token: token });

export const postForm = (
  url: string,
  form: Record<string, string>,
  client?: { id: string; secret: string },
): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: client ? { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` } : {},
  });
