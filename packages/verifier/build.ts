import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('./web/', import.meta.url));

/**
 * The verifier as one page: markup, style and script in it, nothing to fetch. Its own content security policy names the two by
 * their digests and forbids everything else, so that it can send nothing anywhere. Rejects with the bundler's words.
 */
export async function buildVerifierPage(): Promise<string> {
  const [page, style, script] = await Promise.all([
    readFile(join(web, 'page.html'), 'utf8'),
    readFile(join(web, 'page.css'), 'utf8'),
    bundle(),
  ]);
  const policy = `default-src 'none'; script-src '${digestOf(script)}'; style-src '${digestOf(style)}'; base-uri 'none'; form-action 'none'`;
  return page
    .replace('%POLICY%', () => policy)
    .replace('<!-- STYLE -->', () => `<style>${style}</style>`)
    .replace('<!-- SCRIPT -->', () => `<script>${script}</script>`);
}

const digestOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** The script and what it imports of the ledger, in one piece that can stand between script tags. */
async function bundle(): Promise<string> {
  const { build } = await import('vite');
  const built = await build({
    configFile: false,
    root: web,
    mode: 'production',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry: join(web, 'page.ts'), formats: ['iife'], name: 'verifier' },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  const chunks = first && 'output' in first ? first.output.filter(({ type }) => type === 'chunk') : [];
  const [chunk] = chunks;
  if (chunks.length !== 1 || chunk?.type !== 'chunk') throw new Error('The verifier did not become one script.');
  return chunk.code.replaceAll('</script', String.raw`<\/script`).replaceAll('<!--', String.raw`<\!--`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [out] = process.argv.slice(2);
  if (!out) throw new Error('usage: node packages/verifier/build.ts OUT.html');
  await writeFile(out, await buildVerifierPage());
}
