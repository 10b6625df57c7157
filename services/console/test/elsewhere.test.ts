import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, createServer, createTokenVerifier, readEnvironment } from '@zhiheng/http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtFolder, ensureConsoleBuilt } from '../build.ts';
import { consolePages } from '../plugin.ts';

/** The console works where there is no internet: nothing of it comes from elsewhere, and nothing is sent there. */
let app: App;
beforeAll(async () => {
  await ensureConsoleBuilt();
  const environment = { ...readEnvironment({}, { port: 0 }), logLevel: 'silent' };
  const tokens = createTokenVerifier(environment);
  app = await createServer({ environment, title: 'test', tokens, accountActive: async () => false });
  await app.register(consolePages, { environment });
  await app.ready();
}, 180_000);
afterAll(() => app?.close());

it('browsers are told to fetch scripts, styles, fonts and pictures, and to connect, nowhere else', async () => {
  for (const url of ['/', '/verifier.html']) {
    const { headers } = await app.inject({ url, headers: { accept: 'text/html' } });
    const directives = new Map(
      String(headers['content-security-policy'])
        .split(';')
        .map((each) => each.trim().split(' '))
        .map(([name = '', ...sources]) => [name, sources]),
    );
    // What has no directive of its own falls back to this one.
    expect(directives.get('default-src'), url).toEqual([url === '/' ? "'self'" : "'none'"]);
    for (const [name, sources] of directives)
      for (const source of sources)
        expect(source, `${url}: ${name}`).toMatch(/^('self'|'none'|'unsafe-inline'|'sha256-[^']+'|data:|blob:)$/);
  }
});

it('what is built names no address to fetch a script, a style, a font or a picture from', () => {
  const files = readdirSync(builtFolder, { recursive: true, encoding: 'utf8' });
  const read = files.filter((file) => /\.(html|css|svg)$/.test(file));
  expect(read.length).toBeGreaterThan(1);
  for (const file of read) {
    const text = readFileSync(join(builtFolder, file), 'utf8').replaceAll(/xmlns(:\w+)?="[^"]*"/g, '');
    expect(
      text.match(/(?:src|href)="(?:https?:)?\/\/[^"]*"|url\(["']?(?:https?:)?\/\/[^)]*\)|@import[^;]*\/\/[^;]*;/g),
      file,
    ).toBeNull();
  }
});
