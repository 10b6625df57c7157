import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionOf, authorizationRequest, Browser, refresh, signInBrowser } from './browser.ts';
import { startWorld, type TestPerson, type World } from './world.ts';

let world: World;
let person: TestPerson;

beforeAll(async () => {
  world = await startWorld();
  person = await world.addPerson('county', 'aimed-at');
});
afterAll(() => world?.close());

const told = async (action: string) => (await world.entries('county')).filter((entry) => entry.action === action);

async function formOf(browser: Browser): Promise<string> {
  const { response } = await browser.follow(await browser.get(authorizationRequest(world.origin).url));
  return actionOf(await response.text());
}

describe('a page of another site', () => {
  const credentials = () => ({ username: person.username, password: person.password });

  it.each([
    ['says where it is', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['is a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
    ['is in an older browser', { origin: 'https://evil.example' }],
  ])('that %s sends no form of ours', async (_, headers) => {
    const browser = new Browser(world.origin);
    const form = await formOf(browser);
    const before = (await told('request.cross-site')).length;
    for (const path of [form, `${form}/password`, `${form}/elsewhere`, '/oidc/session/end/confirm'])
      expect((await browser.post(path, credentials(), headers)).status).toBe(403);
    expect(await told('request.cross-site')).toHaveLength(before + 4);
    const own = { 'sec-fetch-site': 'same-origin', origin: 'null' };
    expect((await browser.post(form, credentials(), own)).status).toBe(303);
  });

  it('has no cookie of ours to send along', async () => {
    const form = await formOf(new Browser(world.origin));
    for (const path of [form, `${form}/password`, `${form}/elsewhere`])
      expect((await new Browser(world.origin).post(path, credentials())).status).toBe(400);
    const { tokens } = await signInBrowser(world.origin, world.origin, person);
    expect((await new Browser(world.origin).post('/oidc/session/end/confirm', { logout: 'yes' })).status).toBe(400);
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(200);
  });

  it('cannot frame a page of ours', async () => {
    const { browser } = await signInBrowser(world.origin, world.origin, person);
    const form = await formOf(new Browser(world.origin));
    const pages = [
      form,
      `${form}/password`,
      `${form}/elsewhere`,
      '/oidc/session/end?client_id=console',
      '/oidc/auth?x=y',
    ];
    for (const page of pages) {
      const { headers } = await browser.get(page);
      expect(headers.get('content-security-policy'), page).toContain("frame-ancestors 'none'");
      expect(headers.get('x-frame-options'), page).toBe('DENY');
    }
  });
});

describe('an address that is not the client’s', () => {
  it.each([
    'https://evil.example/callback',
    '//evil.example',
    'javascript:alert(1)',
    'ORIGIN/callback/../evil',
    'ORIGIN/callback?next=https://evil.example',
    'ORIGIN@evil.example/callback',
  ])('is not gone to after the sign-in, and is told: %s', async (address) => {
    const before = (await told('authorization.refused')).length;
    const redirect_uri = address.replace('ORIGIN', world.origin);
    const { url } = authorizationRequest(world.origin, { redirect_uri });
    const response = await new Browser(world.origin).get(url);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await told('authorization.refused')).toHaveLength(before + 1);
  });

  it('is not gone to after the sign-out', async () => {
    const before = (await told('authorization.refused')).length;
    const { tokens, browser } = await signInBrowser(world.origin, world.origin, person);
    for (const post_logout_redirect_uri of ['https://evil.example/', `${world.origin}/evil`]) {
      const query = new URLSearchParams({ id_token_hint: tokens.id_token, post_logout_redirect_uri });
      const response = await browser.get(`/oidc/session/end?${query}`);
      expect(response.status).toBe(400);
      expect(response.headers.get('location')).toBeNull();
    }
    expect((await told('authorization.refused')).length).toBe(before + 2);
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(200);
  });
});
