import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serviceNames } from './roles.ts';

const generated = fileURLToPath(new URL('./schema.gen.ts', import.meta.url));

/** Table types read from a migrated database. */
export async function typesOf(url: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const program = join(dirname(require.resolve('kysely-codegen/package.json')), 'dist/cli/bin.js');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      program,
      '--dialect',
      'postgres',
      '--url',
      url,
      '--include-pattern',
      `(${serviceNames.join('|')}).*`,
      '--exclude-pattern',
      '*.entry_*',
      '--print',
      '--log-level',
      'silent',
      '--type-mapping',
      '{"int8":"number"}',
    ],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  return stdout;
}

/** True when the checked-in types are those of the database. */
export const typesAreCurrent = async (url: string): Promise<boolean> =>
  (await readFile(generated, 'utf8')) === (await typesOf(url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL must name a migrated database.');
  await writeFile(generated, await typesOf(url));
}
