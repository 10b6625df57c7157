import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesInParts, type SampleEvidence, sampleEvidence } from './evidence.ts';
import { type Ended, zhiheng } from './zhiheng.ts';

let folder: string;
let sample: SampleEvidence;
let lines: string[];
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-parts-'));
  sample = await sampleEvidence();
  lines = linesInParts(sample.bundle);
  await writeFile(at('keys'), sample.keys);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function verify(...given: string[]): Promise<Ended> {
  await writeFile(at('evidence.json'), given.join(''));
  return zhiheng(['verify', at('evidence.json'), '--key', at('keys')]);
}

describe('zhiheng verify, of evidence in parts', () => {
  it('finds it intact, and says what it lacks', async () => {
    expect(lines).toHaveLength(4);
    const lack = { month: '2014-01', firstIndex: 0, lastIndex: 2, entries: 3, removal: 'entry-x' };
    const { bundle } = sample;
    const manifest = { ...bundle.manifest, searchableFrom: '2014-02-01T00:00:00.000Z', removed: [lack] };
    const { code, stdout } = await verify(...linesInParts({ ...bundle, manifest }));
    expect(code).toBe(0);
    expect(stdout).toContain('2014-01: 3 entries of indexes 0 to 2, removed by entry entry-x');
    expect(stdout).toContain('2 个分段已核验 / 2 parts were judged');
    expect(stdout).toContain('结论：4 条全部完好 / verdict: all 4 intact');
    expect((await verify(...lines)).code).toBe(0);
  });

  it('names the entry that was altered, wherever it stands', async () => {
    const [head = '', first = '', second = '', end = ''] = lines;
    const { code, stdout } = await verify(head, first, second.replace('第256笔', '第255笔'), end);
    expect(code).toBe(1);
    expect(stdout).toContain('#256 entry-256  被改动');
    expect(stdout).not.toContain('#255 entry-255');
    expect(stdout).toContain('3 of 4 intact');
  });

  it('says that it was cut off, or lacks a part, and judges what there is', async () => {
    const [head = '', first = '', second = '', end = ''] = lines;
    for (const given of [
      [head, first, second],
      [head, first],
      [head, first, end],
    ]) {
      const { code, stdout } = await verify(...given);
      expect(code).toBe(1);
      expect(stdout).toContain('文件不完整');
    }
    const { code, stdout } = await verify(head, first, second.slice(0, 500));
    expect(code).toBe(1);
    expect(stdout).toContain('1 个分段无法读取');
    expect(stdout).toContain('2 of 2 intact');
  });

  it('counts no entry twice, and nothing of another tree', async () => {
    const [head = '', first = '', second = ''] = lines;
    const end = '],"end":{"parts":3,"count":6}}\n';
    const twice = await verify(head, first, second, `,${first}`, end);
    expect(twice).toMatchObject({ code: 1, stdout: expect.stringContaining('#3 entry-3  多出') });
    const [, other = ''] = linesInParts((await sampleEvidence('elsewhere.example/audit/log/county')).bundle);
    const mixed = await verify(head, first, second, `,${other}`, end);
    expect(mixed).toMatchObject({ code: 1, stdout: expect.stringContaining('1 个分段无法读取') });
  });

  it('says that a file which only begins so is none', async () => {
    expect(await verify('{"format":"zhiheng-evidence-parts@v1"}')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('证明不成立'),
    });
  });
});
