import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readText, root } from './files/checkout.ts';
import { type DockerStage, type ImageSettings, parseDockerfile, settingsOf } from './files/dockerfile.ts';

let stages: DockerStage[];
let settings: ImageSettings;
beforeAll(async () => {
  stages = parseDockerfile(await readText('deploy/Dockerfile'));
  settings = settingsOf(stages.at(-1) as DockerStage);
});
const all = (keyword: string) =>
  stages.flatMap(({ instructions }) => instructions.filter((instruction) => instruction.keyword === keyword));

describe('the image', () => {
  test('stands on the very Node that the project pins, by name only', async () => {
    const { catalog } = parse(await readText('pnpm-workspace.yaml')) as { catalog: { node: string } };
    const version = catalog.node.replace('npm:node@', '');
    const names = stages.map(({ name }) => name);
    const bases = stages.map(({ from }) => from).filter((from) => !names.includes(from));
    expect(new Set(bases)).toEqual(new Set([`node:${version}-slim`]));
  });

  test('is installed by the pnpm of the launcher from the lock file, for production in the stage that is kept', async () => {
    const pnpm = /const pnpm = '(pnpm@[\d.]+)'/.exec(await readText('packages/cli/launch.mjs'))?.[1];
    const installs = all('RUN').filter(({ text }) => /\bpnpm@/.test(text));
    expect(installs).toHaveLength(2);
    for (const { text } of installs) expect(text).toContain(`npx --yes ${pnpm} install --frozen-lockfile`);
    const kept = stages
      .at(-1)
      ?.instructions.find(({ text, keyword }) => keyword === 'COPY' && text.startsWith('/app '));
    const stage = stages.find(({ name }) => kept?.flags.includes(`--from=${name}`));
    expect(stage?.instructions.some(({ text }) => /pnpm@\S+ install .*--prod\b/.test(text))).toBe(true);
  });

  test('copies what is there, fetches nothing, and holds no secret', () => {
    const paths = all('COPY')
      .filter(({ flags }) => !flags.some((flag) => flag.startsWith('--from=')))
      .flatMap(({ text }) => text.split(/\s+/).slice(0, -1));
    expect(paths).toContain('migrations');
    for (const path of paths) expect(existsSync(join(root, path)), path).toBe(true);
    expect(all('ADD')).toEqual([]);
    expect(Object.keys(settings.environment).sort()).toEqual(['HOST', 'NODE_ENV', 'NODE_OPTIONS', 'PORT']);
  });

  test('runs as another user than root, who owns none of it', () => {
    expect(settings.user).toBe('node');
    const last = stages.at(-1)?.instructions ?? [];
    expect(last.findLastIndex(({ keyword }) => ['COPY', 'RUN', 'ADD'].includes(keyword))).toBeLessThan(
      last.findIndex(({ keyword }) => keyword === 'USER'),
    );
    // But for the folders that the log and a witness write, on which volumes lie.
    const owned = all('COPY').filter(({ flags }) => flags.some((flag) => flag.startsWith('--chown')));
    expect(owned.map(({ text }) => text)).toEqual(
      ['log-archive', 'log-seen', 'witness'].map((name) => `/app/empty /var/lib/zhiheng/${name}`),
    );
  });

  test('starts without a shell and checks its own health', () => {
    expect(settings.entrypoint[0]).toBe('node');
    for (const words of [settings.command, settings.health.slice(1)])
      expect(existsSync(join(root, words[0] as string)), words.join(' ')).toBe(true);
    expect(settings.health[0]).toBe('node');
  });
});

describe('a Dockerfile that is none', () => {
  test.each([['FROM a\nFETCH b'], ['RUN before'], ['FROM a b c'], ['FROM a\n  nonsense']])('%j is refused', (text) => {
    expect(() => parseDockerfile(text)).toThrow();
  });

  test('continued lines are one, comments between them none', () => {
    const [stage] = parseDockerfile('FROM a AS b\nRUN --mount=type=cache,target=/x \\\n# why\n    one \\\n    two\n');
    expect(stage).toEqual({
      from: 'a',
      name: 'b',
      instructions: [{ keyword: 'RUN', flags: ['--mount=type=cache,target=/x'], text: 'one two' }],
    });
  });
});
