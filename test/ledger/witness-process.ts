import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseWitnessKey, type VerifierKey } from '@zhiheng/ledger';

const main = fileURLToPath(new URL('../../packages/cli/main.ts', import.meta.url));

/** A running `zhiheng witness`. */
export interface WitnessProcess {
  origin: string;
  vkey: string;
  key: VerifierKey;
  add(body: string): Promise<{ status: number; type: string | null; body: string }>;
  /** What it publishes of a log. */
  checkpoint(log: string): Promise<string | undefined>;
  stderr(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export async function startWitness(args: readonly string[]): Promise<WitnessProcess> {
  const child = spawn(process.execPath, [main, 'witness', '--listen', '127.0.0.1:0', ...args]);
  let [out, err] = ['', ''];
  child.stderr.on('data', (part) => {
    err += part;
  });
  const ended = once(child, 'exit');
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (part) => {
      out += part;
      const ready = /^witness ready (\S+)$/m.exec(out)?.[1];
      if (ready) resolve(ready);
    });
    void ended.then(() => reject(new Error(`the witness has ended: ${err}`)));
  });
  const vkey = out.split('\n')[0] as string;
  return {
    origin,
    vkey,
    key: parseWitnessKey(vkey),
    async add(body) {
      const answer = await fetch(`${origin}/add-checkpoint`, { method: 'POST', body });
      return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
    },
    async checkpoint(log) {
      const hash = createHash('sha256').update(log).digest('hex');
      const answer = await fetch(`${origin}/${hash}/checkpoint`);
      return answer.status === 200 ? answer.text() : undefined;
    },
    stderr: () => err,
    stop: (signal = 'SIGTERM') => stop(child, ended, signal),
  };
}

async function stop(child: ChildProcess, ended: Promise<unknown>, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await ended;
}
