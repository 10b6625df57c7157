import { Secret, TOTP } from 'otpauth';
import { type Authorization, actionOf, authorizationRequest, Browser, exchange, type Tokens } from './browser.ts';
import type { TestPerson } from './world.ts';

/** The present code of a secret. */
export const codeOf = (secret: string): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

export const secretOn = (html: string): string => /<code id="secret">([A-Z2-7]+)</.exec(html)?.[1] ?? '';
const codesOn = (html: string): string[] => [...html.matchAll(/<li><code>([^<]+)</g)].map(([, code]) => code as string);
const formTo = (html: string, end: string): string =>
  [...html.matchAll(/<form[^>]*action="([^"]+)"/g)]
    .map(([, action]) => action as string)
    .find((action) => action.endsWith(end)) ?? '';

export interface AtFactor {
  browser: Browser;
  authorization: Authorization;
  html: string;
  post(end: string, form: Record<string, string>): Promise<Response>;
}

/** A browser that has given its password and sees what comes next. */
export async function afterPassword(
  origin: string,
  issuer: string,
  { username, password }: Pick<TestPerson, 'username' | 'password'>,
): Promise<AtFactor> {
  const browser = new Browser(origin);
  const authorization = authorizationRequest(issuer, { scope: 'openid profile offline_access' });
  const { response } = await browser.follow(await browser.get(authorization.url));
  const signedIn = await browser.post(actionOf(await response.text()), { username, password });
  return atFactor(browser, authorization, signedIn);
}

export async function atFactor(browser: Browser, authorization: Authorization, answer: Response): Promise<AtFactor> {
  const { response } = await browser.follow(answer);
  const html = await response.text();
  return { browser, authorization, html, post: (end, form) => browser.post(formTo(html, end), form) };
}

/** The tokens of a sign-in whose last step was answered so. */
export async function tokensAfter(origin: string, at: AtFactor, answer: Response): Promise<Tokens> {
  const { location } = await at.browser.follow(answer);
  const code = new URL(location ?? 'none:').searchParams.get('code') ?? '';
  const response = await exchange(origin, at.authorization, code);
  return (await response.json()) as Tokens;
}

/** Sets an authenticator up at the first sign-in. */
export async function enrolled(origin: string, issuer: string, person: TestPerson) {
  const at = await afterPassword(origin, issuer, person);
  const secret = secretOn(at.html);
  const answer = await at.post('/enrolment/code', { code: codeOf(secret), name: 'phone' });
  const page = await answer.text();
  const next = /<a class="button" href="([^"]+)"/.exec(page)?.[1] ?? '';
  return { at, secret, codes: codesOn(page), tokens: await tokensAfter(origin, at, await at.browser.get(next)) };
}
