import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, readdir, readFile, readlink, rm, stat } from 'node:fs/promises';
import { createServer, type Server, type Socket, connect as tcp } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@zhiheng/database';
import pg from 'pg';
import { fastFolder } from '../support/fast-folder.ts';

/** The command that runs a server, as found of one that runs. */
interface Command {
  program: string;
  args: string[];
  uid: number;
  gid: number;
}

export interface ServerOptions {
  /** An empty folder, or one that holds a cluster; absent: one is made. */
  directory?: string;
  /** Further variables of the server's environment. */
  variables?: NodeJS.ProcessEnv;
}

/** A PostgreSQL of a test's own that may be killed, behind an address whose connections may be cut. */
export class FaultyServer {
  /** Holds the cluster in its folder `postgres`. */
  readonly directory: string;
  readonly #door: Server;
  readonly #inside: string;
  readonly #command: Command;
  readonly #sockets = new Set<Socket>();
  readonly #variables: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;

  private constructor(directory: string, inside: string, command: Command, door: Server, variables: NodeJS.ProcessEnv) {
    this.directory = directory;
    this.#variables = variables;
    this.#inside = inside;
    this.#command = command;
    this.#door = door;
    door.on('connection', (socket) => this.#pass(socket));
  }

  /** With the settings of `npm start`: what is acknowledged has been flushed. */
  static async start({ directory, variables = {} }: ServerOptions = {}): Promise<FaultyServer> {
    const folder = directory ?? (await fastFolder('zhiheng-faults-'));
    // As root the server runs as another user, who must get through to its own folder.
    await chmod(folder, 0o711);
    const first = await startEmbeddedPostgres({ directory: folder, password: 'faults' });
    const command = await commandOf(folder);
    await first.stop();
    const door = createServer();
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    const server = new FaultyServer(folder, first.url, command, door, variables);
    await server.restart();
    return server;
  }

  /** The superuser's address. */
  get url(): string {
    const url = new URL(this.#inside);
    url.port = String((this.#door.address() as { port: number }).port);
    return url.href;
  }

  /** Starts over the same folder, as a child of this process; recovers from the write-ahead log after a kill. */
  async restart(): Promise<void> {
    const { program, args, uid, gid } = this.#command;
    const cwd = join(this.directory, 'postgres');
    for (let attempt = 1; ; attempt++) {
      this.#child = spawn(program, args, {
        uid,
        gid,
        cwd,
        env: { ...process.env, ...this.#variables },
        stdio: 'ignore',
      });
      if (await answers(this.#inside, this.#child)) return;
      if (attempt === 50) throw new Error(`PostgreSQL does not start over ${cwd}.`);
      // What is left of the one before still holds its shared memory.
      await pause(50);
    }
  }

  /**
   * `kill -9` of the server with all its processes. It takes what they held in memory: a commit that was answered for before its record was
   * written (`synchronous_commit = off`) is lost. What they had written the system keeps, flushed or not, so that it shows nothing of
   * `fsync` and `full_page_writes`: only a machine without power does, and none is here. `durability.test.ts` counts the flushes instead.
   */
  async kill(): Promise<void> {
    const child = this.#child as ChildProcess;
    const children = await childrenOf(child.pid as number);
    // The parent first: it would take the death of a child for a crash of that child alone, and recover by itself.
    child.kill('SIGKILL');
    for (const pid of children) killQuietly(pid);
    if (this.running) await once(child, 'exit');
  }

  get running(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  /** Cuts every connection between the services and the server, while both live. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    this.#door.close();
    await this.kill();
    await rm(this.directory, { recursive: true, force: true }).catch(() => undefined);
  }

  #pass(inside: Socket): void {
    const outside = tcp(Number(new URL(this.#inside).port), '127.0.0.1');
    for (const [one, other] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}

async function commandOf(directory: string): Promise<Command> {
  const [pid] = (await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').slice(0, -1);
  const { uid, gid } = await stat(join(directory, 'postgres'));
  return { program: await readlink(`/proc/${pid}/exe`), args: words.slice(1), uid, gid };
}

/** False when the server ends before it answers. */
async function answers(url: string, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    const answered = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (answered) return true;
    await pause(20);
  }
  return false;
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    // `pid (name) state parent …`; the name may hold anything.
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    );
  } catch {
    return undefined;
  }
}
