import { writeFile } from 'node:fs/promises';
import { buildVerifierPage } from '@zhiheng/verifier';
import { UsageError } from './usage-error.ts';

/** `verifier OUT.html`: writes the page that verifies evidence without network; it is built from the sources of this release. */
export async function writeVerifierPage([out, ...rest]: string[]): Promise<number> {
  if (!out || rest.length) throw new UsageError('one OUT.html is needed.');
  const page = await buildVerifierPage().catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError('the bundler is not installed here; the built page is served at /verifier.html.');
  });
  try {
    await writeFile(out, page);
  } catch (error) {
    throw new UsageError(`${out} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
  process.stdout.write(`${out}\n`);
  return 0;
}
