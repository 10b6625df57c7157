import { readFile, rename, writeFile } from 'node:fs/promises';
import { fromBase64, toBase64 } from '@zhiheng/ledger';
import { UsageError } from '../usage-error.ts';

/** How far a log was verified, kept between two runs in a file. */
export interface VerifiedState {
  origin: string;
  size: number;
  root: Uint8Array;
}

/** Undefined when there is no such file yet. Throws UsageError when it cannot be used. */
export async function readState(path: string): Promise<VerifiedState | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UsageError(`${path} 无法读取 / cannot be read (${error.code}).`);
  });
  if (text === undefined) return undefined;
  try {
    const { origin, size, root: rootText } = JSON.parse(text) as { origin: string; size: number; root: string };
    const root = fromBase64(rootText);
    if (typeof origin !== 'string' || !Number.isSafeInteger(size) || size < 0 || root?.length !== 32) throw new Error();
    return { origin, size, root };
  } catch {
    throw new UsageError(`${path} 不是上次核验的状态文件 / is no state of an earlier run.`);
  }
}

/** Renamed into place, so that a run that is killed leaves the former state or this one. */
export async function writeState(path: string, { origin, size, root }: VerifiedState): Promise<void> {
  const aside = `${path}.new`;
  await writeFile(aside, `${JSON.stringify({ origin, size, root: toBase64(root) }, null, 1)}\n`);
  await rename(aside, path);
}
