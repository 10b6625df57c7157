import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress as brotliWithCallback, constants, gzip as gzipWithCallback } from 'node:zlib';

const brotli = promisify(brotliWithCallback);
const gzip = promisify(gzipWithCallback);
/** 11 takes seconds for one percent. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Lays `.br` and `.gz` beside each file of a folder, once, so that no server compresses at each request. */
export async function compressFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const content = await readFile(path);
    await writeFile(`${path}.br`, await brotli(content, quality));
    await writeFile(`${path}.gz`, await gzip(content));
  }
}
