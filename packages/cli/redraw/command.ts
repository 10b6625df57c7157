import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import {
  type InspectionProof,
  InspectionProofError,
  type ProofStep,
  proofFormat,
  verifyInspection,
} from '@zhiheng/sampling';
import { UsageError } from '../usage-error.ts';
import { verifyEd25519 } from '../verify/ed25519.ts';
import { exitCode } from '../verify/exit-code.ts';
import { readTrustedKeys } from '../verify/file.ts';

const help = `用法 usage: npm run zhiheng -- redraw FILE --key VKEYFILE

  FILE            抽样证明文件，见 GET /api/v1/inspections/{id}/proof/file / the file that proves a draw
  --key VKEYFILE  可信的日志公钥，一行一个 / trusted keys of the log, one a line

不联网。核对：两个检查点的签名与前后一致、承诺和冻结记录先于检查点、密数与承诺相符、总体与冻结时相同、重抽所得样本相同。
Needs no network. Judges that both checkpoints are signed and belong together, that commitment and freeze were logged before
the checkpoint, that the secret is the one committed to, that the population is the frozen one, and that it gives the same sample.

退出码 exit codes: 0 相符 the same · 1 不符 not the same · 2 用法有误 wrongly used
`;

const faults: Record<ProofStep, { zh: string; en: string }> = {
  log: { zh: '日志的证明不成立', en: 'what proves the log does not hold' },
  order: { zh: '记录的先后不对', en: 'the entries are not in their order' },
  commitment: { zh: '密数与承诺不符', en: 'the secret is not the one committed to' },
  seed: { zh: '种子用的不是抽样时的检查点', en: 'the seed is of another checkpoint' },
  population: { zh: '总体与冻结时不同', en: 'the population is not the frozen one' },
  sample: { zh: '重抽所得样本不同', en: 'the population gives another sample' },
};

/** `redraw`: see `help`. */
export async function redraw(args: string[]): Promise<number> {
  const { positionals, values } = read(args);
  if (values.help) {
    process.stdout.write(help);
    return exitCode.intact;
  }
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length || !values.key)
    throw new UsageError('用法见 redraw --help / see redraw --help.');
  const trusted = await readTrustedKeys(values.key);
  const proof = await readProof(path);
  try {
    const { origin, members, sampled, entriesAfterFreeze } = await verifyInspection(proof, () => linesOf(path, 1), {
      ...{ trusted, verify: verifyEd25519 },
      hash: (data) => Buffer.from(hash('sha256', data, 'binary'), 'latin1'),
    });
    process.stdout.write(
      `相符：${origin} 记录的抽样由 ${members} 件中抽取 ${sampled} 件，重抽结果相同；所用检查点在冻结之后又含 ${entriesAfterFreeze} 条记录\n` +
        `the same: ${sampled} of ${members} as ${origin} has logged; the checkpoint holds ${entriesAfterFreeze} entries after the freeze\n`,
    );
    return exitCode.intact;
  } catch (error) {
    if (!(error instanceof InspectionProofError)) throw error;
    const { zh, en } = faults[error.step];
    process.stderr.write(`zhiheng redraw: 不符：${zh} / not the same: ${en}: ${error.message}\n`);
    return exitCode.tampered;
  }
}

async function readProof(path: string): Promise<InspectionProof> {
  try {
    for await (const line of linesOf(path, 0)) {
      const proof = JSON.parse(line) as InspectionProof;
      if (proof.format === proofFormat) return proof;
      break;
    }
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
  throw new UsageError(`${path} 不是抽样证明 / is no proof of a draw.`);
}

async function* linesOf(path: string, from: number): AsyncGenerator<string> {
  const input = createReadStream(path);
  try {
    let place = 0;
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))
      if (place++ >= from) yield line;
  } finally {
    input.destroy();
  }
}

function read(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { key: { type: 'string' }, help: { type: 'boolean' } } });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
