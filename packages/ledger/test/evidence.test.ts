import { describe, expect, it } from 'vitest';
import {
  buildEvidence,
  canonicalEntry,
  checkpointText,
  cosign,
  type EvidenceBundle,
  encodeEvidence,
  FormatError,
  formatVerifierKey,
  parseEvidence,
  parseTrustedKeys,
  signNote,
  sm3,
  verifyBundle,
} from '../index.ts';
import { growLog } from './memory-log.ts';
import { newSigner, verifyEd25519 } from './signers.ts';

const bytes = Array.from({ length: 300 }, (_, place) => canonicalEntry({ id: `id-${place}`, action: '付款', place }));
const witness = newSigner('witness.example/w1');
const witnessLine = formatVerifierKey(witness.name, witness.publicKey, 'cosignature');

async function newEvidence(origin = 'zhiheng.example/county', hash?: typeof sm3) {
  const signer = newSigner(origin);
  const { growth, readTile } = growLog(bytes, [300], hash);
  const text = checkpointText({ origin, size: 300, root: growth.root });
  const checkpoint = (await signNote(text, [signer])) + (await cosign(text, witness, 1_700_000_000));
  const bundle = await buildEvidence(
    {
      askedBy: 'inspector',
      askedAt: '2026-11-01T00:00:00Z',
      filters: { action: '付款' },
      checkpoint,
      keys: [formatVerifierKey(origin, signer.publicKey), witnessLine],
      entries: [5, 255, 256, 299].map((index) => ({ index, id: `id-${index}`, bytes: bytes[index]! })),
    },
    readTile,
  );
  const trusted = parseTrustedKeys(`${formatVerifierKey(origin, signer.publicKey)}\n${witnessLine}`);
  return { bundle, trusted, signer, text };
}

const { bundle, trusted, signer, text } = await newEvidence();
const judge = (changed: EvidenceBundle, keys = trusted) =>
  verifyBundle(parseEvidence(encodeEvidence(changed)), keys, verifyEd25519);
const verdictsOf = async (changed: EvidenceBundle, keys = trusted) =>
  (await judge(changed, keys)).entries.map(({ verdict, index }) => [verdict, index]);

/** The bundle with one entry replaced. */
function withEntry(place: number, changes: Partial<EvidenceBundle['entries'][number]>): EvidenceBundle {
  return { ...bundle, entries: bundle.entries.map((one, at) => (at === place ? { ...one, ...changes } : one)) };
}

describe('an evidence bundle', () => {
  it('as the log gave it is intact, entry by entry, and tells of the witness', async () => {
    const verdict = await judge(bundle);
    expect(verdict).toMatchObject({
      intact: true,
      checkpoint: { origin: 'zhiheng.example/county', size: 300 },
      witnesses: [{ time: 1_700_000_000, state: 'signed' }],
    });
    expect(verdict.entries.map(({ verdict: one, index, id }) => [one, index, id])).toEqual(
      [5, 255, 256, 299].map((index) => ['intact', index, `id-${index}`]),
    );
  });

  it('of an entry with a replacement character does not take the broken text that encodes to it', async () => {
    const own = canonicalEntry({ id: 'odd', note: '\ufffd' });
    const log = growLog([own]);
    const checkpoint = await signNote(checkpointText({ origin: signer.name, size: 1, root: log.growth.root }), [
      signer,
    ]);
    const facts = { ...bundle.manifest, checkpoint, keys: [], entries: [{ index: 0, id: 'odd', bytes: own }] };
    const odd = await buildEvidence(facts, log.readTile);
    expect(await verdictsOf(odd)).toEqual([['intact', 0]]);
    const [first] = odd.entries;
    const broken = { ...odd, entries: [{ ...first!, entry: first!.entry.replace('\ufffd', '\ud800') }] };
    expect(await verdictsOf(broken)).toEqual([['altered', 0]]);
  });

  it('with SM3 is judged with SM3', async () => {
    const national = await newEvidence('zhiheng.example/county;hash=sm3', sm3);
    expect(national.bundle.manifest.hash).toBe('sm3');
    expect(await judge(national.bundle, national.trusted)).toMatchObject({ intact: true });
  });

  it('in any order of its entries is intact', async () => {
    expect(await judge({ ...bundle, entries: bundle.entries.toReversed() })).toMatchObject({ intact: true });
  });
});

describe('an entry of a bundle', () => {
  it('whose text was changed is altered, the others stay intact', async () => {
    const entry = bundle.entries[1]!.entry.replace('付款', '退款');
    const changed = withEntry(1, { entry });
    expect(await judge(changed)).toMatchObject({ intact: false });
    expect(await verdictsOf(changed)).toEqual([
      ['intact', 5],
      ['altered', 255],
      ['intact', 256],
      ['intact', 299],
    ]);
    const broken = withEntry(1, { entry: `${bundle.entries[1]!.entry}\ud800` });
    expect((await verdictsOf(broken))[1]).toEqual(['altered', 255]);
  });

  it('that was made up with its line in the manifest is not in the tree', async () => {
    const entry = bundle.entries[1]!.entry.replace('付款', '退款');
    const entries = bundle.manifest.entries.map((line, at) =>
      at === 1 ? { ...line, leafHash: bundle.manifest.entries[0]!.leafHash } : line,
    );
    const forged = { ...withEntry(1, { entry }), manifest: { ...bundle.manifest, entries } };
    expect((await verdictsOf(forged))[1]).toEqual(['not-in-tree', 255]);
  });

  it('with another’s proof, a cut one or none is not in the tree or not where the manifest says', async () => {
    const cut = bundle.entries[1]!.proof.split('\n').toSpliced(2, 1).join('\n');
    expect((await verdictsOf(withEntry(1, { proof: cut })))[1]).toEqual(['not-in-tree', 255]);
    const moved = await verdictsOf(withEntry(1, { proof: bundle.entries[0]!.proof }));
    expect(moved).toEqual([
      ['intact', 5],
      ['missing', 255],
      ['intact', 256],
      ['intact', 299],
      ['not-in-tree', 5],
    ]);
    expect(await verdictsOf(withEntry(1, { proof: 'none' }))).toContainEqual(['not-in-tree', undefined]);
  });

  it('with a proof in another signed tree is not in this one', async () => {
    const other = await signNote(text.replace('\n300\n', '\n301\n'), [signer]);
    const proof = bundle.entries[1]!.proof.split('\n\n')[0]!;
    expect(await verdictsOf(withEntry(1, { proof: `${proof}\n\n${other}` }))).toContainEqual([
      'not-in-tree',
      undefined,
    ]);
  });

  it('that was taken out is missing; one that is here twice, or not in the manifest, is unlisted', async () => {
    expect(await verdictsOf({ ...bundle, entries: bundle.entries.slice(1) })).toContainEqual(['missing', 5]);
    const twice = await judge({ ...bundle, entries: [...bundle.entries, bundle.entries[0]!] });
    expect(twice.intact).toBe(false);
    expect(twice.entries.at(-1)).toMatchObject({ verdict: 'unlisted', index: 5 });
    const manifest = { ...bundle.manifest, count: 3, entries: bundle.manifest.entries.slice(1) };
    expect(await verdictsOf({ ...bundle, manifest })).toContainEqual(['unlisted', 5]);
  });

  it('about whose text the manifest lies is not called intact', async () => {
    const entries = bundle.manifest.entries.map((line, at) =>
      at === 1 ? { ...line, leafHash: bundle.manifest.entries[0]!.leafHash } : line,
    );
    expect(await verdictsOf({ ...bundle, manifest: { ...bundle.manifest, entries } })).toContainEqual(['altered', 255]);
  });
});

describe('the signature of a bundle', () => {
  const all = (verdict: string) => [5, 255, 256, 299].map((index) => [verdict, index]);

  it('by a log nobody trusts is unknown', async () => {
    const other = parseTrustedKeys(formatVerifierKey('zhiheng.example/city', signer.publicKey));
    expect(await verdictsOf(bundle, other)).toEqual(all('signature-unknown'));
    expect(await verdictsOf(bundle, { keys: [], witnesses: [] })).toEqual(all('signature-unknown'));
  });

  it('by another key of the same name is a wrong key, and so is one that does not fit', async () => {
    const stranger = newSigner(signer.name);
    const strangers = parseTrustedKeys(formatVerifierKey(stranger.name, stranger.publicKey));
    expect(await verdictsOf(bundle, strangers)).toEqual(all('wrong-key'));
    const changed = (one: string) => one.replace('\n300\n', '\n301\n');
    const altered = {
      ...bundle,
      checkpoint: changed(bundle.checkpoint),
      manifest: { ...bundle.manifest, size: 301 },
      entries: bundle.entries.map((one) => ({ ...one, proof: changed(one.proof) })),
    };
    expect(await verdictsOf(altered)).toEqual(all('wrong-key'));
  });

  it('by nobody trusted makes an empty bundle no intact one', async () => {
    const empty = { ...bundle, entries: [], manifest: { ...bundle.manifest, count: 0, entries: [] } };
    expect(await judge(empty)).toMatchObject({ intact: true });
    expect(await judge(empty, { keys: [], witnesses: [] })).toMatchObject({ intact: false });
  });
});

describe('a bundle that is none', () => {
  it('is refused', async () => {
    const { manifest } = bundle;
    const wrong: unknown[] = [
      null,
      [],
      { ...bundle, format: 'other' },
      { ...bundle, manifest: undefined },
      { ...bundle, checkpoint: 3 },
      { ...bundle, keys: [3] },
      { ...bundle, entries: [null] },
      { ...bundle, entries: {} },
      { ...bundle, manifest: { ...manifest, count: 3 } },
      { ...bundle, manifest: { ...manifest, entries: [null, null, null, null] } },
      { ...bundle, manifest: { ...manifest, filters: null } },
      { ...bundle, manifest: { ...manifest, entries: manifest.entries.map((line) => ({ ...line, index: 5 })) } },
    ];
    for (const [place, one] of wrong.entries())
      expect(() => parseEvidence(JSON.stringify(one)), String(place)).toThrow(FormatError);
    expect(() => parseEvidence('{')).toThrow(FormatError);
  });

  it('contradicts its checkpoint and is refused', async () => {
    for (const change of [{ origin: 'zhiheng.example/city' }, { size: 299 }, { hash: 'sm3' as const }])
      await expect(judge({ ...bundle, manifest: { ...bundle.manifest, ...change } })).rejects.toThrow(FormatError);
    await expect(judge({ ...bundle, checkpoint: 'no note' })).rejects.toThrow(FormatError);
  });
});
