import { connect, inCentre } from '@zhiheng/database';
import { fastify } from 'fastify';
import { sql } from 'kysely';
import { ArchiveFolder } from '../archive/folder.ts';
import { startExporter } from '../exports/exporter.ts';
import { openLogKeys } from '../log-keys.ts';

/** A process that works on the exports there are, and tells the most memory (KiB) it has taken: `DATABASE KEYS ARCHIVE`. */
const [url = '', keys = '', archive = ''] = process.argv.slice(2);
const database = await connect({ url, service: 'audit', size: 6 });
const exporter = startExporter({
  database,
  keys: await openLogKeys(keys, 'demo'),
  archive: new ArchiveFolder(archive),
  witnesses: [],
  log: fastify({ logger: { level: 'warn', stream: process.stderr } }).log,
});
const unfinished = async () => {
  const { rows } = await inCentre(database, 'north', (transaction) =>
    sql`select from audit.export where state in ('queued', 'running') limit 1`.execute(transaction),
  );
  return rows.length > 0;
};
while (await unfinished()) await new Promise((resolve) => setTimeout(resolve, 500));
await exporter.stop();
await database.close();
process.stdout.write(String(process.resourceUsage().maxRSS));
