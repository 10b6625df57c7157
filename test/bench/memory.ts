import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { openLargeBody } from './large-body.ts';
import { type LargeCentre, largeCentre } from './large-centre.ts';
import { type Row, whole } from './table.ts';

const child = new URL('./memory-child.ts', import.meta.url).pathname;
const bound = 400;

/** What a process holds of everybody of a large centre, policy included, once each has been decided about. */
export async function benchMemory(directory: string): Promise<Row> {
  await mkdir(directory, { recursive: true, mode: 0o711 });
  const large = largeCentre({ code: 'largest', people: 100_000, grants: 5, rules: 500 });
  const body = await openLargeBody(directory, [large]);
  try {
    return await measure(body.url, large);
  } finally {
    await body.stop();
  }
}

async function measure(url: string, { catalogue: { centre, people } }: LargeCentre): Promise<Row> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    child,
    url,
    centre,
    `${people.length}`,
  ]);
  const { bytes, known } = JSON.parse(stdout) as { bytes: number; known: number };
  const megabytes = bytes / 2 ** 20;
  return {
    what: `memory of ${whole(people.length)} people with five grants each, policy included (${whole(known)} of them known at the end)`,
    ours: `${whole(megabytes)} MB, ${whole(bytes / people.length)} bytes a person`,
    baseline: `${bound} MB`,
    ratio: megabytes / bound,
    bound: `≤ 1`,
    met: megabytes <= bound && known === people.length,
  };
}
