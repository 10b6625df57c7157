import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A command of the project in a process of its own, started as `npm start` and `npm run zhiheng` start it. */
export class Command {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';

  constructor(args: string[], env: Record<string, string> = {}) {
    const surroundings = { ...process.env, DATABASE_URL: '', ZHIHENG_PROFILE: '', ...env };
    this.child = spawn(process.execPath, ['packages/cli/launch.mjs', ...args], {
      cwd: root,
      env: surroundings,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk) => {
      this.#stdout += chunk;
    });
    this.child.stderr?.on('data', (chunk) => {
      this.#stderr += chunk;
    });
    this.ended = once(this.child, 'close').then(([code, signal]) => ({
      code,
      signal,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  get output(): string {
    return this.#stdout;
  }

  /** Resolves with the match as soon as the output has it; rejects when the process ends before. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#stdout);
      if (match) return match;
      const more = once(this.child.stdout as NodeJS.ReadableStream & NodeJS.EventEmitter, 'data').then(() => undefined);
      const end = await Promise.race([more, this.ended]);
      if (end && !pattern.test(this.#stdout)) throw new Error(`it ended with ${end.code}: ${end.stderr}`);
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}

export const zhiheng = (args: string[], env?: Record<string, string>): Promise<Ended> =>
  new Command(['packages/cli/main.ts', ...args], env).ended;
