// Runs with whatever Node (≥ 20) and npm the machine has, before anything is installed: installs what the lock file
// pins when it has changed, then runs the script named by the first argument under the pinned Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pnpm = 'pnpm@12.21.0';
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const stamp = join(root, 'node_modules', '.installed-lock');
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
/**
 * The nursery's least, which `NODE_OPTIONS` may not say: without it V8 makes the nursery of a process that had a calm moment 2 MB small, and
 * it stays so, for next to nothing outlives a collection; a second under load then had a hundred of them.
 */
const flags = ['--min-semi-space-size=16'];
/**
 * What a request leaves behind is garbage soon: in a nursery as small as usual much of it outlives a collection, and a case step takes
 * some 7 % longer. Before what the caller sets, so that this counts. The services' unit and the image under deploy/ say the same.
 */
const options = `--max-semi-space-size=32 ${process.env.NODE_OPTIONS ?? ''}`.trim();

const lock = createHash('sha256')
  .update(readFileSync(join(root, 'pnpm-lock.yaml')))
  .digest('hex');

if (!existsSync(node) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) install();
run(process.argv[2], process.argv.slice(3));

function install() {
  process.stderr.write('zhiheng: installing what pnpm-lock.yaml pins (the first time takes a minute) …\n');
  const args = ['--yes', pnpm, 'install', '--frozen-lockfile', '--reporter=append-only'];
  const { status, error, stdout, stderr } = spawnSync('npx', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
    // Without a terminal pnpm asks nobody before it replaces a node_modules folder.
    env: { ...process.env, CI: 'true' },
  });
  if (status === 0 && existsSync(node)) return writeFileSync(stamp, lock);
  const tail = `${stdout ?? ''}${stderr ?? ''}`.trimEnd().split('\n').slice(-15).join('\n');
  process.stderr.write(
    `${tail}\nzhiheng: the packages could not be installed (${error?.message ?? `pnpm ended with ${status}`}).\n`,
  );
  process.exit(1);
}

/** The channel tells the child when this process is gone, so that nothing is left running behind a killed launcher. */
function run(script, args) {
  const child = spawn(node, [...flags, join(root, script), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: options },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}
