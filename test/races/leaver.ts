import { createHash, randomBytes } from 'node:crypto';
import { password, type WholeServers } from './whole-servers.ts';

/** A browser's way to a code: what the console has asked for, and what the browser keeps. */
interface Asked {
  verifier: string;
  cookies: Map<string, string>;
  /** Where the sign-in form is sent; absent where nobody is asked. */
  form?: string;
  code?: string;
}

/** Somebody who signs in, by the requests that a browser and the console make. */
export class Leaver {
  readonly username: string;
  readonly #servers: WholeServers;

  constructor(servers: WholeServers, username: string) {
    this.#servers = servers;
    this.username = username;
  }

  /** A sign-in form that was opened and not sent yet; with another's cookies a code, if they are signed in. */
  async ask(origin: string, { cookies }: Pick<Asked, 'cookies'> = { cookies: new Map() }): Promise<Asked> {
    const verifier = randomBytes(32).toString('base64url');
    const query = new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      redirect_uri: `${this.#servers.issuer}/callback`,
      scope: 'openid profile offline_access',
      state: 'state',
      prompt: cookies.size > 0 ? '' : 'consent',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    if (cookies.size > 0) query.delete('prompt');
    const kept = new Map(cookies);
    const answer = await this.#go(origin, `/oidc/auth?${query}`, kept);
    const location = answer.headers.get('location') ?? '';
    const code = new URL(location, origin).searchParams.get('code');
    return { verifier, cookies: kept, ...(code ? { code } : { form: location }) };
  }

  /** Sends the form; whether it let the person in. */
  async send(origin: string, { form = '', cookies }: Asked): Promise<string | undefined> {
    const body = new URLSearchParams({ username: this.username, password });
    const answer = await this.#go(origin, form, cookies, { method: 'POST', body });
    return answer.status === 303 ? (answer.headers.get('location') ?? undefined) : undefined;
  }

  /** The whole of a sign-in: its browser, and a code. */
  async signIn(origin: string): Promise<Asked> {
    const asked = await this.ask(origin);
    for (let next = await this.send(origin, asked), hop = 0; next && hop < 5; hop++) {
      const code = new URL(next, origin).searchParams.get('code');
      if (code) return { ...asked, code };
      next = (await this.#go(origin, next, asked.cookies)).headers.get('location') ?? undefined;
    }
    throw new Error(`${this.username} cannot sign in`);
  }

  /** Tokens for a code; undefined where there are none. */
  exchange(origin: string, { verifier, code = '' }: Asked): Promise<Tokens | undefined> {
    const redirect = `${this.#servers.issuer}/callback`;
    return this.#tokens(origin, {
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: redirect,
    });
  }

  refresh(origin: string, token: string): Promise<Tokens | undefined> {
    return this.#tokens(origin, { grant_type: 'refresh_token', refresh_token: token });
  }

  async #tokens(origin: string, parameters: Record<string, string>): Promise<Tokens | undefined> {
    const answer = await fetch(`${origin}/oidc/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'console', ...parameters }),
    });
    const body = (await answer.json()) as Tokens;
    return answer.ok ? body : undefined;
  }

  /** Whatever address a redirect names, all processes know each other's cookies and pages. */
  async #go(origin: string, path: string, cookies: Map<string, string>, init: RequestInit = {}): Promise<Response> {
    const { pathname, search } = new URL(path, origin);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(origin + pathname + search, {
      ...init,
      redirect: 'manual',
      headers: { cookie, accept: 'text/html' },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
}
