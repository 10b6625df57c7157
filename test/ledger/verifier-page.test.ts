import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type EvidenceBundle, encodeEvidence } from '@zhiheng/ledger';
import { buildVerifierPage } from '@zhiheng/verifier';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { linesInParts, type SampleEvidence, sampleEvidence } from './evidence.ts';

let folder: string;
let browser: Browser;
let page: Page;
let sample: SampleEvidence;
const asked: string[] = [];
const errors: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-verifier-'));
  await writeFile(join(folder, 'verifier.html'), await buildVerifierPage());
  [browser, sample] = await Promise.all([openBrowser(), sampleEvidence()]);
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  asked.length = 0;
  errors.length = 0;
  page = await browser.newPage();
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(pathToFileURL(join(folder, 'verifier.html')).href);
});

async function judge(bundle: EvidenceBundle | string, keys = sample.keys): Promise<{ banner: string; rows: string[] }> {
  await page.fill('#keys', keys);
  const text = typeof bundle === 'string' ? bundle : encodeEvidence(bundle);
  await page.setInputFiles('#file', { name: 'evidence.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  const banner = (await page.textContent('#result .verdict')) ?? '';
  const rows = await page.$$eval('#result tr[data-verdict]', (lines) =>
    lines.map((line) => `${line.querySelector('td')?.textContent} ${line.getAttribute('data-verdict')}`),
  );
  return { banner, rows };
}

function altered(): EvidenceBundle {
  const entries = sample.bundle.entries.map((one, place) =>
    place === 1 ? { ...one, entry: one.entry.replace('第255笔', '第256笔') } : one,
  );
  return { ...sample.bundle, entries };
}

describe('the verifier page, opened from a file', () => {
  it('finds evidence intact, in Chinese and English, shows the witness, and asks the network for nothing', async () => {
    const { banner, rows } = await judge(sample.bundle);
    expect(banner).toBe('完好：4 条记录全部属实 intact: all 4 entries are as the log has them');
    expect(rows).toEqual(['3 intact', '255 intact', '256 intact', '399 intact']);
    const shown = await page.textContent('#result');
    expect(shown).toContain('1 of the 1 witnesses whose keys you gave have signed');
    expect(shown).toContain('witness.example/w1 2025-11-24T16:00:00.000Z  已签署');
    expect(shown).toContain('第3笔 <b>付款</b>');
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('opens evidence in parts, lists what is not intact, and says what it cannot read', async () => {
    const [head = '', first = '', second = '', end = ''] = linesInParts(sample.bundle);
    const whole = await judge([head, first, second, end].join(''));
    expect(whole.banner).toBe('完好：4 条记录全部属实 intact: all 4 entries are as the log has them');
    expect(await page.textContent('#result')).toContain('1 of the 1 witnesses whose keys you gave have signed');
    const { banner, rows } = await judge([head, first.replace('第3笔', '第4笔'), second.slice(0, 300)].join(''));
    expect(banner).toContain('不可采信：2 条中 1 条完好');
    expect(rows).toEqual(['3 altered']);
    const shown = await page.textContent('#result');
    expect(shown).toContain('1 个分段无法读取');
    expect(shown).toContain('文件不完整');
    expect(errors).toEqual([]);
  });

  it('names what was altered and what is missing', async () => {
    const { banner, rows } = await judge(altered());
    expect(banner).toContain('不可采信：4 条中 3 条完好');
    expect(rows).toContain('255 altered');
    expect(await page.textContent('tr[data-verdict="altered"]')).toContain('被改动');
    expect((await judge({ ...sample.bundle, entries: sample.bundle.entries.slice(1) })).rows).toContain('3 missing');
  });

  it('trusts only the keys that were put in, and judges anew when they change', async () => {
    expect((await judge(sample.bundle, '')).rows).toContain('3 signature-unknown');
    const [, witness] = sample.keys.split('\n');
    expect((await judge(sample.bundle, witness)).rows).toContain('3 signature-unknown');
    const other = await sampleEvidence();
    expect((await judge(sample.bundle, other.keys)).rows).toContain('3 wrong-key');
    await page.fill('#keys', sample.keys);
    await page.waitForSelector('tr[data-verdict="intact"]');
  });

  it('says why it cannot judge a file that is none, or keys that are none', async () => {
    expect((await judge('{"format": 1}')).banner).toContain('无法核验：文件不是证据');
    expect((await judge(sample.bundle, 'rubbish')).banner).toContain('无法核验：公钥有误');
  });

  it('takes a file that is dropped anywhere on it', async () => {
    await page.fill('#keys', sample.keys);
    // As text: this runs in the page, whose types are not those of Node.
    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(encodeEvidence(altered()))}], 'evidence.json'));
      return data;
    })()`);
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await page.waitForSelector('tr[data-verdict="altered"]');
  });

  it('judges evidence of an SM3 log, and without WebCrypto’s Ed25519', async () => {
    const national = await sampleEvidence('zhiheng.example/audit/log/county;hash=sm3');
    await page.evaluate(() => Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined }));
    expect((await judge(national.bundle, national.keys)).rows).toContain('255 intact');
    const forged = { ...national.bundle, manifest: { ...national.bundle.manifest, hash: 'sha256' as const } };
    expect((await judge(forged, national.keys)).banner).toContain('无法核验');
    expect(errors).toEqual([]);
  });
});
