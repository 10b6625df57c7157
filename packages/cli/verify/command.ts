import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';
import { exitCode } from './exit-code.ts';
import { readTrustedKeys, verifyFile } from './file.ts';

const help = `用法 usage: npm run zhiheng -- verify FILE --key VKEYFILE

  FILE            证据包，或一条记录的证明 / an evidence bundle, or the proof of an entry; needs no network
  --key VKEYFILE  可信公钥，一行一个，日志的和见证人的 / trusted keys, one a line, of the log and of witnesses,
                  从公示处取得，不取自被核验的文件 / got from where they are published, not from what is verified

退出码 exit codes: 0 完好 intact · 1 被篡改 tampered · 2 用法有误 wrongly used · 3 未能核验完 unreachable or unfinished
`;

const options = {
  key: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** `verify`: see `help`. */
export async function verify(args: string[]): Promise<number> {
  const { positionals, values } = read(args);
  if (values.help) {
    process.stdout.write(help);
    return exitCode.intact;
  }
  const [file, ...rest] = positionals;
  if (!file || rest.length || !values.key) throw new UsageError('FILE --key VKEYFILE is needed; see verify --help.');
  const trusted = await readTrustedKeys(values.key);
  return orUnfinished(() => verifyFile(file, trusted));
}

/** What went wrong here must not pass for something wrong with the log. */
async function orUnfinished(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    process.stderr.write(`zhiheng verify: 未能核验完 / unfinished: ${(error as Error).stack}\n`);
    return exitCode.unfinished;
  }
}

function read(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
