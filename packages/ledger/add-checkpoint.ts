import { fromBase64, toBase64 } from './bytes.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { FormatError, ProofError, SignatureError } from './errors.ts';
import { emptyRoot, hashLength, hashNamed, hashNameOf } from './hash.ts';
import { parseNote, type VerifySignature } from './note.ts';
import { type OpenedCheckpoint, openCheckpoint } from './tlog-proof.ts';
import type { VerifierKey } from './verifier-key.ts';
import { verifyConsistency } from './verify.ts';

/** What a log asks of a witness (C2SP tlog-witness, add-checkpoint). */
export interface AddCheckpoint {
  /** Size of the last checkpoint that this witness has cosigned, as far as the sender knows. */
  oldSize: number;
  proof: readonly Uint8Array[];
  /** Signed note. */
  checkpoint: string;
}

const mostHashes = 63;

export const encodeAddCheckpoint = ({ oldSize, proof, checkpoint }: AddCheckpoint): string =>
  `${[`old ${oldSize}`, ...proof.map(toBase64)].join('\n')}\n\n${checkpoint}`;

/** Throws FormatError `invalid-request`. */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n');
  const oldSize = Number(/^old (0|[1-9]\d*)$/.exec(first)?.[1]);
  const proof = lines.map(fromBase64);
  const whole = proof.every((hash) => hash?.length === hashLength) && proof.length <= mostHashes;
  if (!Number.isSafeInteger(oldSize) || !whole)
    throw new FormatError('invalid-request', 'A request is an old size, hashes, an empty line and a checkpoint.');
  return { oldSize, proof: proof as Uint8Array[], checkpoint: body.slice(end + 2) };
}

/** The last tree of a log that a witness has cosigned. */
export interface SeenTree {
  size: number;
  root: Uint8Array;
}

/**
 * What a witness makes of a request, with the HTTP status that the standard gives it. 400: malformed, or the old size lies beyond
 * the new. 403: no trusted key of the log has signed. 404: not a log that it watches. 409: the old size is not that of the last tree
 * seen, which `size` tells. 422: the new tree does not continue the last one seen.
 */
export type Consideration =
  | { status: 200; checkpoint: OpenedCheckpoint; text: string }
  | { status: 400 | 403 | 404 | 422; why: string }
  | { status: 409; why: string; size: number };

/** The origin that the request's checkpoint claims; FormatError when it has none. */
export const originOf = ({ checkpoint }: AddCheckpoint): string => parseCheckpoint(parseNote(checkpoint).text).origin;

/** Judges a request by the keys of the logs that are watched and the last tree seen of its log; `seen` absent: none yet. */
export async function considerCheckpoint(
  request: AddCheckpoint,
  keys: readonly VerifierKey[],
  seen: SeenTree | undefined,
  verify: VerifySignature,
): Promise<Consideration> {
  const opened = await open(request, keys, verify);
  if (opened.status !== 200) return opened;
  const { size, root, origin } = opened.checkpoint;
  const { oldSize, proof } = request;
  if (oldSize > size) return { status: 400, why: 'The old size lies beyond that of the checkpoint.' };
  const hash = hashNamed(hashNameOf(origin));
  const last = seen ?? { size: 0, root: emptyRoot(hash) };
  if (oldSize !== last.size)
    return { status: 409, why: 'The old size is not that of the last tree seen.', size: last.size };
  try {
    verifyConsistency(last.size, size, proof, last.root, root, hash);
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
    return { status: 422, why: error.message };
  }
  return opened;
}

async function open(
  { checkpoint }: AddCheckpoint,
  keys: readonly VerifierKey[],
  verify: VerifySignature,
): Promise<Consideration> {
  try {
    const { text } = parseNote(checkpoint);
    const { origin } = parseCheckpoint(text);
    if (!keys.some(({ name }) => name === origin))
      return { status: 404, why: `The log ${origin} is not watched here.` };
    return { status: 200, checkpoint: await openCheckpoint(checkpoint, { keys }, verify), text };
  } catch (error) {
    if (error instanceof SignatureError) return { status: 403, why: error.message };
    if (error instanceof FormatError) return { status: 400, why: error.message };
    throw error;
  }
}
