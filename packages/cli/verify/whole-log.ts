import { hash as nativeHash } from 'node:crypto';
import {
  appendLeaves,
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

export interface WholeLog extends LogSource {
  /** The newest signed note. */
  checkpoint(): Promise<string>;
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
  const hash: Hash = (data) => nativeHash(name, data, 'buffer');
  const before = statePath === undefined ? undefined : await readState(statePath);
  if (before && before.origin !== origin)
    throw new UsageError(`${statePath} is the state of ${before.origin}, not of ${origin}.`);
  const start =
    (before && (await continued(source, checkpoint, before, hash, report))) ?? appendLeaves(0, [], [], hash);

  const keep = async (reached: { size: number; root: () => Uint8Array }) => {
    if (statePath !== undefined && report.total === 0)
      await writeState(statePath, { origin, size: reached.size, root: reached.root() });
  };
  if (!(before && size < before.size)) await goOver(source, checkpoint, start, hash, report, keep);
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
  start: Growth,
  hash: Hash,
  report: FaultReport,
  keep: (reached: { size: number; root: () => Uint8Array }) => Promise<void>,
): Promise<void> {
  const progress = startProgress(start.size, checkpoint.size);
  let tiles = 0;
  try {
    const growth = await checkLog(source, checkpoint, start, {
      hash,
      report: (fault) => report.add(fault),
      async progress(at) {
        progress.at(at.size);
        if (++tiles % tilesBetweenStates === 0) await keep(at);
      },
    });
    await keep({ size: growth.size, root: () => growth.root });
  } finally {
    progress.end();
  }
}

function conclude({ origin, size, cosignatures }: OpenedCheckpoint, from: number, report: FaultReport): number {
  for (const { witness, time, holds } of cosignatures)
    if (holds) process.stdout.write(`见证 witness ${witness.name} ${new Date(time * 1_000).toISOString()}\n`);
  if (report.total === 0) {
    process.stdout.write(
      `${origin}：${size} 条全部完好，自第 ${from} 条起重算 / all ${size} entries intact, recomputed from index ${from}\n`,
    );
    return exitCode.intact;
  }
  process.stdout.write(`${origin}：发现 ${report.total} 处问题 / ${report.total} faults\n`);
  return report.onlyUnread ? exitCode.unfinished : exitCode.tampered;
}
