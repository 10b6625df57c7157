import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@zhiheng/database';
import { afterAll, beforeAll, expect } from 'vitest';
import { Command, zhiheng } from '../support/process.ts';

const ready = /^zhiheng ready (http:\/\/127\.0\.0\.1:\d+)$/m;

/** `npm start` as a person meets it: a process, its lines, its exit code; over one folder and port for the tests of a file. */
export class Starts {
  #directory = '';
  #port = 0;
  readonly #running: Command[] = [];

  /** Whatever the launcher has to install it installs before the tests, and says so there. */
  static ofThisFile(): Starts {
    const starts = new Starts();
    beforeAll(async () => {
      await zhiheng(['help']);
      starts.#directory = await mkdtemp(join(tmpdir(), 'zhiheng-start-'));
      // As root the server runs as another user, who must get through to its own folder.
      await chmod(starts.#directory, 0o711);
      starts.#port = await freePort();
    }, 300_000);
    afterAll(async () => {
      for (const command of starts.#running) if (command.child.exitCode === null) await command.stop();
      await rm(starts.#directory, { recursive: true, force: true });
    });
    return starts;
  }

  get directory(): string {
    return this.#directory;
  }

  get port(): number {
    return this.#port;
  }

  start(env: Record<string, string> = {}): Command {
    const command = new Command(['services/standalone/main.ts'], {
      ZHIHENG_DATA_DIR: this.directory,
      PORT: String(this.port),
      ...env,
    });
    this.#running.push(command);
    return command;
  }

  async startReady(env?: Record<string, string>): Promise<{ command: Command; origin: string }> {
    const command = this.start(env);
    const [, origin] = await command.says(ready);
    return { command, origin: origin as string };
  }

  /** The one sentence of a start that is refused. */
  async refused(env?: Record<string, string>): Promise<string | undefined> {
    const { code, stderr } = await this.start(env).ended;
    expect(code).toBe(1);
    const lines = stderr.trimEnd().split('\n');
    expect(lines, stderr).toHaveLength(1);
    return lines[0];
  }
}
