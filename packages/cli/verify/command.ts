import { parseArgs } from 'node:util';
import { readText } from '../json-file.ts';
import { logOverHttp } from '../log-http.ts';
import { UsageError } from '../usage-error.ts';
import { exitCode } from './exit-code.ts';
import { readTrustedKeys, verifyFile } from './file.ts';
import { httpSource } from './http-source.ts';
import type { WholeLog } from './whole-log.ts';

const help = `用法 usage: npm run zhiheng -- verify FILE --key VKEYFILE
                 … verify --log URL --key VKEYFILE [--token-file FILE] [--resume STATE]
                 … verify --database URL --centre CODE --key VKEYFILE [--archive FOLDER] [--resume STATE]

  FILE               证据包，或一条记录的证明 / an evidence bundle, or the proof of an entry; needs no network
  --log URL          核验整个日志 / the whole log over HTTP, e.g. https://…/audit/log/county
  --token-file FILE  访问令牌，须有 audit:read；或用变量 ZHIHENG_TOKEN / token that may read entries; or in ZHIHENG_TOKEN
  --database URL     直接从数据库核验 / the whole log straight from the database (also in DATABASE_URL, when --centre is given)
  --centre CODE      哪个中心 / of which centre
  --archive FOLDER   已归档月份所在 / where months have gone that left the database (also in ZHIHENG_LOG_ARCHIVE)
  --resume STATE     从上次核验处继续，并证明日志延续当时 / go on from the last run, and prove that the log continues it
  --key VKEYFILE     可信公钥，一行一个，日志的和见证人的 / trusted keys, one a line, of the log and of witnesses,
                     从公示处取得，不取自被核验者 / got from where they are published, not from what is verified

退出码 exit codes: 0 完好 intact · 1 被篡改 tampered · 2 用法有误 wrongly used · 3 未能核验完 unreachable or unfinished
`;

const options = {
  key: { type: 'string' },
  log: { type: 'string' },
  'token-file': { type: 'string' },
  database: { type: 'string' },
  centre: { type: 'string' },
  archive: { type: 'string' },
  resume: { type: 'string' },
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
  const { key, log, centre } = values;
  const asked = [file, log, centre].filter((one) => one !== undefined);
  if (asked.length !== 1 || rest.length || !key) throw new UsageError('用法见 verify --help / see verify --help.');
  const trusted = await readTrustedKeys(key);
  return orUnfinished(async () => {
    if (file !== undefined) return verifyFile(file, trusted);
    const { verifyWholeLog } = await import('./whole-log.ts');
    if (log !== undefined) return verifyWholeLog(await overHttp(log, values['token-file']), trusted, values.resume);
    const { logInDatabase } = await import('@zhiheng/standalone/log-source');
    const source = await logInDatabase(
      databaseUrlOf(values.database),
      centre as string,
      values.archive ?? process.env.ZHIHENG_LOG_ARCHIVE,
    );
    try {
      return await verifyWholeLog(source, trusted, values.resume);
    } finally {
      await source.close();
    }
  });
}

async function overHttp(prefix: string, tokenFile: string | undefined): Promise<WholeLog> {
  if (!URL.canParse(prefix)) throw new UsageError(`${prefix} 不是网址 / is no address.`);
  const token = tokenFile === undefined ? process.env.ZHIHENG_TOKEN : (await readText(tokenFile)).trim();
  const log = logOverHttp(prefix, token);
  return { ...httpSource(log), checkpoint: () => log.checkpoint() };
}

function databaseUrlOf(given: string | undefined): string {
  const url = given ?? process.env.DATABASE_URL;
  if (!url) throw new UsageError('须给出 --database URL 或 DATABASE_URL / --database URL or DATABASE_URL is needed.');
  return url;
}

/** What went wrong here must not pass for something wrong with the log. */
async function orUnfinished(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { name, message, stack } = error as Error;
    const foreseen = name === 'UnreachableError' || name === 'DatabaseError';
    process.stderr.write(`zhiheng verify: 未能核验完 / unfinished: ${foreseen ? message : stack}\n`);
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
