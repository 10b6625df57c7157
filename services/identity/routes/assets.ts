import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { App } from '@zhiheng/http';

/** What the sign-in pages load: the library that speaks WebAuthn, as its package ships it for browsers, and our few lines. */
export async function assetRoutes(app: App): Promise<void> {
  const files = {
    'webauthn.js': new URL('../dist/bundle/index.umd.min.js', import.meta.resolve('@simplewebauthn/browser')),
    'passkey.js': new URL('../browser/passkey.js', import.meta.url),
  };
  for (const [name, url] of Object.entries(files)) {
    const text = await readFile(fileURLToPath(url), 'utf8');
    app.get(`/oidc/assets/${name}`, {
      config: { access: 'public' },
      schema: { tags: ['identity'], summary: `登录页脚本 / script of the sign-in pages: ${name}` },
      handler: async (_request, reply) =>
        reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=300').send(text),
    });
  }
}
