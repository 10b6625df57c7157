import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';

const generated = fileURLToPath(new URL('./web/api/schema.gen.ts', import.meta.url));

/** Types of every route that an OpenAPI 3.1 document (what `/openapi.json` answers) describes. */
export async function apiTypesOf(document: object): Promise<string> {
  const types = await openapiTypescript(document as OpenAPI3, { alphabetize: true });
  return `// Generated from /openapi.json by services/console/generate-api.ts.\n${astToString(types)}`;
}

/** True when the checked-in types are those of the document. */
export const apiIsCurrent = async (document: object): Promise<boolean> =>
  (await readFile(generated, 'utf8')) === (await apiTypesOf(document));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const origin = process.argv[2] ?? 'http://127.0.0.1:8480';
  const answer = await fetch(`${origin}/openapi.json`);
  if (!answer.ok) throw new Error(`${origin}/openapi.json answered ${answer.status}.`);
  await writeFile(generated, await apiTypesOf((await answer.json()) as object));
}
