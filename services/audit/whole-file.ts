import { randomUUID } from 'node:crypto';
import { type FileHandle, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Made with its folder unless it is there: of several that make it at once one wins, and nobody sees half a file. */
export async function makeOnce(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await aside(path, text, 0o600, (written) =>
    link(written, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    }),
  );
}

/** A crash leaves the file as it was or as it is to be. */
export function replaceWhole(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  return aside(path, content, mode, (written) => rename(written, path));
}

/** The name is of this call alone: one process may write the same file twice at once. */
async function aside(
  path: string,
  content: string | Uint8Array,
  mode: number,
  place: (written: string) => Promise<void>,
): Promise<void> {
  const written = `${path}.${randomUUID()}`;
  try {
    await withHandle(await open(written, 'wx', mode), async (file) => {
      // Whatever the process's mask takes away.
      await file.chmod(mode);
      await file.writeFile(content);
      await file.sync();
    });
    await place(written);
  } finally {
    await rm(written, { force: true });
  }
}

async function withHandle(file: FileHandle, work: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(file);
  } finally {
    await file.close();
  }
}
