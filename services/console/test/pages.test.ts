import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type App, createServer, createTokenVerifier, readEnvironment } from '@zhiheng/http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtFolder, ensureConsoleBuilt } from '../build.ts';
import { consolePages } from '../plugin.ts';

let app: App;
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const script = (): string => {
  const name = readdirSync(join(builtFolder, 'assets')).find((each) => each.endsWith('.js'));
  return `/assets/${name}`;
};

beforeAll(async () => {
  // Twice at once, as two processes might.
  await Promise.all([ensureConsoleBuilt(), ensureConsoleBuilt()]);
  const environment = { ...readEnvironment({}, { port: 0 }), logLevel: 'silent' };
  app = await createServer({
    environment,
    title: 'test',
    tokens: createTokenVerifier(environment),
    accountActive: async () => false,
  });
  await app.register(consolePages, { environment });
  app.get('/api/v1/known', { config: { access: 'public' } }, () => ({}));
  await app.ready();
}, 180_000);
afterAll(() => app?.close());

describe('the pages', () => {
  it.each(['/', '/home', '/people/newcomer', '/callback?code=1', '/no/such/page'])(
    'answers a browser that opens %s, and never lets it keep the answer',
    async (url) => {
      const answer = await app.inject({ url, headers: browser });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toContain('text/html');
      expect(answer.headers['cache-control']).toBe('no-cache');
      expect(answer.body).toContain('<div id="root">');
    },
  );

  it('run no script but those of the same origin', async () => {
    const answer = await app.inject({ url: '/', headers: browser });
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
    expect(answer.body).not.toMatch(/<script(?![^>]*\bsrc="\/)/);
    expect(answer.body).not.toMatch(/(src|href)="(?!\/)/);
  });

  it('give anybody the page that verifies evidence, which may run its one script and ask nobody for anything', async () => {
    const answer = await app.inject({ url: '/verifier.html' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-cache');
    const [, script] = /<script>([\s\S]*)<\/script>/.exec(answer.body) ?? [];
    const digest = createHash('sha256').update(String(script)).digest('base64');
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; /);
    expect(answer.headers['content-security-policy']).toContain(`script-src 'sha256-${digest}'`);
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('give hashed assets for good, compressed where that is understood', async () => {
    const plain = await app.inject({ url: script() });
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.headers['content-encoding']).toBeUndefined();
    const small = await app.inject({ url: script(), headers: { 'accept-encoding': 'gzip, br' } });
    expect(small.headers['content-encoding']).toBe('br');
    expect(small.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
  });

  it.each(['/assets/none.js', '/assets/%2e%2e/.stamp', '/assets/..%2f.stamp', '/.stamp'])(
    'answers %s with a problem',
    async (url) => {
      const answer = await app.inject({ url });
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toMatch(/^[0-9a-f]{64}$/);
    },
  );
});

describe('paths of the services', () => {
  it.each([
    '/api/v1/unknown',
    '/api',
    '/audit/v1/unknown',
    '/oidc/unknown',
    '/scim/v2/unknown',
    '/.well-known/unknown',
  ])('keeps %s not found, for browsers too', async (url) => {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await app.inject({ url, method, headers: browser });
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ code: 'not-found' });
    }
  });

  it('still say which methods a known path has', async () => {
    const answer = await app.inject({ url: '/api/v1/known', method: 'DELETE' });
    expect(answer.json()).toMatchObject({ code: 'method-not-allowed', status: 405 });
  });

  it('answer a program that opens a page’s path with a problem', async () => {
    const answer = await app.inject({ url: '/home', headers: { accept: 'application/json' } });
    expect(answer.json()).toMatchObject({ code: 'not-found', status: 404 });
  });
});
