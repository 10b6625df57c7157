import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes the secrets of a new deployment in the folder named by the first argument, a file each; what is there already
 * is kept, so that a second run only adds what a newer version needs. Exit code 0; 2 without a folder.
 *
 * The folder is open to its owner alone. The files in it are readable by all, because a container sees them with the
 * numbers of the host's users and runs under its own: who may read one is decided by which container is given it.
 */
const log = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
const password = () => `${randomBytes(24).toString('base64url')}\n`;

const contents: Record<string, () => string> = {
  secret: () => `${randomBytes(48).toString('base64url')}\n`,
  'log-key.json': () => `${JSON.stringify({ keys: [{ createdAt: new Date().toISOString(), privateKey: log }] })}\n`,
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
