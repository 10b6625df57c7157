import { describe, expect, it } from 'vitest';
import {
  type AddCheckpoint,
  checkpointText,
  considerCheckpoint,
  consistencyProof,
  emptyRoot,
  encodeAddCheckpoint,
  FormatError,
  formatVerifierKey,
  originOf,
  parseAddCheckpoint,
  parseVerifierKey,
  rootFromTiles,
  type SeenTree,
  signNote,
  sm3,
  toBase64,
} from '../index.ts';
import { growLog } from './memory-log.ts';
import { entriesOf } from './naive.ts';
import { newSigner, verifyEd25519 } from './signers.ts';

const origin = 'zhiheng.example/county';
const signer = newSigner(origin);
const keys = [parseVerifierKey(formatVerifierKey(origin, signer.publicKey))];
const { readTile } = growLog(entriesOf(300));
const seenAt = async (size: number): Promise<SeenTree> => ({ size, root: await rootFromTiles(size, readTile) });
const noteOf = async (size: number, changes: { origin?: string; root?: Uint8Array } = {}, by = signer) =>
  signNote(checkpointText({ origin, ...(await seenAt(size)), ...changes }), [by]);
const requestOf = async (oldSize: number, size: number): Promise<AddCheckpoint> => ({
  oldSize,
  proof: await consistencyProof(oldSize, size, readTile),
  checkpoint: await noteOf(size),
});
const consider = async (request: AddCheckpoint, seen?: number, known = keys) =>
  considerCheckpoint(request, known, seen === undefined ? undefined : await seenAt(seen), verifyEd25519);

describe('a request to a witness', () => {
  it('has the form of the standard, and reads back', async () => {
    const request = await requestOf(7, 300);
    const body = encodeAddCheckpoint(request);
    expect(body).toBe(['old 7', ...request.proof.map(toBase64), '', request.checkpoint].join('\n'));
    expect(parseAddCheckpoint(body)).toEqual(request);
    expect(originOf(request)).toBe(origin);
    const first = await requestOf(0, 300);
    expect(encodeAddCheckpoint(first)).toBe(`old 0\n\n${first.checkpoint}`);
    expect(parseAddCheckpoint(encodeAddCheckpoint(first))).toEqual(first);
  });

  it('in any other form is refused', async () => {
    const body = encodeAddCheckpoint(await requestOf(7, 300));
    const hash = body.split('\n')[1]!;
    const wrong = [
      '',
      body.replace('old 7', 'old 07'),
      body.replace('old 7', 'old'),
      body.replace('old 7', 'new 7'),
      body.replace('old 7', 'old 9007199254740992'),
      body.replace(hash, hash.slice(4)),
      body.replace(hash, `${hash}\r`),
      body.replace(hash, Array(64).fill(hash).join('\n')),
      body.slice(0, body.indexOf('\n\n')),
    ];
    for (const [place, one] of wrong.entries())
      expect(() => parseAddCheckpoint(one), String(place)).toThrow(FormatError);
  });
});

describe('a witness', () => {
  it('takes the first tree that it sees, each that continues the last one, and the last one again', async () => {
    expect(await consider(await requestOf(0, 200))).toMatchObject({ status: 200, checkpoint: { size: 200 } });
    for (const old of [1, 128, 255, 256, 257, 299, 300])
      expect(await consider(await requestOf(old, 300), old)).toMatchObject({ status: 200 });
    const empty = { oldSize: 0, proof: [], checkpoint: await noteOf(0) };
    expect(await consider(empty)).toMatchObject({ status: 200 });
    expect(await consider(await requestOf(0, 5), 0)).toMatchObject({ status: 200 });
  });

  it('answers 404 for a log that it does not watch', async () => {
    const request = { ...(await requestOf(0, 5)), checkpoint: await noteOf(5, { origin: 'zhiheng.example/city' }) };
    expect(await consider(request)).toMatchObject({ status: 404 });
    expect(await consider(await requestOf(0, 5), undefined, [])).toMatchObject({ status: 404 });
  });

  it('answers 403 when no trusted key has signed, or its signature does not fit', async () => {
    const request = await requestOf(0, 5);
    expect(await consider({ ...request, checkpoint: await noteOf(5, {}, newSigner(origin)) })).toMatchObject({
      status: 403,
    });
    const altered = request.checkpoint.replace('\n5\n', '\n6\n');
    expect(await consider({ ...request, checkpoint: altered })).toMatchObject({ status: 403 });
  });

  it('answers 400 for what is no checkpoint and for an old size beyond the new', async () => {
    const request = await requestOf(0, 5);
    for (const checkpoint of ['', 'text', await signNote('text\n', [signer])])
      expect(await consider({ ...request, checkpoint })).toMatchObject({ status: 400 });
    expect(await consider({ ...request, oldSize: 6 }, 6)).toMatchObject({ status: 400 });
  });

  it('answers 409 with the size of the last tree seen when the old size is another', async () => {
    expect(await consider(await requestOf(7, 300), 8)).toMatchObject({ status: 409, size: 8 });
    expect(await consider(await requestOf(0, 300), 8)).toMatchObject({ status: 409, size: 8 });
    expect(await consider(await requestOf(7, 300))).toMatchObject({ status: 409, size: 0 });
    // Rollback: what is sent is whole and signed, but shorter than what was seen.
    expect(await consider(await requestOf(0, 100), 200)).toMatchObject({ status: 409, size: 200 });
  });

  it('answers 422 to a fork, a wrong proof, a needless one, another root of one size and of no leaves', async () => {
    const fork = growLog([...entriesOf(6), new Uint8Array(1), ...entriesOf(300).slice(7)]);
    const forked = {
      oldSize: 7,
      proof: await consistencyProof(7, 300, fork.readTile),
      checkpoint: await noteOf(300, { root: fork.growth.root }),
    };
    expect(await consider(forked, 7)).toMatchObject({ status: 422 });
    const request = await requestOf(7, 300);
    expect(await consider({ ...request, proof: request.proof.slice(1) }, 7)).toMatchObject({ status: 422 });
    expect(await consider({ ...(await requestOf(0, 300)), proof: request.proof })).toMatchObject({ status: 422 });
    const same = { oldSize: 300, proof: [], checkpoint: await noteOf(300, { root: fork.growth.root }) };
    expect(await consider(same, 300)).toMatchObject({ status: 422 });
    const filled = { oldSize: 0, proof: [], checkpoint: await noteOf(0, { root: fork.growth.root }) };
    expect(await consider(filled)).toMatchObject({ status: 422 });
  });

  it('proves with SM3 what an SM3 log signs', async () => {
    const name = `${origin};hash=sm3`;
    const national = newSigner(name);
    const log = growLog(entriesOf(300), [300], sm3);
    const request = {
      oldSize: 7,
      proof: await consistencyProof(7, 300, log.readTile, sm3),
      checkpoint: await signNote(checkpointText({ origin: name, size: 300, root: log.growth.root }), [national]),
    };
    const known = [parseVerifierKey(formatVerifierKey(name, national.publicKey))];
    const seen = { size: 7, root: await rootFromTiles(7, log.readTile, sm3) };
    expect(await considerCheckpoint(request, known, seen, verifyEd25519)).toMatchObject({ status: 200 });
    const empty = await signNote(checkpointText({ origin: name, size: 0, root: emptyRoot(sm3) }), [national]);
    const first = { oldSize: 0, proof: [], checkpoint: empty };
    expect(await considerCheckpoint(first, known, undefined, verifyEd25519)).toMatchObject({ status: 200 });
  });
});
