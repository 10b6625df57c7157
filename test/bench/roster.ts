import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openLargeBody } from './large-body.ts';
import { type LargeCentre, largeCentre } from './large-centre.ts';
import { median, type Row, whole } from './table.ts';

const child = new URL('./roster-child.ts', import.meta.url).pathname;
const people = 100_000;

interface Measured {
  previews: number[];
  parses: number[];
  counts: Record<string, number>;
  peaks: Record<'small' | 'large' | 'rows', number>;
}

/** The preview of a personnel file of a large centre, against parsing it alone; and what it holds in memory, against a tenth of the file. */
export async function benchRoster(directory: string): Promise<Row[]> {
  await mkdir(directory, { recursive: true, mode: 0o711 });
  const centre = largeCentre({ code: 'rosters', people, grants: 1, rules: 1 });
  const body = await openLargeBody(directory, [centre]);
  try {
    const [small, large] = await Promise.all(
      [people / 10, people].map(async (count) => {
        const path = join(directory, `${count}.csv`);
        await writeFile(path, fileOf(centre, count));
        return path;
      }),
    );
    const args = ['--expose-gc', child, body.url, 'rosters', small as string, large as string];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return rowsOf(JSON.parse(stdout) as Measured);
  } finally {
    await body.stop();
  }
}

/** One in a hundred has another post; the last hundred are gone, and a hundred are new. */
function fileOf({ catalogue }: LargeCentre, count: number): string {
  const lines = catalogue.people
    .slice(0, count - 100)
    .map(({ staffNumber, name, unit, post }, at) => `${staffNumber},${name},${unit},${at % 100 ? post : '复核'}`);
  const more = Array.from({ length: 100 }, (_, at) => `N${at},新人,${catalogue.people[at]?.unit},经办`);
  return ['工号,姓名,部门,岗位', ...lines, ...more, `合计,${count},,`, ''].join('\r\n');
}

function rowsOf({ previews, parses, counts, peaks }: Measured): Row[] {
  const changing = Object.entries(counts).flatMap(([kind, count]) => (kind === 'unchanged' ? [] : [count]));
  if (changing.length < 3) throw new Error('The file of the bench changes nothing: nothing would be measured.');
  const [ours, alone] = [median(previews), median(parses)];
  const between = 0.9 * peaks.rows;
  const growth = (peaks.large - peaks.small) / between;
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  return [
    {
      what: `preview of a roster of ${whole(people)} people in a centre of as many ÷ parsing the file alone`,
      ours: `${whole(ours)} ms`,
      baseline: `${whole(alone)} ms`,
      ratio: ours / alone,
      bound: '≤ 10',
      met: ours / alone <= 10,
    },
    {
      what: `what it holds in memory meanwhile beyond what it holds of ${whole(people / 10)} people ÷ what the rows between would take`,
      ours: `${megabytes(peaks.large)}, of a tenth ${megabytes(peaks.small)}`,
      baseline: megabytes(between),
      ratio: growth,
      bound: '≤ 0.1 (constant)',
      met: growth <= 0.1,
    },
  ];
}
