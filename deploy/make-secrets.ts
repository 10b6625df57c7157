import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes the secrets of a new deployment in the folder named by the first argument, a file each; what is there already
 * is kept, so that a second run only adds what a newer version needs. Exit code 0; 2 without a folder.
 *
 * The folder is open to its owner alone. The files in it are readable by all, because a container sees them with the
 * numbers of the host's users and runs under its own: who may read one is decided by which container is given it. So is the
 * folder `audit` in it, which the audit service is given as a whole: its keys are rotated by putting a new file in place.
 */
const log = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
const password = () => `${randomBytes(24).toString('base64url')}\n`;

const contents: Record<string, () => string> = {
  secret: () => `${randomBytes(48).toString('base64url')}\n`,
  'audit/log-key.json': () =>
    `${JSON.stringify({ keys: [{ createdAt: new Date().toISOString(), privateKey: log }] })}\n`,
  'audit/personal-key.json': () =>
    `${JSON.stringify({ keys: [{ id: randomUUID(), key: randomBytes(32).toString('base64') }] })}\n`,
  'superuser-password': password,
  'owner-password': password,
  'audit-password': password,
  'access-password': password,
  'identity-password': password,
  'control-password': password,
};

const [folder] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('usage: node deploy/make-secrets.ts FOLDER\n');
  process.exit(2);
}
await mkdir(folder, { recursive: true, mode: 0o700 });
await mkdir(join(folder, 'audit'), { recursive: true });
// Whatever the umask takes away: the service passes through it under a user of its own.
await chmod(join(folder, 'audit'), 0o755);
await takeOver(join(folder, 'log-key.json'), join(folder, 'audit', 'log-key.json'));
for (const [name, content] of Object.entries(contents)) {
  const made = await writeFile(join(folder, name), content(), { mode: 0o444, flag: 'wx' }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
  process.stdout.write(`${made ? 'made' : 'kept'} ${join(folder, name)}\n`);
}

/** Where an older version has made it: a log goes on with the key that it began with. What is there already stays. */
async function takeOver(from: string, to: string): Promise<void> {
  const moved = await link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'EEXIST') return false;
      throw error;
    },
  );
  if (!moved) return;
  await rm(from);
  process.stdout.write(`moved ${from} to ${to}\n`);
}
