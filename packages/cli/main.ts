import { orExplain } from '@zhiheng/http';
import { bootstrapPeople } from './bootstrap-people.ts';
import { importFile } from './import-file.ts';
import { migrateDatabase } from './migrate-database.ts';
import { UsageError } from './usage-error.ts';
import { verifyFile } from './verify-file.ts';

const usage = `用法 usage: npm run zhiheng -- COMMAND
  import FILE                 由目录文件建立新中心 / found a new centre from a catalogue file, beside a running server too
  bootstrap USERNAME… [--centre CODE]
                              给新中心的人员首个口令，仅显示一次 / give people of a new centre their first passwords, shown once
  migrate                     把 DATABASE_URL 的库升到最新 / bring the database of DATABASE_URL to the newest schema
  verify PROOF --key VKEYFILE 离线核验一条日志的存在证明 / verify an entry's proof offline, with a key got from elsewhere`;

/** The `zhiheng` command. Exit codes: 0 done, 1 refused or failed, 2 wrongly used. */
const commands: Record<string, (args: string[]) => Promise<number>> = {
  bootstrap: bootstrapPeople,
  import: importFile,
  migrate: migrateDatabase,
  verify: verifyFile,
};

await orExplain(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (!command) {
    process.stderr.write(`${usage}\n`);
    process.exit(name === 'help' || name === '--help' ? 0 : 2);
  }
  try {
    process.exitCode = await command(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`zhiheng ${name}: ${error.message}\n`);
    process.exitCode = 2;
  }
});
