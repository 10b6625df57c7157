import { readFile } from 'node:fs/promises';
import { type CompiledPolicy, compilePolicy, type Holding, type Policy, staffing } from '@zhiheng/duties';
import { randomOf } from './scan-world.ts';
import { median, type Row } from './table.ts';

const people = 3_500;
const rounds = 7;

/** Every item of the reference county staffed at each of its sixty units, any two people away; then many counties. */
export async function benchStaffing(): Promise<Row[]> {
  const county: Policy = JSON.parse(
    await readFile(new URL('../../services/standalone/county.json', import.meta.url), 'utf8'),
  );
  const policy = compilePolicy(county);
  const [one] = [countyOf(county, 1)] as const;
  for (let warm = 0; warm < 2; warm++) staff(policy, one, county);
  const times = Array.from({ length: rounds }, () => timed(() => staff(policy, one, county)));
  const each = median(times);
  const hundred = Array.from({ length: 100 }, (_, seed) => countyOf(county, seed + 1));
  const all = timed(() => {
    for (const holdings of hundred) staff(compilePolicy(county), holdings, county);
  });
  return [
    {
      what: `staffing of ${county.items.length} items at ${county.units.length} units by ${people.toLocaleString('en-US')} people, any two away`,
      ours: `${(each / 1000).toFixed(2)} s`,
      baseline: '1 s',
      ratio: each / 1000,
      bound: '≤ 1',
      met: each <= 1_000,
    },
    {
      what: '100 counties: time ÷ 100 × the time of one',
      ours: `${(all / 1000).toFixed(1)} s`,
      baseline: `${(each / 10).toFixed(1)} s`,
      ratio: all / (100 * each),
      bound: '≤ 1.25 (linear)',
      met: all <= 125 * each,
    },
  ];
}

/** Each person holds one role that does business, at some unit, so that nearly every item has holders everywhere. */
function countyOf(county: Policy, seed: number): Holding[] {
  const random = randomOf(seed);
  const roles = county.roles.filter(({ permissions }) => permissions.some(({ resource }) => resource === 'case'));
  return Array.from({ length: people }, (_, index) => ({
    id: `g${index}`,
    person: `p${index}`,
    role: roles[random(roles.length)]?.code as string,
    unit: county.units[random(county.units.length)]?.code as string,
    from: -Infinity,
    until: Infinity,
  }));
}

function staff(policy: CompiledPolicy, holdings: readonly Holding[], county: Policy): void {
  const rows = staffing(policy, holdings, { at: 0, resiliency: 2 });
  const cells = county.items.length * county.units.length;
  if (rows.length < cells / 2) throw new Error(`Only ${rows.length} of ${cells} items at units were staffed.`);
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
