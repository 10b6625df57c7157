import { hash as nativeHash } from 'node:crypto';
import {
  appendLeaves,
  type CheckpointCount,
  checkLog,
  consistencyProof,
  FormatError,
  type Growth,
  type Hash,
  hashNameOf,
  type LogSource,
  type OpenedCheckpoint,
  openCheckpoint,
  ProofError,
  type RemovedMonth,
  resumeGrowth,
  SignatureError,
  type TrustedKeys,
  verifyConsistency,
} from '@zhiheng/ledger';
import { UsageError } from '../usage-error.ts';
import { verifyEd25519 } from './ed25519.ts';
import { exitCode } from './exit-code.ts';
import { FaultReport } from './fault-report.ts';
import { startProgress } from './progress.ts';
import { readState, type VerifiedState, writeState } from './verified-state.ts';
import { witnessLines } from './witness-lines.ts';

export interface WholeLog extends LogSource {
  /** The newest signed note. */
  checkpoint(): Promise<string>;
  /** Indexes below `size` of entries that no search finds. Absent: what entries are found by cannot be seen from there. */
  hidden?(size: number): Promise<number[]>;
}

/** Leaf tiles between two states that are kept: what a killed run loses. */
const tilesBetweenStates = 256;

/**
 * Recomputes a whole log against its newest checkpoint, or what has come since the state of an earlier run, and says what is wrong.
 * Throws UnreachableError where it cannot be read, UsageError for a state of another log.
 */
export async function verifyWholeLog(source: WholeLog, trusted: TrustedKeys, statePath?: string): Promise<number> {
  const report = new FaultReport();
  const checkpoint = await signedHead(await source.checkpoint(), trusted);
  if (!checkpoint) return exitCode.tampered;
  const { origin, size } = checkpoint;
  const name = hashNameOf(origin);
  // By way of a string: a buffer that the platform makes costs more than the hash itself.
  const hash: Hash = (data) => Buffer.from(nativeHash(name, data, 'binary'), 'latin1');
  const before = statePath === undefined ? undefined : await readState(statePath);
  if (before && before.origin !== origin)
    throw new UsageError(
      `${statePath} 是 ${before.origin} 的状态，不是 ${origin} 的 / is the state of ${before.origin}, not of ${origin}.`,
    );
  const start =
    (before && (await continued(source, checkpoint, before, hash, report))) ?? appendLeaves(0, [], [], hash);

  const keep = async (reached: { size: number; root: () => Uint8Array }) => {
    if (statePath !== undefined && report.total === 0)
      await writeState(statePath, { origin, size: reached.size, root: reached.root() });
  };
  const { removed, count } =
    before && size < before.size
      ? { removed: [], count: undefined }
      : await goOver(source, checkpoint, trusted, start, hash, report, keep);
  // No tree holds it: it is looked at anew in every run.
  report.addHidden((await source.hidden?.(size)) ?? []);
  for (const { month, first, last, entries, index } of removed)
    process.stdout.write(
      `${month}：第 ${first}–${last} 条中的 ${entries} 条已按规定移除，见第 ${index} 条 / ${entries} of #${first} to #${last} removed by policy, see entry #${index}\n`,
    );
  if (count && source.checkpoints) process.stdout.write(`${countLine(count)}\n`);
  for (const line of report.lines()) process.stdout.write(`${line}\n`);
  return conclude(checkpoint, start.size, report);
}

async function signedHead(note: string, trusted: TrustedKeys): Promise<OpenedCheckpoint | undefined> {
  try {
    return await openCheckpoint(note, trusted, verifyEd25519);
  } catch (error) {
    if (!(error instanceof SignatureError || error instanceof FormatError)) throw error;
    process.stdout.write(
      `检查点没有可信公钥的签名 / signature: no trusted key has signed the checkpoint: ${error.message}\n`,
    );
    return undefined;
  }
}

/** Where to go on from; undefined when the log does not continue what was verified before, which is reported. */
async function continued(
  source: LogSource,
  { size, root }: OpenedCheckpoint,
  before: VerifiedState,
  hash: Hash,
  report: FaultReport,
): Promise<Growth | undefined> {
  if (size < before.size) {
    report.add({ kind: 'rollback', size, before: before.size });
    return undefined;
  }
  try {
    const readTile = async (place: Parameters<LogSource['tile']>[0]) => (await source.tile(place)) ?? new Uint8Array();
    const proof = await consistencyProof(before.size, size, readTile, hash);
    verifyConsistency(before.size, size, proof, before.root, root, hash);
  } catch (error) {
    if (!(error instanceof ProofError || error instanceof FormatError)) throw error;
    report.add({ kind: 'fork', before: before.size });
    return undefined;
  }
  // Tiles that lead to no known root any more are found out by going over the whole log.
  return resumeGrowth(source, before, hash);
}

async function goOver(
  source: LogSource,
  checkpoint: OpenedCheckpoint,
  { keys, witnesses }: TrustedKeys,
  start: Growth,
  hash: Hash,
  report: FaultReport,
  keep: (reached: { size: number; root: () => Uint8Array }) => Promise<void>,
): Promise<{ removed: RemovedMonth[]; count: CheckpointCount }> {
  const progress = startProgress(start.size, checkpoint.size);
  const removed: RemovedMonth[] = [];
  let tiles = 0;
  try {
    const checked = await checkLog(source, checkpoint, start, {
      hash,
      trust: { origin: checkpoint.origin, keys, witnesses, verify: verifyEd25519 },
      report: (fault) => report.add(fault),
      removed: (month) => removed.push(month),
      async progress(at) {
        progress.at(at.size);
        if (++tiles % tilesBetweenStates === 0) await keep(at);
      },
    });
    await keep({ size: checked.size, root: () => checked.root });
    return { removed, count: checked };
  } finally {
    progress.end();
  }
}

const countLine = ({ checkpoints, cosignatures, unknownCosignatures }: CheckpointCount): string =>
  `检查点 ${checkpoints} 个、见证签名 ${cosignatures} 个已核验，其中 ${unknownCosignatures} 个未给出见证人公钥 / ${checkpoints} checkpoints and ${cosignatures} cosignatures gone over, ${unknownCosignatures} of them by witnesses whose keys you have not given`;

function conclude({ origin, size, witnesses }: OpenedCheckpoint, from: number, report: FaultReport): number {
  process.stdout.write(`${witnessLines(witnesses).join('\n')}\n`);
  if (report.total === 0) {
    process.stdout.write(
      `${origin}：${size} 条全部完好，自第 ${from} 条起重算 / all ${size} entries intact, recomputed from index ${from}\n`,
    );
    return exitCode.intact;
  }
  process.stdout.write(`${origin}：发现 ${report.total} 处问题 / ${report.total} faults\n`);
  return report.onlyUnread ? exitCode.unfinished : exitCode.tampered;
}
