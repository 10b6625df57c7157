import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `npm test` runs: each check counts as one, then every test. Arguments filter the tests and leave the checks out. */
const root = fileURLToPath(new URL('..', import.meta.url));

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** The script behind a command of the root's development dependencies: what `node_modules/.bin` starts, without a shell. */
const binOf = (name: string, script: string): string => join(root, 'node_modules', name, script);

/** By one checker: each of several works out anew what they share, and tests run meanwhile. */
const typesOf = (folder: string) => [binOf('typescript', 'bin/tsc'), '--noEmit', '--checkers', '1', '-p', folder];

/** One after the other: two compilers and a bundler at once would only take turns on a small machine. */
const checks: [name: string, args: string[]][] = [
  ['types', typesOf('.')],
  ['types of the console', typesOf('services/console/web')],
  ['types of the verifier', typesOf('packages/verifier/web')],
  ['lint and format', [binOf('@biomejs/biome', 'bin/biome'), 'ci', '--error-on-warnings', '.']],
  [
    'doors',
    [
      binOf('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.mjs',
      'packages',
      'services',
      'test',
    ],
  ],
  ['dead code and unused dependencies', [binOf('knip', 'bin/knip.js')]],
];

/** Processes that start one another's services compile the same packages. */
const compiled = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'zhiheng-compiled');

const children = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => children.forEach((child) => void child.kill(signal)));

/** @returns the exit code, and what it said where that is kept back rather than said at once. */
function node(args: string[], said: 'at once' | 'kept' = 'at once'): Promise<{ code: number; output: string }> {
  const path = `${dirname(process.execPath)}:${process.env.PATH}`;
  const out = said === 'kept' ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['inherit', out, out],
    env: { ...process.env, PATH: path, FORCE_COLOR: '0', NODE_COMPILE_CACHE: compiled },
  });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      children.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** What the checks that failed said: at the end, where it is looked for. */
const complaints: string[] = [];

async function runChecks(): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, args] of checks) {
    const start = performance.now();
    const { code, output } = await node(args, 'kept');
    tally[code === 0 ? 'passed' : 'failed']++;
    say(`\n${code === 0 ? '✓' : '✗'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    if (code !== 0) complaints.push(`✗ ${name}\n${output}`);
  }
  return tally;
}

async function runTests(filters: string[]): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-report-'));
  const report = join(folder, 'vitest.json');
  const vitest = binOf('vitest', 'vitest.mjs');
  try {
    const { code } = await node([
      vitest,
      'run',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ]);
    if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
    const found = JSON.parse(await readFile(report, 'utf8')) as Report;
    say(`slowest files: ${slowest(found)}`);
    return tallyOf(found, code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    /** Milliseconds of the Unix epoch. */
    startTime: number;
    endTime: number;
    status: string;
    assertionResults: { status: string }[];
  }[];
}

/** What to look at when the whole takes too long. */
function slowest({ testResults }: Report): string {
  const timed = testResults.map(({ name, startTime, endTime }) => ({
    name: relative(root, name),
    ms: endTime - startTime,
  }));
  return timed
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 15)
    .map(({ name, ms }) => `${name} (${Math.round(ms / 1000)} s)`)
    .join(', ');
}

/** A file that fails although none of its tests does (it does not load, its set-up throws) counts as one; so does a bad end. */
function tallyOf(report: Report, code: number): Tally {
  const silent = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed'),
  );
  const failed = report.numFailedTests + silent.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const say = (line: string) => process.stdout.write(`${line}\n`);

const filters = process.argv.slice(2);
// Tests wait for half of their time: the checks take what they leave of the processors.
const tallies = await Promise.all([...(filters.length ? [] : [runChecks()]), runTests(filters)]);
complaints.forEach(say);
const sum = (field: keyof Tally) => tallies.reduce((total, tally) => total + tally[field], 0);
say(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
