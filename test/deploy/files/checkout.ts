import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The text of a file of the checkout, by its path from the root. */
export const readText = (path: string): Promise<string> => readFile(join(root, path), 'utf8');
