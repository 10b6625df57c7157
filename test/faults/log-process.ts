import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '@zhiheng/database';

const main = fileURLToPath(new URL('../../services/audit/main.ts', import.meta.url));

/** The audit service in a process of its own, which may be killed and comes back at the same address. */
export class LogProcess {
  readonly origin: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  /** True between its ready line and its end. */
  ready = false;
  /** All that it has said. */
  output = '';

  private constructor(origin: string, env: NodeJS.ProcessEnv) {
    this.origin = origin;
    this.#env = env;
  }

  static async start(variables: Record<string, string>): Promise<LogProcess> {
    const port = await freePort();
    const env = { ...process.env, LOG_LEVEL: 'silent', ...variables, HOST: '127.0.0.1', PORT: String(port) };
    const one = new LogProcess(`http://127.0.0.1:${port}`, env);
    await one.restart();
    return one;
  }

  /** Tried again while the database is away: that ends a service that starts. */
  async restart(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const child = spawn(process.execPath, [main], { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] });
      this.#child = child;
      child.once('exit', () => {
        if (this.#child === child) this.ready = false;
      });
      if (await this.#saysReady(child)) {
        this.ready = true;
        return;
      }
      if (attempt === 20) throw new Error(`The service does not start: ${this.output}`);
    }
  }

  async kill(): Promise<void> {
    this.ready = false;
    await this.#end('SIGKILL');
  }

  /** It hangs: nothing of it runs, and its system goes on to answer for its connections. */
  freeze(): void {
    this.ready = false;
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
    this.ready = true;
  }

  async stop(): Promise<void> {
    this.thaw();
    await this.#end('SIGTERM');
  }

  /** Whether this is the process that sequences. */
  async isElected(): Promise<boolean> {
    const metrics = await fetch(`${this.origin}/metrics`, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.text(),
      () => '',
    );
    return /^zhiheng_log_sequencer_elected 1$/m.test(metrics);
  }

  /** False when it ends before. */
  #saysReady(child: ChildProcess): Promise<boolean> {
    let said = '';
    return new Promise((resolve) => {
      child.once('exit', () => resolve(false));
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk) => {
          said += chunk;
          this.output += chunk;
          if (/^zhiheng audit ready/m.test(said)) resolve(true);
        });
    });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }
}
