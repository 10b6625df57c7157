import { LogError } from './errors.ts';
import { rotateKeyFile } from './log-key-file.ts';

/**
 * `node services/audit/rotate-key.ts FILE [SECONDS]`: appends a new signing key to the log's key file, which begins to
 * sign so many seconds from now (default 60). Running processes read the file by themselves; where hosts have copies
 * of it, copy it to all of them within that time. Exit code 0; 1 when the file cannot be used; 2 when wrongly called.
 */
const [path, seconds = '60', ...rest] = process.argv.slice(2);
if (!path || !/^\d{1,8}$/.test(seconds) || rest.length) {
  process.stderr.write('usage: node services/audit/rotate-key.ts FILE [SECONDS]\n');
  process.exit(2);
}
const now = new Date();
const signsFrom = new Date(now.getTime() + Number(seconds) * 1_000);
try {
  await rotateKeyFile(path, now, signsFrom);
  process.stdout.write(`a new key of ${path} signs from ${signsFrom.toISOString()} on\n`);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  process.stderr.write(`${error instanceof LogError ? message : `${path} cannot be used: ${code ?? message}`}\n`);
  process.exitCode = 1;
}
