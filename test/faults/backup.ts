import { chmod, chown, copyFile, cp, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { fastFolder } from '../support/fast-folder.ts';

/** The folder of a cluster, copied while its server goes on: what `pg_basebackup` makes, which does not come with the embedded server. */
export interface Backup {
  readonly folder: string;
}

/** Not to be copied (PostgreSQL's documentation, "Making a Base Backup Using the Low Level API"); the write-ahead log comes last. */
const leftOut = new Set(['postmaster.pid', 'postmaster.opts', 'server.log', 'pg_wal', 'pg_replslot', 'pg_stat_tmp']);

/** A base backup of the cluster in `directory`, with the write-ahead log that it needs. */
export async function takeBackup(url: string, directory: string): Promise<Backup> {
  const folder = await fastFolder('zhiheng-backup-');
  const [from, to] = [join(directory, 'postgres'), join(folder, 'postgres')];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('rehearsal', true)`);
    await copyTree(from, to, leftOut);
    for (const empty of ['pg_replslot', 'pg_stat_tmp']) await mkdir(join(to, empty), { mode: 0o700 });
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(true)');
    await writeFile(join(to, 'backup_label'), rows[0]?.labelfile ?? '');
  } finally {
    await client.end();
  }
  await copyTree(join(from, 'pg_wal'), join(to, 'pg_wal'));
  await own(from, to);
  return { folder };
}

/** A folder that a server starts from: the backup alone, or up to the end of the write-ahead log that was kept elsewhere. */
export async function restore({ folder }: Backup, walOf?: string): Promise<string> {
  const directory = await fastFolder('zhiheng-restored-');
  await chmod(directory, 0o711);
  const [from, to] = [join(folder, 'postgres'), join(directory, 'postgres')];
  await cp(from, to, { recursive: true });
  if (walOf) {
    await rm(join(to, 'pg_wal'), { recursive: true });
    await copyTree(join(walOf, 'postgres', 'pg_wal'), join(to, 'pg_wal'));
  }
  await own(from, to);
  return directory;
}

/** What goes away meanwhile is not missed: the write-ahead log says what became of it. */
async function copyTree(from: string, to: string, without: ReadonlySet<string> = new Set()): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (without.has(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else await copyFile(source, target).catch(passOverGone);
  }
}

function passOverGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** As root the server runs as another user, to whom its files belong. */
async function own(like: string, path: string): Promise<void> {
  const { uid, gid } = await lstat(like);
  await chown(path, uid, gid);
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true }))
    await chown(join(entry.parentPath, entry.name), uid, gid);
}
