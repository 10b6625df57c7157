import { readEnvironment } from '@zhiheng/http';
import { CatalogueError, importCatalogue } from '@zhiheng/standalone';
import { readJson } from './json-file.ts';
import { UsageError } from './usage-error.ts';

type Warning = Awaited<ReturnType<typeof importCatalogue>>['warnings'][number];

/** What the catalogue says is taken as it is; of this somebody should know. */
const inWords = (warning: Warning): { zh: string; en: string } =>
  warning.code === 'few-hands'
    ? {
        zh: `事项 ${warning.item} 为三级风险，一件只经 ${warning.people} 人之手：宜分设三项职责。`,
        en: `item ${warning.item} is of risk 3, and a case of it takes ${warning.people} people only: three separate duties are wanted.`,
      }
    : {
        zh: `角色 ${warning.role} 定为 ${warning.declared} 级风险，因含事项 ${warning.item} 按 ${warning.risk} 级计。`,
        en: `role ${warning.role} is said to be of risk ${warning.declared}; as ${warning.item} is among its items it counts as ${warning.risk}.`,
      };

/** `import FILE`: 1 with every fault and its path on standard error when the file cannot be used. */
export async function importFile([file, ...rest]: string[]): Promise<number> {
  if (!file || rest.length) throw new UsageError('one FILE is needed.');
  const environment = readEnvironment(process.env, { port: 8480, profile: 'demo' });
  const value = await readJson(file);
  try {
    const { founded, catalogue, warnings } = await importCatalogue(environment, value);
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
    for (const warning of warnings) {
      const { zh, en } = inWords(warning);
      process.stderr.write(`zhiheng import: 提示 ${zh}\nzhiheng import: warning: ${en}\n`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    const lines = error.faults.map(({ path, message: { zh, en } }) => `  ${path}: ${zh} / ${en}`);
    process.stderr.write(`zhiheng import: ${error.message}\n${lines.join('\n')}\n`);
    return 1;
  }
}
