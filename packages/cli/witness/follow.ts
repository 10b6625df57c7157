import {
  consistencyProof,
  encodeAddCheckpoint,
  hashNamed,
  hashNameOf,
  parseCheckpoint,
  parseNote,
} from '@zhiheng/ledger';
import { type LogHttp, UnreachableError } from '../log-http.ts';
import type { Witness, WitnessAnswer } from './witness.ts';

/** Fetches a log's newest checkpoint with the proof that it continues the last one seen, and has the witness consider it. */
export async function followOnce(log: LogHttp, witness: Witness): Promise<WitnessAnswer> {
  const checkpoint = await log.checkpoint();
  const { origin, size } = parseCheckpoint(parseNote(checkpoint).text);
  const seen = await witness.seen(origin);
  const oldSize = seen?.size ?? 0;
  const readTile = async (place: Parameters<LogHttp['tile']>[0]) => {
    const tile = await log.tile(place);
    if (!tile) throw new UnreachableError(`The log lacks tile ${place.level}/${place.n}.`);
    return tile;
  };
  const proof = oldSize < size ? await consistencyProof(oldSize, size, readTile, hashNamed(hashNameOf(origin))) : [];
  return witness.add(encodeAddCheckpoint({ oldSize, proof, checkpoint }));
}
