import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { formatVerifierKey } from '@zhiheng/ledger';
import { logOverHttp } from '../log-http.ts';
import { UsageError } from '../usage-error.ts';
import { readTrustedKeys } from '../verify/file.ts';
import { followOnce } from './follow.ts';
import { witnessServer } from './server.ts';
import { Witness } from './witness.ts';
import { WitnessFolder } from './witness-folder.ts';

const help = `用法 usage: npm run zhiheng -- witness --folder DIR --name NAME --log VKEYFILE [--listen HOST:PORT] [--follow URL]…

  见证人记住每个日志最新的检查点，只为其延续签名；回退和分叉一律拒绝
  remembers the newest checkpoint of each log and cosigns only what continues it; refuses rollback and forks

  --folder DIR        密钥和检查点存放处 / where its key and checkpoints are kept; one process at a time
  --name NAME         见证人名称，如 witness.example/w1 / what it signs as
  --log VKEYFILE      所见证日志的公钥，一行一个 / keys of the logs that it watches, one a line
  --listen HOST:PORT  接受提交 / takes checkpoints by POST /add-checkpoint (C2SP tlog-witness); default 127.0.0.1:8490
  --follow URL        主动取日志的检查点，可多次 / fetches this log, e.g. https://…/audit/log/county; may be repeated
  --every SECONDS     多久取一次 / how often it does; default 60
`;

const options = {
  folder: { type: 'string' },
  name: { type: 'string' },
  log: { type: 'string' },
  listen: { type: 'string', default: '127.0.0.1:8490' },
  follow: { type: 'string', multiple: true },
  every: { type: 'string', default: '60' },
  help: { type: 'boolean' },
} as const;

/** `witness`: runs until it is told to end. */
export async function runWitness(args: string[]): Promise<number> {
  const values = read(args);
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const { folder: path, name, log } = values;
  const everyMs = Number(values.every) * 1_000;
  const address = addressOf(values.listen);
  if (!path || !name || !log || !address || !(everyMs > 0)) throw new UsageError('see witness --help.');
  const { keys } = await readTrustedKeys(log);
  if (keys.length === 0) throw new UsageError(`${log} holds no key of a log.`);
  const folder = await WitnessFolder.open(path);
  try {
    const signer = await folder.signer(name);
    const vkey = formatVerifierKey(name, signer.publicKey, 'cosignature');
    const witness = new Witness({ folder, signer, keys });
    const ended = untilToldToEnd();
    const server = witnessServer({ witness, folder, vkey, report });
    const origin = await listen(server, address);
    process.stdout.write(`${vkey}\nwitness ready ${origin}\n`);
    for (const url of values.follow ?? []) void follow(url, everyMs, witness, ended);
    await aborted(ended);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await witness.settled();
  } finally {
    await folder.close();
  }
  return 0;
}

interface Address {
  host: string;
  port: number;
}

function addressOf(text: string): Address | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  return match ? { host: match[1] ?? match[2] ?? '', port: Number(match[3]) } : undefined;
}

async function listen(server: Server, { host, port }: Address): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new UsageError(`${host}:${port} cannot be listened on (${error.code}).`)),
    );
    server.listen(port, host, resolve);
  });
  const { port: own } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${own}`;
}

function untilToldToEnd(): AbortSignal {
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort());
  return ended.signal;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });

const report = (message: string): void => {
  process.stderr.write(`zhiheng witness: ${message}\n`);
};

async function follow(url: string, everyMs: number, witness: Witness, ended: AbortSignal): Promise<void> {
  const log = logOverHttp(url);
  while (!ended.aborted) {
    try {
      const { status, body } = await followOnce(log, witness);
      if (status !== 200) report(`拒绝签名 / refused ${url}: ${status} ${body.trim()}`);
    } catch (error) {
      report(`${url}: ${(error as Error).message}`);
    }
    await pause(everyMs, undefined, { signal: ended }).catch(() => undefined);
  }
}

function read(args: string[]) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
