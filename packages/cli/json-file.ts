import { readFile } from 'node:fs/promises';
import { UsageError } from './usage-error.ts';

/** Reads a file of JSON. Throws UsageError that names the file and, for malformed JSON, the place. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not well-formed JSON: ${(error as Error).message}`);
  }
}

export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
