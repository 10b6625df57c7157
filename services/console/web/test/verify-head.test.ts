import { generateKeyPairSync, sign } from 'node:crypto';
import {
  appendLeaves,
  checkpointText,
  cosign,
  formatVerifierKey,
  leafHash,
  parseNote,
  rootFromTiles,
  signNote,
  type TileReader,
} from '@zhiheng/ledger';
import { beforeAll, describe, expect, test } from 'vitest';
import { Unreachable } from '../api/problem.ts';
import { type HeadEvidence, verifyHead } from '../api/verify-head.ts';

const origin = 'zhiheng.example/audit/log/county';
const log = signerOf(origin);
const witness = signerOf('witness.example/w1');
const witnessKey = formatVerifierKey(witness.name, witness.publicKey, 'cosignature');

function signerOf(name: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  return { name, publicKey: raw, sign: (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)) };
}

/** A log of so many entries, each of its own text. */
async function logOf(count: number, text = (index: number) => `entry ${index}`): Promise<TileReader> {
  const leaves = Array.from({ length: count }, (_, index) => leafHash(new TextEncoder().encode(text(index))));
  const known = new Map(appendLeaves(0, [], leaves).changed.map(({ level, n, data }) => [`${level}/${n}`, data]));
  return ({ level, n }) => known.get(`${level}/${n}`) ?? new Uint8Array();
}

const headOf = async (tiles: TileReader, size: number, signer = log) =>
  signNote(checkpointText({ origin, size, root: await rootFromTiles(size, tiles) }), [signer]);

let tiles: TileReader;
let evidence: HeadEvidence;
beforeAll(async () => {
  tiles = await logOf(600);
  evidence = {
    checkpoint: await headOf(tiles, 600),
    cosigned: undefined,
    vkey: `${formatVerifierKey(origin, log.publicKey)}\n`,
    kept: [],
    witnesses: [],
    readTile: tiles,
  };
});

describe('the head of a log', () => {
  test('holds where its key has signed it and it continues what was kept', async () => {
    const kept = [
      { by: 'host' as const, note: await headOf(tiles, 600) },
      { by: 'browser' as const, note: await headOf(tiles, 257) },
    ];
    expect(await verifyHead({ ...evidence, kept })).toMatchObject({
      fault: undefined,
      size: 600,
      continues: [
        { by: 'host', size: 600, fault: undefined },
        { by: 'browser', size: 257, fault: undefined },
      ],
    });
  });

  test('is not the log’s where another key has signed it', async () => {
    const forged = await headOf(tiles, 600, signerOf(origin));
    expect((await verifyHead({ ...evidence, checkpoint: forged })).fault).toBeTruthy();
  });

  test('breaks with what was kept where entries were rewritten, cut off, or a tile lacks', async () => {
    const other = await logOf(600, (index) => (index === 3 ? 'another' : `entry ${index}`));
    const rewritten = { by: 'browser' as const, note: await headOf(other, 300) };
    const longer = { by: 'browser' as const, note: await headOf(await logOf(601), 601) };
    const foreign = { by: 'host' as const, note: await headOf(tiles, 300, signerOf(origin)) };
    for (const kept of [rewritten, longer, foreign])
      expect((await verifyHead({ ...evidence, kept: [kept] })).continues[0]?.fault, kept.note).toBeTruthy();
    const kept = [{ by: 'browser' as const, note: await headOf(tiles, 257) }];
    const without = await verifyHead({ ...evidence, kept, readTile: () => new Uint8Array() });
    expect(without.continues[0]?.fault).toBeTruthy();
  });

  test('is not judged where the network fails: that says nothing of the log', async () => {
    const kept = [{ by: 'browser' as const, note: await headOf(tiles, 257) }];
    const readTile = () => Promise.reject(new Unreachable('503'));
    await expect(verifyHead({ ...evidence, kept, readTile })).rejects.toThrow(Unreachable);
  });

  test('names the witnesses whose signature holds, and those whose does not', async () => {
    const note = await headOf(tiles, 300);
    const { text } = parseNote(note);
    const line = await cosign(text, witness, 1_764_000_000);
    const look = (cosigned: string) => verifyHead({ ...evidence, cosigned, witnesses: [witnessKey] });
    const found = await look(note + line);
    expect(found.cosignatures.get(witnessKey)).toMatchObject({ holds: true, size: 300 });
    expect(found.continues).toEqual([{ by: 'witness', size: 300, fault: undefined }]);
    const ofAnother = await cosign(text.replace('300', '301'), witness, 1_764_000_000);
    expect((await look(note + ofAnother)).cosignatures.get(witnessKey)).toMatchObject({ holds: false });
    expect((await look(note)).cosignatures.size).toBe(0);
  });
});
