import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EvidenceBundle, encodeEvidence, formatVerifierKey } from '@zhiheng/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSigner, type SampleEvidence, sampleEvidence } from './evidence.ts';
import { type Ended, zhiheng } from './zhiheng.ts';

let folder: string;
let sample: SampleEvidence;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-verify-'));
  sample = await sampleEvidence();
  await writeFile(at('keys'), `# published in the county gazette\n${sample.keys}\n`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function verify(bundle: EvidenceBundle | string, keys = 'keys'): Promise<Ended> {
  await writeFile(at('evidence.json'), typeof bundle === 'string' ? bundle : encodeEvidence(bundle));
  return zhiheng(['verify', at('evidence.json'), '--key', at(keys)]);
}

describe('zhiheng verify, of a file', () => {
  it('finds evidence intact: 0, each entry and the witness in Chinese and English', async () => {
    const { code, stdout } = await verify(sample.bundle);
    expect(code).toBe(0);
    expect(stdout).toContain('见证 witness witness.example/w1 2025-11-24T16:00:00.000Z');
    expect(stdout).toContain('#255 entry-255  完好：与签名日志中的记录逐字相同 / intact');
    expect(stdout).toContain('结论：4 条全部完好 / verdict: all 4 intact');
  });

  it('says which witnesses have signed, of those whose keys were given, and what the others’ lines are worth', async () => {
    const [logKey = '', witnessKey = ''] = sample.keys.split('\n');
    const other = newSigner('witness.example/w2');
    const otherKey = formatVerifierKey(other.name, other.publicKey, 'cosignature');
    const lines = async (keys: string[], bundle = sample.bundle) => {
      await writeFile(at('witnesses'), keys.join('\n'));
      const { code, stdout } = await verify(bundle, 'witnesses');
      expect(code).toBe(0);
      return stdout.split('\n').filter((line) => line.startsWith('见证'));
    };
    expect(await lines([logKey, witnessKey, otherKey])).toEqual([
      expect.stringMatching(
        /^见证 witness witness\.example\/w1 2025-11-24T16:00:00\.000Z {2}已签署 \/ has signed \[[0-9a-f]{8}\]$/,
      ),
      expect.stringMatching(/^见证 witness witness\.example\/w2 {2}没有签署此检查点/),
      '见证：所给公钥的 2 个见证人中 1 个签署 / witnesses: 1 of the 2 witnesses whose keys you gave have signed',
    ]);
    expect(await lines([logKey])).toEqual([
      expect.stringMatching(/witness\.example\/w1 {2}有此名称的签名，但您没有给出其公钥/),
      '见证：没有给出见证人的公钥 / witnesses: you gave no key of a witness',
    ]);
    const { checkpoint } = sample.bundle;
    const end = checkpoint.lastIndexOf(' ') + 20;
    const forged = checkpoint.slice(0, end) + (checkpoint[end] === 'A' ? 'B' : 'A') + checkpoint.slice(end + 1);
    const told = await lines([logKey, witnessKey], { ...sample.bundle, checkpoint: forged });
    expect(told[0]).toMatch(/witness\.example\/w1 {2}签名不成立/);
  });

  it('names what was altered or taken out: 1', async () => {
    const [first, second, ...others] = sample.bundle.entries;
    const entry = second!.entry.replace('付款', '退款');
    const { code, stdout } = await verify({ ...sample.bundle, entries: [{ ...second!, entry }, ...others] });
    expect(code).toBe(1);
    expect(first).toBeDefined();
    expect(stdout).toContain('#255 entry-255  被改动');
    expect(stdout).toContain('#3 entry-3  缺失');
    expect(stdout).toContain('2 of 4 intact');
  });

  it('takes no key from the file itself: 1', async () => {
    await writeFile(at('others'), (await sampleEvidence()).keys);
    expect(await verify(sample.bundle, 'others')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('公钥不符'),
    });
  });

  it('says that a bundle contradicts itself: 1', async () => {
    const manifest = { ...sample.bundle.manifest, size: 399 };
    expect(await verify({ ...sample.bundle, manifest })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('证明不成立 / the proof does not hold'),
    });
  });

  it('tells wrong use from a wrong proof: 2', async () => {
    await writeFile(at('rubbish'), 'rubbish');
    expect((await zhiheng(['verify'])).code).toBe(2);
    expect((await zhiheng(['verify', at('evidence.json')])).code).toBe(2);
    expect((await zhiheng(['verify', '--nonsense'])).code).toBe(2);
    expect((await zhiheng(['verify', at('nowhere'), '--key', at('keys')])).code).toBe(2);
    expect((await verify(sample.bundle, 'rubbish')).code).toBe(2);
    expect((await verify('{}')).code).toBe(2);
    expect((await verify('{')).code).toBe(2);
  });

  it('tells its exit codes', async () => {
    const { code, stdout } = await zhiheng(['verify', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('0 完好 intact · 1 被篡改 tampered · 2 用法有误 wrongly used · 3 未能核验完 unreachable');
  });
});

describe('zhiheng verifier', () => {
  it('writes the page, which holds no address to fetch from', async () => {
    expect(await zhiheng(['verifier', at('verifier.html')])).toMatchObject({ code: 0 });
    const page = await readFile(at('verifier.html'), 'utf8');
    expect(page).toContain('证据核验');
    expect(page).not.toMatch(/(src|href)=/);
    expect((await zhiheng(['verifier'])).code).toBe(2);
    expect((await zhiheng(['verifier', at('no/such/folder.html')])).code).toBe(2);
  });
});
