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
  await writeFile(
    join(folder, 'told.mjs'),
    'process.stdout.write(JSON.stringify([process.env.NODE_OPTIONS, process.execArgv]));',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** By its variable, and by its command line. */
async function told(own: string): Promise<[options: string, flags: string[]]> {
  const { code, stdout, stderr } = await new Command([relative(root, join(folder, 'told.mjs'))], { NODE_OPTIONS: own })
    .ended;
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

test('the image and the services’ unit start Node as the launcher does', async () => {
  const [options, flags] = await told('');
  expect(options).toMatch(/^--max-semi-space-size=\d+$/);
  expect(flags).toEqual([expect.stringMatching(/^--min-semi-space-size=\d+$/)]);
  const image = settingsOf(parseDockerfile(await readText('deploy/Dockerfile')).at(-1) as DockerStage);
  expect(image.environment.NODE_OPTIONS).toBe(options);
  expect(image.entrypoint).toEqual(['node', ...flags]);
  const unit = await readUnit('zhiheng@.service', 'access');
  expect(variablesOf(unit).NODE_OPTIONS).toBe(options);
  expect(unit.get('Service.ExecStart')).toEqual([['/usr/bin/node', ...flags, 'services/access/main.ts'].join(' ')]);
});

test('what the caller sets comes behind it, and so counts', async () => {
  const [options] = await told('');
  expect((await told('--max-semi-space-size=8'))[0]).toBe(`${options} --max-semi-space-size=8`);
});
