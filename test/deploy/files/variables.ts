import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './checkout.ts';

/** Names in capitals that our own code (no tests, no comments) mentions: among them every variable that it reads. */
export async function namesInCode(): Promise<Set<string>> {
  const names = new Set<string>();
  for (const folder of ['packages', 'services', 'deploy'])
    for (const file of await sources(join(root, folder))) {
      const text = (await readFile(file, 'utf8')).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      for (const [name] of text.matchAll(/\b[A-Z][A-Z0-9_]+\b/g)) names.add(name);
    }
  return names;
}

async function sources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = entries
    .filter(({ name }) => !['node_modules', 'test', 'dist', 'web'].includes(name))
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? sources(path) : /(?<!\.gen)\.ts$/.test(entry.name) ? [path] : [];
    });
  return (await Promise.all(below)).flat();
}

/** Where each service listens when nobody says otherwise, as its main.ts has it. */
export async function ownPort(service: string): Promise<number> {
  const text = await readFile(join(root, 'services', service, 'main.ts'), 'utf8');
  const port = /\b(84\d\d)\b/.exec(text)?.[1];
  if (!port) throw new Error(`services/${service}/main.ts names no port.`);
  return Number(port);
}
