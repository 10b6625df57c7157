import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { details } from '../index.ts';

/** That a detail has both languages is checked by the compiler: `Problem` takes no other. Here: that each is said by somebody. */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const passedOver = /\/test\/|contracts\/details|[.]gen[.]ts$/;
const unread = new Set(['node_modules', 'dist', 'web']);

async function sources(): Promise<string[]> {
  const paths: string[] = [];
  const all = glob('{packages,services}/**/*.ts', { cwd: root, exclude: (path) => unread.has(basename(path)) });
  for await (const path of all) if (!passedOver.test(path)) paths.push(path);
  return paths;
}

test('no detail is left over', async () => {
  const texts = await Promise.all((await sources()).map((path) => readFile(join(root, path), 'utf8')));
  const named = new Set(texts.flatMap((text) => text.match(/'[a-z]+(?:-[a-z]+)*'/g) ?? []));
  expect(Object.keys(details).filter((code) => !named.has(`'${code}'`))).toEqual([]);
});
