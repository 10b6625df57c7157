import { type Database, inCentre } from '@zhiheng/database';
import { type AddCheckpoint, checkCosignatures, consistencyProof, encodeAddCheckpoint } from '@zhiheng/ledger';
import { LogError } from './errors.ts';
import { verifyEd25519 } from './log-keys.ts';
import { platformHash } from './platform-hash.ts';
import { cosignedSize, keepCosignature } from './store/cosignature-store.ts';
import { findLog, newestCheckpoint, type StoredCheckpoint, tileReader } from './store/tree-store.ts';
import type { ConfiguredWitness } from './witnesses.ts';

/** Why a witness has not cosigned. */
export class WitnessError extends Error {
  override readonly name = 'WitnessError';
  /**
   * `out-of-reach`: it does not answer as the protocol has it. `refused`: it does not know this log or its key. `other-history`: it has
   * seen a tree that this one does not continue, or a larger one; somebody has rewritten or cut the log, and a person has to look.
   */
  readonly code: 'out-of-reach' | 'refused' | 'other-history';

  constructor(code: WitnessError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const patience = 10_000;
/** More than the lines of any witness's keys. */
const mostAnswer = 16_384;

/**
 * Has a witness cosign the newest checkpoint of a centre and keeps its line. The database is read before and written after; no
 * transaction waits for the witness. True when there was something to sign: what it has signed before only when asked `again`. Throws
 * WitnessError.
 */
export async function cosignNewest(
  database: Database,
  centre: string,
  witness: ConfiguredWitness,
  { again = false } = {},
): Promise<boolean> {
  const newest = await inCentre(database, centre, (transaction) => newestCheckpoint(transaction, centre));
  const known = await inCentre(database, centre, (transaction) => cosignedSize(transaction, centre, witness.id));
  if (!newest || (newest.size <= known && !again)) return false;
  let answer = await ask(witness, await requestOf(database, centre, newest, known));
  if (answer.status === 409) {
    // It knows better than we what it has cosigned: another database of ours may have asked it.
    const seen = sizeIn(answer.body, witness);
    if (seen > newest.size)
      throw new WitnessError('other-history', `${witness.id} has seen ${seen} entries, not ${newest.size}.`);
    answer = await ask(witness, await requestOf(database, centre, newest, seen));
  }
  const line = await lineOf(answer, newest, witness);
  await inCentre(database, centre, (transaction) =>
    keepCosignature(transaction, centre, { size: newest.size, witness: witness.id, line }),
  );
  return true;
}

/**
 * For a host that has kept nothing of this log: what a witness has seen tells as well whether it was set back. One that does not answer
 * stops no log. Throws LogError `rolled-back`.
 */
export async function requireUncontested(
  database: Database,
  centre: string,
  witnesses: readonly ConfiguredWitness[],
): Promise<void> {
  for (const witness of witnesses) {
    const error = await cosignNewest(database, centre, witness, { again: true }).catch((fault: unknown) => fault);
    if (error instanceof WitnessError && error.code === 'other-history')
      throw new LogError(
        'rolled-back',
        `The log of ${centre} does not continue what a witness has seen: ${error.message} This host has kept no checkpoint of it. A database that was restored is to be restored further, up to what the witness has seen; whoever has made sure that this is impossible takes the witness out of ZHIHENG_WITNESS_FILE, and gives it a new name when it comes back (deploy/README.md, "Backup and restore").`,
        { cause: error },
      );
  }
}

async function requestOf(
  database: Database,
  centre: string,
  { size, note }: StoredCheckpoint,
  oldSize: number,
): Promise<AddCheckpoint> {
  const proof = await inCentre(database, centre, async (transaction) => {
    const log = await findLog(transaction, centre);
    return consistencyProof(oldSize, size, tileReader(transaction, centre), platformHash(log?.hash ?? 'sha256'));
  });
  return { oldSize, proof, checkpoint: note };
}

interface Answer {
  status: number;
  body: string;
}

async function ask({ url, id }: ConfiguredWitness, request: AddCheckpoint): Promise<Answer> {
  try {
    const answer = await fetch(new URL('add-checkpoint', url), {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: encodeAddCheckpoint(request),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    const body = await readAtMost(answer);
    return { status: answer.status, body };
  } catch (error) {
    throw new WitnessError('out-of-reach', `${id} does not answer.`, { cause: error });
  }
}

async function readAtMost(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > mostAnswer) throw new Error('The answer is too long.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function sizeIn(body: string, { id }: ConfiguredWitness): number {
  const size = /^(0|[1-9]\d{0,15})\n$/.exec(body)?.[1];
  if (size === undefined) throw new WitnessError('out-of-reach', `${id} answers 409 without a size.`);
  return Number(size);
}

/** The line that holds under this witness's key; what else it sends is not kept. */
async function lineOf(
  { status, body }: Answer,
  { note }: StoredCheckpoint,
  { key, id }: ConfiguredWitness,
): Promise<string> {
  const why = `${id} answers ${status}: ${body.slice(0, 200).trim()}`;
  if (status === 422 || status === 409) throw new WitnessError('other-history', why);
  if (status === 403 || status === 404) throw new WitnessError('refused', why);
  if (status !== 200) throw new WitnessError('out-of-reach', why);
  for (const line of body
    .split('\n')
    .slice(0, -1)
    .map((each) => `${each}\n`)) {
    const [checked] = await checkCosignatures(note + line, [key], verifyEd25519).catch(() => []);
    if (checked?.holds) return line;
  }
  throw new WitnessError('out-of-reach', `${id} has sent no cosignature that holds.`);
}
