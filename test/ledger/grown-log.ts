import {
  appendLeaves,
  checkpointText,
  consistencyProof,
  encodeAddCheckpoint,
  formatVerifierKey,
  leafHash,
  rootFromTiles,
  type Signer,
  signNote,
  type TileReader,
} from '@zhiheng/ledger';
import { newSigner } from './evidence.ts';

/** A log whose trees of every size its key can sign, as a log does over time. */
export interface GrownLog {
  origin: string;
  vkey: string;
  note(size: number): Promise<string>;
  /** The body of an add-checkpoint request. */
  request(oldSize: number, size: number): Promise<string>;
}

/** `changed` gives one leaf another content: the same key signs a fork from there on. */
export function growLog(origin: string, size: number, signer: Signer = newSigner(origin), changed?: number): GrownLog {
  const entries = Array.from(
    { length: size },
    (_, place) => `${origin} ${place}${place === changed ? ' changed' : ''}`,
  );
  const { changed: tiles } = appendLeaves(
    0,
    [],
    entries.map((entry) => leafHash(new TextEncoder().encode(entry))),
  );
  const readTile: TileReader = ({ level, n }) =>
    tiles.find((tile) => tile.level === level && tile.n === n)?.data ?? new Uint8Array();
  const note = async (at: number) =>
    signNote(checkpointText({ origin, size: at, root: await rootFromTiles(at, readTile) }), [signer]);
  return {
    origin,
    vkey: formatVerifierKey(origin, signer.publicKey),
    note,
    async request(oldSize, at) {
      const proof = await consistencyProof(oldSize, at, readTile);
      return encodeAddCheckpoint({ oldSize, proof, checkpoint: await note(at) });
    },
  };
}
