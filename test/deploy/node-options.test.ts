import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Command } from '../support/process.ts';
import { readText, root } from './files/checkout.ts';
import { type DockerStage, parseDockerfile, settingsOf } from './files/dockerfile.ts';
import { readUnit, variablesOf } from './files/systemd.ts';

/** What the launcher tells Node: the image and the services' unit say the same, so that what is measured here is what runs there. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-options-'));
  await writeFile(join(folder, 'told.mjs'), 'process.stdout.write(process.env.NODE_OPTIONS);');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function told(own: string): Promise<string> {
  const { code, stdout, stderr } = await new Command([relative(root, join(folder, 'told.mjs'))], { NODE_OPTIONS: own })
    .ended;
  expect(code, stderr).toBe(0);
  return stdout;
}

test('the image and the services’ unit start Node as the launcher does', async () => {
  const options = await told('');
  expect(options).toMatch(/^--max-semi-space-size=\d+$/);
  const image = settingsOf(parseDockerfile(await readText('deploy/Dockerfile')).at(-1) as DockerStage);
  expect(image.environment.NODE_OPTIONS).toBe(options);
  expect(variablesOf(await readUnit('zhiheng@.service', 'access')).NODE_OPTIONS).toBe(options);
});

test('what the caller sets comes behind it, and so counts', async () => {
  expect(await told('--max-semi-space-size=8')).toBe(`${await told('')} --max-semi-space-size=8`);
});
