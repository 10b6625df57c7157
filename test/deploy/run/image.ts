import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { readText, root } from '../files/checkout.ts';
import {
  type DockerStage,
  environmentOf,
  type ImageSettings,
  parseDockerfile,
  settingsOf,
} from '../files/dockerfile.ts';

/** What an image would hold, in a folder: `/app` of the image is `<folder>/app`. */
export interface Image {
  folder: string;
  /** The folder in which its commands start. */
  workFolder: string;
  settings: ImageSettings;
}

interface Built {
  folder: string;
  work: string;
  environment: Record<string, string>;
}

/**
 * Carries out the Dockerfile's own lines, stage by stage, in folders below `into`: COPY from the checkout (without what
 * the .dockerignore names), RUN with the pinned Node first on the path. What only an engine can do is left out: the base
 * image, users, mounts.
 */
export async function buildImage(into: string): Promise<Image> {
  const stages = parseDockerfile(await readText('deploy/Dockerfile'));
  const ignored = ignoredNames(await readText('deploy/Dockerfile.dockerignore'));
  const built = new Map<string, Built>();
  let last: Built | undefined;
  for (const [index, stage] of stages.entries()) {
    last = await buildStage(stage, join(into, stage.name ?? `stage-${index}`), built, ignored);
    if (stage.name) built.set(stage.name, last);
  }
  const { folder, work } = last as Built;
  return { folder, workFolder: join(folder, work), settings: settingsOf(stages.at(-1) as DockerStage) };
}

type Ignored = (name: string) => boolean;
const nothing: Ignored = () => false;

/** Each line is a name, or the beginning of one with an asterisk after it, at any depth; no other form is understood. */
function ignoredNames(text: string): Ignored {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const patterns = lines.map((line) => {
    const [, name, star] = /^\*\*\/([\w.-]+)(\*?)$/.exec(line) ?? [];
    if (!name) throw new Error(`The .dockerignore holds more than names: ${line}`);
    return { name, star };
  });
  return (given) => patterns.some(({ name, star }) => (star ? given.startsWith(name) : given === name));
}

async function buildStage(stage: DockerStage, folder: string, built: Map<string, Built>, ignored: Ignored) {
  const base = built.get(stage.from);
  await mkdir(folder, { recursive: true });
  if (base) await copyAll(base.folder, folder);
  const state: Built = { folder, work: base?.work ?? '/', environment: { ...base?.environment } };
  for (const instruction of stage.instructions) {
    if (instruction.keyword === 'WORKDIR') state.work = instruction.text;
    if (instruction.keyword === 'ENV') Object.assign(state.environment, environmentOf([instruction]));
    if (instruction.keyword === 'COPY') await copy(instruction, state, built, ignored);
    if (instruction.keyword === 'RUN') await run(instruction.text, state);
  }
  return state;
}

async function copy(
  { flags, text }: { flags: string[]; text: string },
  { folder, work }: Built,
  built: Map<string, Built>,
  ignored: Ignored,
): Promise<void> {
  const from = flags.find((flag) => flag.startsWith('--from='))?.slice('--from='.length);
  const source = from === undefined ? root : (built.get(from) as Built).folder;
  const paths = text.split(/\s+/);
  const target = paths.pop() as string;
  const into = target.startsWith('/') ? join(folder, target) : join(folder, work, target);
  for (const path of paths) {
    const origin = join(source, path);
    const isFolder = (await stat(origin)).isDirectory();
    const to = isFolder || !(target.endsWith('/') || paths.length > 1) ? into : join(into, basename(path));
    await mkdir(isFolder ? to : dirname(to), { recursive: true });
    await copyAll(origin, to, from === undefined ? ignored : nothing);
  }
}

const copyAll = (from: string, to: string, ignored = nothing): Promise<void> =>
  cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => path === from || !ignored(basename(path)),
  });

async function run(command: string, { folder, work, environment }: Built): Promise<void> {
  const path = `${dirname(process.execPath)}:${process.env.PATH}`;
  const options = { cwd: join(folder, work), env: { ...process.env, ...environment, PATH: path } };
  await promisify(execFile)('/bin/sh', ['-ec', command], { ...options, maxBuffer: 64 * 1024 * 1024 }).catch((error) => {
    throw new Error(`RUN ${command}\n${error.stdout}\n${error.stderr}`);
  });
}

/** Every file below `folder` with its size and time of change: two equal lists say that nothing was written. */
export async function inventory(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const lines = await Promise.all(
    files.map(async (file) => {
      const { size, mtimeMs } = await stat(file);
      return `${relative(folder, file)} ${size} ${mtimeMs}`;
    }),
  );
  return lines.sort();
}
