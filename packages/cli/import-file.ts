import { readEnvironment } from '@zhiheng/http';
import { CatalogueError, importCatalogue } from '@zhiheng/standalone';
import { readJson } from './json-file.ts';
import { UsageError } from './usage-error.ts';

/** `import FILE`: 1 with every fault and its path on standard error when the file cannot be used. */
export async function importFile([file, ...rest]: string[]): Promise<number> {
  if (!file || rest.length) throw new UsageError('one FILE is needed.');
  const environment = readEnvironment(process.env, { port: 8480, profile: 'demo' });
  const value = await readJson(file);
  try {
    const { founded, catalogue } = await importCatalogue(environment, value);
    const { centre } = catalogue;
    if (!founded) {
      process.stderr.write(
        `zhiheng import: centre ${centre} exists already; it changes only through approvals. Nothing was changed.\n`,
      );
      return 1;
    }
    const counts = (['units', 'items', 'roles', 'rules', 'chains', 'people'] as const).map(
      (list) => `${catalogue[list].length} ${list}`,
    );
    process.stdout.write(`centre ${centre} founded: ${counts.join(', ')}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    const lines = error.faults.map(({ path, message }) => `  ${path}: ${message}`);
    process.stderr.write(`zhiheng import: ${error.message}\n${lines.join('\n')}\n`);
    return 1;
  }
}
