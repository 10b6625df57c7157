import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Compose, ComposeService } from '../files/compose.ts';
import type { Image } from './image.ts';

/** The names and paths that containers know, and what stands for them here: `postgres:5432`, `/run/secrets/`. */
export type Replacements = [container: string, here: string][];

export interface Ended {
  code: number | null;
  output: string;
}

/** Starts what compose.yaml's services would run in containers as processes of this machine. */
export class Containers {
  readonly #image: Image;
  readonly #compose: Compose;
  readonly #replacements: Replacements;
  readonly #running: { name: string; child: ChildProcess; output: () => string }[] = [];

  constructor(image: Image, compose: Compose, replacements: Replacements) {
    this.#image = image;
    this.#compose = compose;
    this.#replacements = replacements;
  }

  /** `docker compose run`: to the end. */
  async run(name: string, command?: string[]): Promise<Ended> {
    const { child, output } = this.#start(name, command ?? this.#service(name).command);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output: output() };
  }

  /** `docker compose up`: resolves when the image's own health check succeeds, asked from when the service says it listens. */
  async up(name: string): Promise<void> {
    const { child, output } = this.#start(name, this.#service(name).command);
    this.#running.push({ name, child, output });
    const { health } = this.#image.settings;
    for (;;) {
      await pause(200);
      if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}: ${output()}`);
      if (!output().includes(' ready ')) continue;
      const check = this.#spawn(health, this.#environment(name));
      const [code] = await once(check.child, 'close');
      if (code === 0) return;
    }
  }

  /** Stops one, or all, as Docker does, by SIGTERM; their exit codes and what they said. */
  async down(only?: string): Promise<Record<string, Ended>> {
    const chosen = this.#running.filter(({ name }) => only === undefined || name === only);
    const ended = chosen.map(async (container) => {
      const { name, child, output } = container;
      this.#running.splice(this.#running.indexOf(container), 1);
      const closed = child.exitCode === null ? once(child, 'close') : Promise.resolve();
      child.kill('SIGTERM');
      await closed;
      return [name, { code: child.exitCode, output: output() }] as const;
    });
    return Object.fromEntries(await Promise.all(ended));
  }

  #service(name: string): ComposeService {
    const service = this.#compose.services[name];
    if (!service) throw new Error(`compose.yaml has no service ${name}.`);
    return service;
  }

  #start(name: string, command = this.#image.settings.command) {
    return this.#spawn([...this.#image.settings.entrypoint, ...command], this.#environment(name));
  }

  /** The image's variables, then the service's; nothing of this process. A container has an address of its own, a process has not. */
  #environment(name: string): Record<string, string> {
    const own = { ...this.#image.settings.environment, ...this.#service(name).environment };
    const here = Object.entries(own).map(([key, value]) => [key, this.#here(value)]);
    const port = this.#here(`${name}:${own.PORT}`).split(':')[1] as string;
    return { ...Object.fromEntries(here), HOST: '127.0.0.1', PORT: port };
  }

  #here(text: string): string {
    return this.#replacements.reduce((so, [container, here]) => so.replaceAll(container, here), text);
  }

  #spawn([program, ...args]: string[], env: Record<string, string>) {
    if (program !== 'node') throw new Error(`The image runs ${program}, which is not Node.`);
    const child = spawn(
      process.execPath,
      args.map((arg) => this.#here(arg)),
      { cwd: this.#image.workFolder, env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    return { child, output: () => text };
  }
}
