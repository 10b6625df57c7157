import { expect, it } from 'vitest';
import {
  appendLeaves,
  type CheckpointFault,
  checkLog,
  checkpointText,
  cosign,
  formatVerifierKey,
  type LogFault,
  type LogSource,
  type PastCheckpoint,
  parseVerifierKey,
  parseWitnessKey,
  resumeGrowth,
  type Signer,
  sha256,
  signNote,
} from '../index.ts';
import { growLog } from './memory-log.ts';
import { entriesOf, naiveRoot } from './naive.ts';
import { newSigner, verifyEd25519 } from './signers.ts';

const origin = 'zhiheng.example/county';
const size = 1_100;
const entries = entriesOf(size);
const log = growLog(entries);
const [old, present] = [newSigner(origin), newSigner(origin)];
const witness = newSigner('witness.example/w1');
const witnessKey = parseWitnessKey(formatVerifierKey(witness.name, witness.publicKey, 'cosignature'));
const id = formatVerifierKey(witness.name, witness.publicKey, 'cosignature').split('+').slice(0, 2).join('+');
const trust = {
  origin,
  keys: [present, old].map(({ publicKey }) => parseVerifierKey(formatVerifierKey(origin, publicKey))),
  witnesses: [witnessKey],
  verify: verifyEd25519,
};
const empty = appendLeaves(0, [], []);
const rootAt = (at: number) => naiveRoot(entries.slice(0, at));

/** As the log has signed it; the key was changed after 600 entries. */
async function checkpointAt(at: number, signer: Signer = at > 600 ? present : old, root = rootAt(at)) {
  const note = await signNote(checkpointText({ origin, size: at, root }), [signer]);
  return { size: at, signed: { root, note }, at: `2026-01-01T00:00:00.${at}Z`, cosignatures: [] };
}
const cosigned = async (past: PastCheckpoint, signer = witness): Promise<PastCheckpoint> => ({
  ...past,
  cosignatures: [
    {
      witness: id,
      line: await cosign(checkpointText({ origin, size: past.size, root: rootAt(past.size) }), signer, 7),
    },
  ],
});
/** Within, at and beyond the ends of tiles. */
const sizes = [1, 2, 255, 256, 257, 511, 512, 600, 601, 768, 1_000, 1_024, 1_099, 1_100];
const honest = await Promise.all(sizes.map((at) => checkpointAt(at)));

function sourceOf(stored: readonly PastCheckpoint[]): LogSource {
  return {
    tile: async ({ level, n }) => log.tiles.get(`${level}/${n}`)?.data,
    async *leafTiles(first, until) {
      for (let n = first; n * 256 < until; n++)
        yield {
          hashes: log.tiles.get(`0/${n}`)?.data,
          entries: entries.slice(n * 256, Math.min(n * 256 + 256, until)),
        };
    },
    async *checkpoints(after) {
      for (const past of stored) if (past.size > after) yield past;
    },
  };
}

async function faultsOf(stored: readonly PastCheckpoint[], root = log.growth.root): Promise<LogFault[]> {
  const faults: LogFault[] = [];
  await checkLog(sourceOf(stored), { size, root }, empty, {
    hash: sha256,
    trust,
    report: (fault) => faults.push(fault),
  });
  return faults;
}

const replaced = (past: PastCheckpoint) => honest.map((one) => (one.size === past.size ? past : one));

it('as they were signed, whole and counted, wherever in a tile they end', async () => {
  const faults: LogFault[] = [];
  const stored = await Promise.all(honest.map((past) => cosigned(past)));
  const checked = await checkLog(sourceOf(stored), { size, root: log.growth.root }, empty, {
    ...{ hash: sha256, trust },
    report: (fault) => faults.push(fault),
  });
  expect(faults).toEqual([]);
  const all = sizes.length;
  expect(checked).toMatchObject({ checkpoints: all, cosignatures: all, unknownCosignatures: 0 });
});

it('one with another root is named by size and time: signed anew by the key itself, or altered', async () => {
  const other = sha256(new Uint8Array(1));
  const forged = await checkpointAt(511, old, other);
  const at = forged.at;
  expect(await faultsOf(replaced(forged))).toEqual([{ kind: 'checkpoint-root', size: 511, at }]);
  const altered = { ...forged, signed: { root: other, note: (await checkpointAt(511)).signed.note } };
  expect(await faultsOf(replaced(altered))).toEqual([
    { kind: 'checkpoint-signature', size: 511, at },
    { kind: 'checkpoint-root', size: 511, at },
  ]);
});

it('one that no key of the log has signed, or of another size, is named', async () => {
  const stranger = await checkpointAt(257, newSigner(origin));
  expect(await faultsOf(replaced(stranger))).toEqual([{ kind: 'checkpoint-signature', size: 257, at: stranger.at }]);
  const moved = { ...(await checkpointAt(257)), size: 258 };
  expect(await faultsOf([...honest, moved].toSorted((a, b) => a.size - b.size))).toMatchObject([
    { kind: 'checkpoint-signature', size: 258 },
    { kind: 'checkpoint-root', size: 258 },
  ]);
});

it('one signed with a key whose time was over, or had not come, is named, and not its neighbours', async () => {
  expect(await faultsOf(replaced(await checkpointAt(1_000, old)))).toEqual([{ kind: 'checkpoint-key', size: 1_000 }]);
  expect(await faultsOf(replaced(await checkpointAt(2, present)))).toEqual([{ kind: 'checkpoint-key', size: 2 }]);
});

it('where the tree itself is another, only the first that differs says from where on', async () => {
  const root = sha256(new Uint8Array(2));
  const wrong = await Promise.all([256, 600].map((at) => checkpointAt(at, old, root)));
  const stored = honest.map((one) => wrong.find((other) => other.size === one.size) ?? one);
  expect(await faultsOf(stored, root)).toEqual([
    { kind: 'checkpoint-root', size: 256, at: wrong[0]?.at },
    { kind: 'root' },
  ]);
});

it('a cosignature that its witness has not made is named, one of a stranger counted', async () => {
  const [past] = honest.slice(4);
  const forged = await cosigned(past as PastCheckpoint, { ...newSigner(witness.name), publicKey: witness.publicKey });
  expect(await faultsOf(replaced(forged))).toEqual([{ kind: 'cosignature', size: 257, witness: id }]);
  const faults: LogFault[] = [];
  const strange = {
    ...forged,
    cosignatures: forged.cosignatures.map((one) => ({ ...one, witness: 'other+00000000' })),
  };
  const { unknownCosignatures } = await checkLog(sourceOf(replaced(strange)), { size, root: log.growth.root }, empty, {
    ...{ hash: sha256, trust },
    report: (fault) => faults.push(fault),
  });
  expect([faults, unknownCosignatures]).toEqual([[], 1]);
});

it('what a witness has signed and is there no more is named, within the log and beyond its end', async () => {
  const gone = (at: number): PastCheckpoint => ({ size: at, cosignatures: [{ witness: id, line: '— x AAAAAAAA\n' }] });
  const { cosignatures } = await cosigned({ size: 300, cosignatures: [] });
  const within: PastCheckpoint = { size: 300, cosignatures };
  const stored = [...honest, within, gone(size + 5)].toSorted((a, b) => a.size - b.size);
  expect(await faultsOf(stored)).toEqual([
    { kind: 'checkpoint-missing', size: 300 },
    { kind: 'checkpoint-missing', size: size + 5 },
  ] satisfies CheckpointFault[]);
});

it('who goes on from within the log judges those that came since', async () => {
  const start = await resumeGrowth(sourceOf([]), { size: 600, root: rootAt(600) }, sha256);
  const forged = await checkpointAt(1_099, present, sha256(new Uint8Array(3)));
  const faults: LogFault[] = [];
  const checked = await checkLog(sourceOf(replaced(forged)), { size, root: log.growth.root }, start ?? empty, {
    ...{ hash: sha256, trust },
    report: (fault) => faults.push(fault),
  });
  expect(faults).toMatchObject([{ kind: 'checkpoint-root', size: 1_099 }]);
  expect(checked.checkpoints).toBe(sizes.filter((at) => at > 512).length);
});
