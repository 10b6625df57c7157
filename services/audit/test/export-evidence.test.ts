import { newId } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import {
  type EvidenceBundle,
  isEvidenceInParts,
  linesOf,
  parseEvidence,
  parseTrustedKeys,
  verifyBundle,
  verifyParts,
} from '@zhiheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asBundle } from '../exports/bundle-format.ts';
import type { Sequenced } from '../exports/columns.ts';
import { verifyEd25519 } from '../log-keys.ts';
import { exporting, letExport } from './exporting.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let service: TestService;
let exports: ReturnType<typeof exporting>;
beforeAll(async () => {
  world = await openWorld();
  await letExport(world);
  service = await world.openService();
  exports = exporting(world, service);
});
afterAll(() => world.close());

const trusted = ({ keys }: Pick<EvidenceBundle, 'keys'>) => parseTrustedKeys(keys.join('\n'));

it('is verified with nothing but a key', async () => {
  const target = newId();
  await exports.append('north', { target }, { target, reason: '二' });
  const { answer } = await exports.exported({ format: 'bundle', filters: { target } });
  const bundle = parseEvidence(answer.rawPayload.toString());
  expect(bundle.manifest).toMatchObject({ askedBy: 'inspector', filters: { target }, count: 2 });
  expect(bundle.manifest).not.toHaveProperty('searchableFrom');
  const verdict = await verifyBundle(bundle, trusted(bundle), verifyEd25519);
  expect(verdict, JSON.stringify(verdict)).toMatchObject({ intact: true, entries: { length: 2 } });
});

/** Evidence of the newest entries of the log, a page of two after the other, in parts as small as that. */
async function inParts(count: number, part: { entries: number; bytes: number }) {
  await exports.append('north', ...Array.from({ length: count }, () => ({ reason: '长'.repeat(100) })));
  const { data } = (
    await service.get(world.client('north', 'audit:read'), '/audit/v1/entries', { limit: `${count}` })
  ).json();
  const entries = (data as Sequenced[]).toReversed();
  const pages = (async function* () {
    for (let at = 0; at < count; at += 2) yield entries.slice(at, at + 2);
  })();
  const size = 1 + Math.max(...entries.map(({ index }) => index));
  const asked = { askedBy: 'x', askedAt: '2026-11-24T19:34:34Z', filters: {} };
  const facts = { database: world.database, centre: 'north', keys: world.keys, witnesses: [], asked, size, part };
  const pieces: string[] = [];
  for await (const piece of asBundle(pages, facts)) pieces.push(piece);
  return { text: pieces.join(''), entries };
}

it.each([
  [5, { entries: 2, bytes: 1e6 }, [2, 2, 1]],
  [4, { entries: 2, bytes: 1e6 }, [2, 2]],
  [3, { entries: 100, bytes: 1_200 }, [2, 1]],
  [2, { entries: 100, bytes: 1 }, [1, 1]],
])(
  'of %i entries in parts of %j is one JSON document, each part of it evidence of its own',
  async (count, part, widths) => {
    const { text, entries } = await inParts(count, part);
    expect(isEvidenceInParts(text)).toBe(true);
    const { parts, head, end } = JSON.parse(text) as { parts: EvidenceBundle[]; head: object; end: object };
    expect(parts.map(({ manifest }) => manifest.count)).toEqual(widths);
    expect(head).toMatchObject({ askedBy: 'x', size: parts[0]?.manifest.size });
    expect(end).toEqual({ parts: widths.length, count });
    expect(parts.flatMap(({ manifest }) => manifest.entries.map(({ id }) => id))).toEqual(entries.map(({ id }) => id));
    for (const one of parts) {
      const again = parseEvidence(JSON.stringify(one));
      expect(await verifyBundle(again, trusted(one), verifyEd25519)).toMatchObject({ intact: true });
    }
    const lines = linesOf(
      (async function* () {
        for (let at = 0; at < text.length; at += 777) yield text.slice(at, at + 777);
      })(),
    );
    expect(await verifyParts(lines, trusted(parts[0] as EvidenceBundle), verifyEd25519)).toMatchObject({
      intact: true,
      complete: true,
      entries: count,
      good: count,
      parts: widths.length,
      unreadable: 0,
    });
  },
);

it('that fits into one part is one bundle', async () => {
  const { text } = await inParts(3, { entries: 3, bytes: 1e6 });
  expect(isEvidenceInParts(text)).toBe(false);
  expect(parseEvidence(text).manifest.count).toBe(3);
});
